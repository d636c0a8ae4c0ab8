/** Distributions and the wrappers that reshape them. */
@NullMarked
package dev.jyro.distribution;

import org.jspecify.annotations.NullMarked;
