/** Noise: draws that depend on a seed and a site's name, never on the order of asking. */
@NullMarked
package dev.jyro.random;

import org.jspecify.annotations.NullMarked;
