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
 * <tr><td>{@link dev.jyro.distribution.AffineBeta}</td><td>[loc, loc + scale]</td>
 *     <td>concentration1, concentration0 &gt; 0, loc, scale &gt; 0</td><td></td>
 *     <td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.AsymmetricLaplace}</td><td>real numbers</td>
 *     <td>loc, scale, asymmetry &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Bernoulli}</td><td>0, 1</td>
 *     <td>probs or logits</td><td></td><td>constants</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Beta}</td><td>[0, 1]</td>
 *     <td>concentration1, concentration0 &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.BetaProportion}</td><td>[0, 1]</td>
 *     <td>0 &lt; mean &lt; 1, concentration &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Categorical}</td><td>0, 1, … K-1</td>
 *     <td>probs &ge; 0 or logits</td><td>parameter: batch + (K)</td><td>constants, int64</td></tr>
 * <tr><td>{@link dev.jyro.distribution.ContinuousBernoulli}</td><td>[0, 1]</td>
 *     <td>probs or logits</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Cauchy}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Chi2}</td><td>[0, ∞)</td>
 *     <td>df &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Delta}</td><td>one value</td>
 *     <td>value, logDensity</td><td>value: batch + event</td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Dirichlet}</td><td>simplex</td>
 *     <td>concentration &gt; 0</td><td>parameter: batch + (K), event (K)</td>
 *     <td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Exponential}</td><td>[0, ∞)</td>
 *     <td>rate &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.FisherSnedecor}</td><td>[0, ∞)</td>
 *     <td>df1, df2 &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.FoldedNormal}</td><td>[0, ∞)</td>
 *     <td>loc, scale &gt; 0 before folding</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Gamma}</td><td>[0, ∞)</td>
 *     <td>concentration, rate &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Gumbel}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.HalfCauchy}</td><td>[0, ∞)</td>
 *     <td>scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.HalfNormal}</td><td>[0, ∞)</td>
 *     <td>scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.InverseGamma}</td><td>(0, ∞)</td>
 *     <td>concentration, rate &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Kumaraswamy}</td><td>[0, 1]</td>
 *     <td>concentration1, concentration0 &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Laplace}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogUniform}</td><td>[low, high]</td>
 *     <td>0 &lt; low &lt; high</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Logistic}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.InverseGaussian}</td><td>(0, ∞)</td>
 *     <td>loc, concentration &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Levy}</td><td>(loc, ∞)</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogNormal}</td><td>(0, ∞)</td>
 *     <td>loc, scale &gt; 0 of the logarithm</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogitNormal}</td><td>[0, 1]</td>
 *     <td>loc, scale &gt; 0 of the logit</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Normal}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Pareto}</td><td>[scale, ∞)</td>
 *     <td>scale, alpha &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Poisson}</td><td>0, 1, 2, …</td>
 *     <td>rate &ge; 0</td><td></td><td>constants</td></tr>
 * <tr><td>{@link dev.jyro.distribution.SkewNormal}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0, slant</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Stable}, no density</td><td>real numbers</td>
 *     <td>0 &lt; stability &le; 2, -1 &le; skew &le; 1, scale &gt; 0, loc</td><td></td>
 *     <td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.SoftLaplace}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.StudentT}</td><td>real numbers</td>
 *     <td>df, scale &gt; 0, loc</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.TruncatedNormal}</td><td>[low, high]</td>
 *     <td>loc, scale &gt; 0 before truncation, low &lt; high</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Uniform}</td><td>[low, high]</td>
 *     <td>low &lt; high</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Unit}</td><td>nothing</td>
 *     <td>logFactor</td><td>event (0)</td><td>empty</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Weibull}</td><td>[0, ∞)</td>
 *     <td>scale, concentration &gt; 0</td><td></td><td>reparameterised</td></tr>
 * <tr><td>{@link dev.jyro.distribution.VonMises}</td><td>angles</td>
 *     <td>loc, concentration &gt; 0</td><td></td><td>reparameterised</td></tr>
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
 * <tr><td>{@link dev.jyro.distribution.Transformed}</td><td>{@code Transformed.of(base, f)}</td>
 *     <td>values are mapped one-to-one, by a {@link dev.jyro.constraint.Bijector}</td></tr>
 * </table>
 *
 * <p>{@link dev.jyro.distribution.KLDivergence} has the divergences between pairs of them.
 */
@NullMarked
package dev.jyro.distribution;

import org.jspecify.annotations.NullMarked;
