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
 * shape and a value is one number, but where the table says otherwise. Mean and variance are NaN or
 * infinite where the table gives a condition that does not hold, or says that there are none; where
 * it says no they are not known in closed form, and asking for them is an error.
 *
 * <table>
 * <caption>Distributions</caption>
 * <tr><th>class</th><th>support</th><th>parameters</th><th>shapes</th><th>samples</th>
 *     <th>mean</th><th>variance</th><th>further</th></tr>
 * <tr><td>{@link dev.jyro.distribution.AffineBeta}</td><td>[loc, loc + scale]</td>
 *     <td>concentration1, concentration0 &gt; 0, loc, scale &gt; 0</td><td></td>
 *     <td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.AsymmetricLaplace}</td><td>real numbers</td>
 *     <td>loc, scale, asymmetry &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Bernoulli}</td><td>0, 1</td>
 *     <td>probs or logits</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Beta}</td><td>[0, 1]</td>
 *     <td>concentration1, concentration0 &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.BetaBinomial}</td><td>0, 1, … totalCount</td>
 *     <td>concentration1, concentration0 &gt; 0, totalCount &ge; 0</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.BetaProportion}</td><td>[0, 1]</td>
 *     <td>0 &lt; mean &lt; 1, concentration &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Binomial}</td><td>0, 1, … totalCount</td>
 *     <td>totalCount &ge; 0, probs or logits</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Categorical}</td><td>0, 1, … K-1</td>
 *     <td>probs &ge; 0 or logits</td><td>parameter: batch + (K)</td><td>constants, int64</td>
 *     <td>no</td><td>no</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Cauchy}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>none</td><td>none</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Chi2}</td><td>[0, ∞)</td>
 *     <td>df &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.ContinuousBernoulli}</td><td>[0, 1]</td>
 *     <td>probs or logits</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Delta}</td><td>one value</td>
 *     <td>value, logDensity</td><td>value: batch + event</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Dirichlet}</td><td>simplex</td>
 *     <td>concentration &gt; 0</td><td>parameter: batch + (K), event (K)</td>
 *     <td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.DirichletMultinomial}</td><td>counts that sum to totalCount</td>
 *     <td>concentration &gt; 0, totalCount</td><td>concentration: batch + (K), event (K)</td><td>constants</td>
 *     <td>yes</td><td>yes</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.DiscreteUniform}</td><td>low, low + 1, … high</td>
 *     <td>low &le; high</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Empirical}</td><td>the samples</td>
 *     <td>samples, logWeights</td><td>logWeights: batch + (N), samples: batch + (N) + event</td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Exponential}</td><td>[0, ∞)</td>
 *     <td>rate &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.FisherSnedecor}</td><td>[0, ∞)</td>
 *     <td>df1, df2 &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>df2 &gt; 2</td><td>df2 &gt; 4</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Folded}</td><td>[0, ∞)</td>
 *     <td>base</td><td></td><td>as base</td>
 *     <td>no</td><td>no</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.FoldedNormal}</td><td>[0, ∞)</td>
 *     <td>loc, scale &gt; 0 before folding</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Gamma}</td><td>[0, ∞)</td>
 *     <td>concentration, rate &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.GammaPoisson}</td><td>0, 1, 2, …</td>
 *     <td>concentration, rate &gt; 0</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.GaussianRandomWalk}</td><td>vectors</td>
 *     <td>scale &gt; 0, numSteps</td><td>event (numSteps)</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Geometric}</td><td>0, 1, 2, …</td>
 *     <td>probs or logits</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Gumbel}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.HalfCauchy}</td><td>[0, ∞)</td>
 *     <td>scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>none</td><td>none</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.HalfNormal}</td><td>[0, ∞)</td>
 *     <td>scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.ImproperUniform}</td><td>a constraint</td>
 *     <td>support, batchShape, eventShape</td><td>event as given</td><td>refused</td>
 *     <td>no</td><td>no</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.InverseGamma}</td><td>(0, ∞)</td>
 *     <td>concentration, rate &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>concentration &gt; 1</td><td>concentration &gt; 2</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.InverseGaussian}</td><td>(0, ∞)</td>
 *     <td>loc, concentration &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.InverseWishart}</td><td>positive definite matrices</td>
 *     <td>df &gt; D - 1, and scaleMatrix or scaleTril</td>
 *     <td>batch, + (D, D), event (D, D)</td><td>reparameterised</td>
 *     <td>df &gt; D + 1</td><td>df &gt; D + 3</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Kumaraswamy}</td><td>[0, 1]</td>
 *     <td>concentration1, concentration0 &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LKJCholesky}</td><td>factors of correlation matrices</td>
 *     <td>dim, concentration &gt; 0</td><td>event (dim, dim)</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Laplace}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Levy}</td><td>(loc, ∞)</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>none</td><td>none</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogNormal}</td><td>(0, ∞)</td>
 *     <td>loc, scale &gt; 0 of the logarithm</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogUniform}</td><td>[low, high]</td>
 *     <td>0 &lt; low &lt; high</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Logistic}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogisticNormal}</td><td>simplex</td>
 *     <td>loc, scale &gt; 0</td><td>parameters: batch + (K - 1), event (K)</td>
 *     <td>reparameterised</td>
 *     <td>no</td><td>no</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.LogitNormal}</td><td>[0, 1]</td>
 *     <td>loc, scale &gt; 0 of the logit</td><td></td><td>reparameterised</td>
 *     <td>no</td><td>no</td><td>cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.LowRankMultivariateNormal}</td><td>vectors</td>
 *     <td>loc, covFactor, covDiag &gt; 0</td>
 *     <td>batch + (D), (D, K) and (D), event (D)</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MatrixNormal}</td><td>matrices</td>
 *     <td>loc, scaleTrilRow, scaleTrilColumn</td>
 *     <td>batch + (n, p), (n, n) and (p, p), event (n, p)</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Mixture}</td><td>that of any component</td>
 *     <td>mixture, components</td><td>event: that of the components</td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MixtureSameFamily}</td><td>that of any component</td>
 *     <td>mixture, components</td><td>components: batch + (K), event theirs</td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Multinomial}</td><td>counts that sum to totalCount</td>
 *     <td>totalCount, probs &ge; 0 or logits</td><td>probs: batch + (K), event (K)</td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MultivariateNormal}</td><td>vectors</td>
 *     <td>loc, and scaleTril, covarianceMatrix or precisionMatrix</td>
 *     <td>loc: batch + (D), matrix: batch + (D, D), event (D)</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.MultivariateStudentT}</td><td>vectors</td>
 *     <td>df &gt; 0, loc, scaleTril</td>
 *     <td>batch, + (D) and (D, D), event (D)</td><td>reparameterised</td>
 *     <td>df &gt; 1</td><td>df &gt; 2</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.NegativeBinomial}</td><td>0, 1, 2, …</td>
 *     <td>totalCount &gt; 0, probs or logits</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Normal}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.OneHotCategorical}</td><td>zeros and one 1</td>
 *     <td>probs &ge; 0 or logits</td><td>parameter: batch + (K), event (K)</td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.OrderedLogistic}</td><td>0, 1, … K-1</td>
 *     <td>predictor, rising cutpoints</td><td>cutpoints: batch + (K-1)</td><td>constants, int64</td>
 *     <td>no</td><td>no</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Pareto}</td><td>[scale, ∞)</td>
 *     <td>scale, alpha &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>alpha &gt; 1</td><td>alpha &gt; 2</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Poisson}</td><td>0, 1, 2, …</td>
 *     <td>rate &ge; 0</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.ProjectedNormal}</td><td>sphere</td>
 *     <td>concentration</td><td>parameter: batch + (D), event (D), D = 2 or 3</td>
 *     <td>reparameterised</td>
 *     <td>no</td><td>no</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.RelaxedBernoulli}</td><td>[0, 1]</td>
 *     <td>temperature &gt; 0, probs or logits</td><td></td><td>reparameterised</td>
 *     <td>no</td><td>no</td><td>cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.RelaxedBernoulliStraightThrough}</td><td>0, 1</td>
 *     <td>temperature &gt; 0, probs or logits</td><td></td><td>reparameterised</td>
 *     <td>no</td><td>no</td><td>cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.RelaxedOneHotCategorical}</td><td>the simplex</td>
 *     <td>temperature &gt; 0, probs &ge; 0 or logits</td><td>probs: batch + (K), event (K)</td><td>reparameterised</td>
 *     <td>no</td><td>no</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.RelaxedOneHotCategoricalStraightThrough}</td><td>zeros and one 1</td>
 *     <td>temperature &gt; 0, probs &ge; 0 or logits</td><td>probs: batch + (K), event (K)</td><td>reparameterised</td>
 *     <td>no</td><td>no</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.SkewNormal}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0, slant</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.SoftLaplace}</td><td>real numbers</td>
 *     <td>loc, scale &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Stable}, no density</td><td>real numbers</td>
 *     <td>0 &lt; stability &le; 2, -1 &le; skew &le; 1, scale &gt; 0, loc</td><td></td>
 *     <td>reparameterised</td>
 *     <td>stability &gt; 1</td><td>stability = 2</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.StudentT}</td><td>real numbers</td>
 *     <td>df, scale &gt; 0, loc</td><td></td><td>reparameterised</td>
 *     <td>df &gt; 1</td><td>df &gt; 2</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Truncated}</td><td>[low, high]</td>
 *     <td>base, low &lt; high</td><td></td><td>as base</td>
 *     <td>no</td><td>no</td><td>cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.TruncatedNormal}</td><td>[low, high]</td>
 *     <td>loc, scale &gt; 0 before truncation, low &lt; high</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Uniform}</td><td>[low, high]</td>
 *     <td>low &lt; high</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Unit}</td><td>nothing</td>
 *     <td>logFactor</td><td>event (0)</td><td>empty</td>
 *     <td>no</td><td>no</td><td></td></tr>
 * <tr><td>{@link dev.jyro.distribution.VonMises}</td><td>angles</td>
 *     <td>loc, concentration &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Weibull}</td><td>[0, ∞)</td>
 *     <td>scale, concentration &gt; 0</td><td></td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy, cdf, icdf</td></tr>
 * <tr><td>{@link dev.jyro.distribution.Wishart}</td><td>positive definite matrices</td>
 *     <td>df &gt; D - 1, and scaleTril, covarianceMatrix or precisionMatrix</td>
 *     <td>batch, + (D, D), event (D, D)</td><td>reparameterised</td>
 *     <td>yes</td><td>yes</td><td>entropy</td></tr>
 * <tr><td>{@link dev.jyro.distribution.ZeroInflated}</td><td>that of its base</td>
 *     <td>base, gate or its logit</td><td></td><td>constants</td>
 *     <td>yes</td><td>yes</td><td>cdf</td></tr>
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
 * <p>Those that are moved and stretched by loc and scale alone are {@link
 * dev.jyro.distribution.LocationScaleFamily}s. {@link dev.jyro.distribution.KLDivergence} has the
 * divergences between pairs of them.
 */
@NullMarked
package dev.jyro.distribution;

import org.jspecify.annotations.NullMarked;
