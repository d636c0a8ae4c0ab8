/** What every package shares: the family of errors, and how much memory a file may take. */
@NullMarked
package dev.jyro;

import org.jspecify.annotations.NullMarked;
