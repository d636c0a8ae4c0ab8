/**
 * ZhuSuan's variational autoencoder of black and white digits, with particles: one model under
 * different observations, four bounds to train it by, and the log likelihood of images that it has
 * not seen.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@code Autoencoder}</td><td>model and guide, given x, z or nothing</td></tr>
 *   <tr><td>{@code Bound}</td><td>what is climbed: ELBO, IWAE, VIMCO, reweighted wake-sleep</td></tr>
 *   <tr><td>{@code Ink}</td><td>black and white from grey, drawn anew each time</td></tr>
 *   <tr><td>{@code Evidence}</td><td>how probable an image is, by importance sampling</td></tr>
 *   <tr><td>{@code Training}, {@code Gallery}</td><td>the loop, the pictures</td></tr>
 * </table>
 *
 * <pre>{@code
 * Model<Tensor> givenX = x -> Handlers.condition(model, Map.of("x", x)).run(x.size(0));
 * }</pre>
 */
@NullMarked
package dev.jyro.examples.particles;

import org.jspecify.annotations.NullMarked;
