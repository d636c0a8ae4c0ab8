/**
 * How fair is a coin? The smallest model with a guide, and the only one here whose posterior a page
 * can be filled with by hand.
 *
 * <pre>{@code
 * SVI<Tensor> svi = SVI.of(Coin::model, Coin::guide, Adam.withLearningRate(0.005), TraceELBO.vectorized(20));
 * for (int i = 0; i < 3000; i++) {
 *   svi.step(Coin.tosses(6, 4));
 * }
 * }</pre>
 *
 * <p>{@link dev.jyro.examples.coin.Coin} has model and guide, {@code Exact} what can be had without
 * either, {@code Training} the loop, {@code Gallery} the pictures.
 */
@NullMarked
package dev.jyro.examples.coin;

import org.jspecify.annotations.NullMarked;
