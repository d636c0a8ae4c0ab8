/**
 * What a fitted model says: draws of its posterior, and of data that could come.
 *
 * <table>
 * <caption>What lives here</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link dev.jyro.inference.predictive.Draws}</td><td>draws of several sites, by chain: what
 *     guides, predictions, diagnostics and files hand on</td></tr>
 * <tr><td>{@link dev.jyro.inference.predictive.Predictive}</td><td>predictions from a guide, from
 *     posterior draws or from the prior; pointwise log likelihoods</td></tr>
 * <tr><td>{@link dev.jyro.inference.predictive.PredictiveCheck}</td><td>a statistic of the data
 *     against that of predictions</td></tr>
 * <tr><td>{@link dev.jyro.inference.predictive.Importance}</td><td>weighted draws: evidence,
 *     effective size, resampling</td></tr>
 * </table>
 *
 * <p>The smallest example:
 *
 * <pre>{@code
 * Predictive<Tensor> predictive = Predictive.of(model, svi.params(), guide).draws(1000);
 * Draws draws = predictive.draw(data, 42);
 * double mean = draws.get("y").mean().item();
 * }</pre>
 *
 * <p>A prediction, outermost first: {@code TensorScope} · parameters ({@code ParamValues}) · the
 * seed of the batch of draws · trace · the latent values, replayed or given · the plate of draws,
 * if they are side by side · uncondition · the model.
 */
@NullMarked
package dev.jyro.inference.predictive;

import org.jspecify.annotations.NullMarked;
