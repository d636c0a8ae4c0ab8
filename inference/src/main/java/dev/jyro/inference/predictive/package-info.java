/**
 * What a fitted model says: draws of its posterior, and of data that could come.
 *
 * <pre>{@code
 * Draws draws = Draws.of(Map.of("loc", Tensor.of(0.1, -0.2, 0.4)));
 * double mean = draws.get("loc").mean().item();
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.predictive;

import org.jspecify.annotations.NullMarked;
