/** Parameters, and the files that keep them. */
@NullMarked
package dev.jyro.inference.param;

import org.jspecify.annotations.NullMarked;
