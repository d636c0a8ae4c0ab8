/**
 * Distributions and the wrappers that reshape them.
 *
 * <pre>{@code
 * Distribution heights = Normal.of(Tensor.of(1.6f, 1.8f), 0.1);
 * Tensor draw = heights.sample(Noise.of(7));      // shape (2)
 * Tensor density = heights.logProb(draw);         // shape (2)
 * Tensor joint = heights.toEvent(1).logProb(draw); // shape ()
 * }</pre>
 *
 * <p>Each parameter below may be a tensor or a {@code double}. Parameters broadcast to the batch
 * shape and a value is one number, but where the table says otherwise.
 *
 * <table>
 * <caption>Distributions</caption>
 * <tr><th>class</th><th>support</th><th>parameters</th><th>shapes</th><th>samples</th></tr>
 * <tr><td>{@link dev.jyro.distribution.Bernoulli}</td><td>0, 1</td>
 *     <td>probs or logits</td><td></td><td>constants</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Beta}</td><td>[0, 1]</td>
 *     <td>concentration1, concentration0 &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Categorical}</td><td>0, 1, … K-1</td>
 *     <td>probs &ge; 0 or logits</td><td>parameter: batch + (K)</td><td>constants, int64</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Delta}</td><td>one value</td>
 *     <td>value, logDensity</td><td>value: batch + event</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Dirichlet}</td><td>simplex</td>
 *     <td>concentration &gt; 0</td><td>parameter: batch + (K), event (K)</td>
 *     <td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Exponential}</td><td>[0, ∞)</td>
 *     <td>rate &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Gamma}</td><td>[0, ∞)</td>
 *     <td>concentration, rate &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.GaussianRandomWalk}</td><td>vectors</td>
 *     <td>scale &gt; 0, numSteps</td><td>event (numSteps)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.HalfCauchy}</td><td>[0, ∞)</td>
 *     <td>scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.HalfNormal}</td><td>[0, ∞)</td>
 *     <td>scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.InverseWishart}</td><td>positive definite matrices</td>
 *     <td>df &gt; D - 1, and scaleMatrix or scaleTril</td>
 *     <td>batch, + (D, D), event (D, D)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LKJCholesky}</td><td>factors of correlation matrices</td>
 *     <td>dim, concentration &gt; 0</td><td>event (dim, dim)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogNormal}</td><td>(0, ∞)</td>
 *     <td>loc, scale &gt; 0 of the logarithm</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogisticNormal}</td><td>simplex</td>
 *     <td>loc, scale &gt; 0</td><td>parameters: batch + (K - 1), event (K)</td>
 *     <td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LowRankMultivariateNormal}</td><td>vectors</td>
 *     <td>loc, covFactor, covDiag &gt; 0</td>
 *     <td>batch + (D), (D, K) and (D), event (D)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MatrixNormal}</td><td>matrices</td>
 *     <td>loc, scaleTrilRow, scaleTrilColumn</td>
 *     <td>batch + (n, p), (n, n) and (p, p), event (n, p)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MultivariateNormal}</td><td>vectors</td>
 *     <td>loc, and scaleTril, covarianceMatrix or precisionMatrix</td>
 *     <td>loc: batch + (D), matrix: batch + (D, D), event (D)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MultivariateStudentT}</td><td>vectors</td>
 *     <td>df &gt; 0, loc, scaleTril</td>
 *     <td>batch, + (D) and (D, D), event (D)</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Normal}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Poisson}</td><td>0, 1, 2, …</td>
 *     <td>rate &ge; 0</td><td></td><td>constants</td></tr>
 * <tr><td>{@link dev.jyro.distribution.ProjectedNormal}</td><td>sphere</td>
 *     <td>concentration</td><td>parameter: batch + (D), event (D), D = 2 or 3</td>
 *     <td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Uniform}</td><td>[low, high]</td>
 *     <td>low &lt; high</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Unit}</td><td>nothing</td>
 *     <td>logFactor</td><td>event (0)</td><td>empty</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Wishart}</td><td>positive definite matrices</td>
 *     <td>df &gt; D - 1, and scaleTril, covarianceMatrix or precisionMatrix</td>
 *     <td>batch, + (D, D), event (D, D)</td><td>reparameterised</td></tr>
 * </table>
 *
 * <table>
 * <caption>Wrappers</caption>
 * <tr><th>class</th><th>made by</th><th>what it changes</th></tr>
 * <tr><td>{@link dev.jyro.distribution.Independent}</td><td>{@code toEvent(n)}</td>
 *     <td>n dimensions of the batch become one value</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Expanded}</td><td>{@code expand(shape)}</td>
 *     <td>independent copies in a larger batch</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Masked}</td><td>{@code mask(mask)}</td>
 *     <td>part of the batch does not count</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.distribution;

import org.jspecify.annotations.NullMarked;
