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
 * </table>
 *
 * <p>{@link dev.jyro.inference.guide.Initialization} has the places to begin at.
 */
@NullMarked
package dev.jyro.inference.guide;

import org.jspecify.annotations.NullMarked;
