/**
 * Guides that write themselves: made from a model, handed to SVI, asked for the posterior.
 *
 * <pre>{@code
 * AutoNormal<Batch> guide = AutoNormal.of(model);
 * SVI<Batch> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
 * for (Batch batch : batches) svi.step(batch);
 * Map<String, Tensor> ends = guide.quantiles(svi.params(), 0.05, 0.95);
 * }</pre>
 *
 * <table>
 * <caption>Guides, in free space unless said otherwise</caption>
 * <tr><th>class</th><th>posterior</th><th>numbers, for n</th><th>begins at</th></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoDelta}</td>
 *     <td>one value, in the site's space</td><td>n</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoNormal}</td>
 *     <td>independent normal numbers, site by site</td><td>2 n</td><td>feasible</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoDiagonalNormal}</td>
 *     <td>the same, as one vector</td><td>2 n</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoMultivariateNormal}</td>
 *     <td>a normal vector</td><td>n + n (n + 1) / 2</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoLowRankMultivariateNormal}</td>
 *     <td>the same, its correlations of few causes</td><td>(2 + rank) n</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoLaplace}</td>
 *     <td>the mode, then as curved as there</td><td>n</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoStructured}</td>
 *     <td>normal numbers that depend on others as told</td><td>2 n, and weights</td>
 *     <td>feasible</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoIAFNormal}</td>
 *     <td>inverse autoregressive flows</td><td>the networks'</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoNormalizingFlow}</td>
 *     <td>any flow</td><td>the flow's</td><td>median</td></tr>
 * <tr><td>{@link dev.jyro.inference.guide.AutoGuideList}</td>
 *     <td>different guides for different sites</td><td>theirs</td><td>as they do</td></tr>
 * </table>
 *
 * <p>{@link dev.jyro.inference.guide.Initialization} has the places to begin at.
 */
@NullMarked
package dev.jyro.inference.guide;

import org.jspecify.annotations.NullMarked;
