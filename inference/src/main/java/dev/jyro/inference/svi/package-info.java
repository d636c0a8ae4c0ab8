/**
 * Stochastic variational inference.
 *
 * <p>{@link dev.jyro.inference.svi.SVI} takes steps on an {@link dev.jyro.inference.svi.ELBO}, such
 * as {@link dev.jyro.inference.svi.TraceELBO}, for which a {@link dev.jyro.inference.svi.Run} draws
 * {@linkplain dev.jyro.inference.svi.Particle particles}: a trace of the guide, and one of the
 * model replayed on it.
 *
 * <table>
 * <caption>Objectives</caption>
 * <tr><th>class</th><th>what it estimates</th><th>guides</th></tr>
 * <tr><td>{@link dev.jyro.inference.svi.TraceELBO}</td><td>the evidence lower bound</td>
 *     <td>any</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.TraceMeanFieldELBO}</td>
 *     <td>the same, divergences in closed form where known</td><td>pathwise</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.TraceGraphELBO}</td>
 *     <td>the same, less noise where draws carry no gradient</td><td>any</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.RenyiELBO}</td>
 *     <td>Rényi's bound; the importance-weighted one at alpha 0</td><td>any</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.VIMCO}</td>
 *     <td>the importance-weighted bound, with baselines</td><td>any</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.ReweightedWakeSleep}</td>
 *     <td>the same; the guide learns from weighted draws and dreams</td><td>any</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.TraceMMD}</td>
 *     <td>how far draws are from the prior's and the data, by a {@link
 *     dev.jyro.inference.svi.Kernel}</td><td>pathwise</td></tr>
 * <tr><td>{@link dev.jyro.inference.svi.EnergyDistance}</td>
 *     <td>the energy score of predicted data; needs no density</td><td>pathwise</td></tr>
 * </table>
 *
 * <pre>{@code
 * Model<Tensor> model = data -> {
 *   Tensor p = sample("p", Beta.of(1, 1));
 *   plate("tosses", data.size(0), () -> observe("x", Bernoulli.of(p), data));
 * };
 * Model<Tensor> guide = data ->
 *     sample("p", Beta.of(param("a", 1, positive()), param("b", 1, positive())));
 *
 * SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
 * for (int i = 0; i < 1000; i++) {
 *   svi.step(data);
 * }
 * svi.save(folder);
 * }</pre>
 *
 * <p>{@code svi.run} goes through {@linkplain dev.jyro.inference.data.Batches batches}, with
 * listeners and conditions from {@link dev.jyro.inference.training}.
 *
 * <p>A step, outermost first: {@code TensorScope} · parameters ({@code Session}) · in the first
 * step, a look at each distribution ({@link dev.jyro.inference.svi.Checks}) · the plate of
 * particles, if they are side by side · trace · for the model, replay · the program.
 */
@NullMarked
package dev.jyro.inference.svi;

import org.jspecify.annotations.NullMarked;
