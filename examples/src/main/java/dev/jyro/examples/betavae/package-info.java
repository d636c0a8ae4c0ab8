/**
 * An autoencoder whose divergence counts by a weight, as in a walk-through with TensorFlow
 * Probability and Sonnet: an encoder that gives a distribution, losses that are means, and a sweep
 * over the weight.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.betavae.BetaVae}</td><td>model and guide</td></tr>
 *   <tr><td>{@code Encoder}, {@code Decoder}, {@code Layers}</td><td>distributions from networks</td></tr>
 *   <tr><td>{@code Averaging}, {@code Objectives}</td><td>the loss</td></tr>
 *   <tr><td>{@code Training}, {@code Meter}</td><td>the loop, and what is measured</td></tr>
 *   <tr><td>{@code Experiment}, {@code Sweep}</td><td>one training, and many</td></tr>
 *   <tr><td>{@code Gallery}, {@code SweepGallery}</td><td>their pictures</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.betavae;

import org.jspecify.annotations.NullMarked;
