/** What every package shares: the family of errors. */
@NullMarked
package dev.jyro;

import org.jspecify.annotations.NullMarked;
