package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws of a proposal, and how much each counts as one of the posterior.
 *
 * <p>With {@code z_i ~ q} the log weights are {@code log p(x, z_i) - log q(z_i)}, in nats; the
 * evidence is estimated by {@code p(x) ≈ 1/n Σ w_i}, without bias, and expectations under the
 * posterior by {@code Σ w̄_i f(z_i)} with the normalised weights {@code w̄_i = w_i / Σ w_j}. {@link
 * Predictive#importance} makes it; its proposal is a guide or the prior.
 *
 * <p>An {@link #effectiveSize} far below the number of draws says that the estimates hang on few of
 * them, and that the proposal misses where the posterior is.
 *
 * <p>Errors: a {@link JyroException} for a log weight that is NaN or {@code +∞}, and where weights
 * are to be normalised that are all zero.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Sources: Kong, Liu and Wong, Sequential Imputations and Bayesian Missing Data Problems, 1994,
 * section 4 (effective size); Kitagawa, Monte Carlo Filter and Smoother for Non-Gaussian Nonlinear
 * State Space Models, 1996, appendix (systematic resampling).
 */
public final class Importance {
  private final Draws draws;
  private final double[] logWeights;

  private Importance(Draws draws, double[] logWeights) {
    this.draws = draws;
    this.logWeights = logWeights;
  }

  /**
   * Draws with their log weights.
   *
   * @throws JyroException if there is not one for each, or one is NaN or {@code +∞}
   */
  public static Importance of(Draws draws, double... logWeights) {
    if (logWeights.length != draws.size()) {
      throw new JyroException(
          "Importance: %d log weights for %d draws. Needed: one for each."
              .formatted(logWeights.length, draws.size()));
    }
    for (int i = 0; i < logWeights.length; i++) {
      needWeight(i, logWeights[i]);
    }
    return new Importance(draws, logWeights.clone());
  }

  /** The draws of the proposal. */
  public Draws draws() {
    return draws;
  }

  /** The log weights as they are, one for each draw, in nats. */
  public double[] logWeights() {
    return logWeights.clone();
  }

  /**
   * The normalised weights; their sum is 1.
   *
   * @throws JyroException if all are zero
   */
  public double[] weights() {
    double most = Arrays.stream(logWeights).max().orElseThrow();
    if (most == Double.NEGATIVE_INFINITY) {
      throw new JyroException(
          "Importance: all %d weights are zero, for the data have no density at any draw. Fix one of: a proposal that reaches where the posterior is; more draws."
              .formatted(logWeights.length));
    }
    double[] shares = Arrays.stream(logWeights).map(log -> Math.exp(log - most)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /** The logarithm of the estimated evidence {@code p(x)}, in nats; {@code -∞} if it is zero. */
  public double logEvidence() {
    double most = Arrays.stream(logWeights).max().orElseThrow();
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = Arrays.stream(logWeights).map(log -> Math.exp(log - most)).sum();
    return most + Math.log(sum / logWeights.length);
  }

  /**
   * The standard error of {@link #logEvidence}, to first order, as the weights themselves tell it:
   * {@code √(Σ w̄² - 1/n)}.
   *
   * @throws JyroException if all weights are zero
   */
  public double logEvidenceError() {
    return Math.sqrt(Math.max(0, 1 / effectiveSize() - 1.0 / logWeights.length));
  }

  /**
   * How many draws of the posterior itself would do as well: {@code 1 / Σ w̄²}, from 1 to n.
   *
   * @throws JyroException if all weights are zero
   */
  public double effectiveSize() {
    return 1 / Arrays.stream(weights()).map(weight -> weight * weight).sum();
  }

  /**
   * The posterior expectation of a site's value.
   *
   * @return of the shape of one value, in the type of the draws; float64 if they are whole numbers
   * @throws JyroException if there are no draws of it, or all weights are zero
   */
  public Tensor mean(String site) {
    return TensorScope.keeping(
        () -> {
          Tensor found = draws.get(site);
          Tensor all = found.isFloating() ? found : found.to(DataType.FLOAT64);
          Tensor weights = Tensor.of(weights()).to(all.dataType());
          Tensor weighed = all.reshape(all.size(0), -1).mul(weights.unsqueeze(-1));
          return weighed.sum(0).reshape(draws.shape(site));
        });
  }

  /**
   * Draws of the posterior, unweighted: each draw of the proposal as often as its weight says, up
   * or down to the next whole number (systematic resampling). They come in the order of the
   * originals, and repeat where weights are large.
   *
   * @param count how many
   * @param seed decides the rounding
   * @throws JyroException if all weights are zero, or the count is less than 1
   */
  public Draws resampled(int count, long seed) {
    if (count < 1) {
      throw new JyroException("Importance: %d draws. Needed: at least 1.".formatted(count));
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor chosen = Tensor.of(systematic(count, Noise.of(seed).generator().nextDouble()));
      Map<String, Tensor> again = new LinkedHashMap<>();
      draws.names().forEach(name -> again.put(name, draws.get(name).indexSelect(0, chosen)));
      return Draws.of(again);
    }
  }

  /** For count points, evenly apart from an offset on, the draw in whose weight each falls. */
  private long[] systematic(int count, double offset) {
    double[] weights = weights();
    long[] chosen = new long[count];
    int last = lastOf(weights);
    int draw = 0;
    double upTo = weights[0];
    for (int i = 0; i < count; i++) {
      double point = (i + offset) / count;
      while (upTo <= point && draw < last) {
        upTo += weights[++draw];
      }
      chosen[i] = draw;
    }
    return chosen;
  }

  /** The last draw that counts; rounding may leave the sum of all below the last point. */
  private static int lastOf(double[] weights) {
    int last = weights.length - 1;
    while (weights[last] == 0) {
      last--;
    }
    return last;
  }

  private static void needWeight(int draw, double logWeight) {
    if (Double.isNaN(logWeight) || logWeight == Double.POSITIVE_INFINITY) {
      throw new JyroException(
          "Importance: the log weight of draw %d is %s. Needed: a number, or -∞. Fix one of: keep the proposal inside the supports of the model; look for a density that is infinite, or a parameter that is NaN."
              .formatted(draw, logWeight));
    }
  }
}
