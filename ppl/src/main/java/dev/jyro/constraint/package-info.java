/** Constraints, and the bijectors that lead to them from the whole real line. */
@NullMarked
package dev.jyro.constraint;

import org.jspecify.annotations.NullMarked;
