package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A predictive check: is what was observed like what the model predicts, by a statistic of one's
 * choice?
 *
 * <p>For a statistic T, the observed y and replications {@code ỹ} drawn from the predictive
 * distribution the p-value is {@code Pr(T(ỹ) ≥ T(y))}, estimated by the share of replications. Near
 * 0 or 1 the model does not make such data; in between it does, by this statistic. It is no
 * probability of the model's being right, and from the posterior it is drawn to one half, as the
 * data were used twice. Its standard error is {@code √(p (1 - p) / n)}.
 *
 * <p>The check is a posterior one or a prior one as the draws are.
 *
 * <pre>{@code
 * Draws replicated = Predictive.of(model, params, guide).draws(1000).draw(data, 1);
 * PredictiveCheck check = PredictiveCheck.of(replicated, "y", y, all -> all.max().item());
 * check.pValue();
 * }</pre>
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Sources: Rubin, Bayesianly Justifiable and Relevant Frequency Calculations for the Applied
 * Statistician, 1984, section 5; Gelman, Meng and Stern, Posterior Predictive Assessment of Model
 * Fitness via Realized Discrepancies, 1996, section 2; Box, Sampling and Bayes' Inference in
 * Scientific Modelling and Robustness, 1980 (the prior's).
 */
public final class PredictiveCheck {
  private final double observed;
  private final double[] replicated;

  private PredictiveCheck(double observed, double[] replicated) {
    this.observed = observed;
    this.replicated = replicated;
  }

  /**
   * Computes the statistic of the observed data and of each replication.
   *
   * @param draws replicated data, from {@link Predictive}
   * @param site the data's site
   * @param observed the data
   * @param statistic of data of that shape; what tensors it makes are freed
   * @throws JyroException if there are no draws of the site, if they have another shape than the
   *     data, or if the statistic is NaN
   */
  public static PredictiveCheck of(
      Draws draws, String site, Tensor observed, ToDoubleFunction<Tensor> statistic) {
    Shape shape = draws.shape(site);
    if (!shape.equals(observed.shape())) {
      throw new JyroException(
          "PredictiveCheck of '%s': the data have the shape %s, and the replications %s. Needed: the same. Fix: predict for as many data as were observed."
              .formatted(site, observed.shape(), shape));
    }
    double[] replicated = new double[draws.size()];
    try (TensorScope scope = TensorScope.open()) {
      Tensor all = draws.get(site);
      Arrays.setAll(replicated, i -> number(statistic, all.select(0, i), "of replication " + i));
    }
    return new PredictiveCheck(number(statistic, observed, "of the data"), replicated);
  }

  /** The statistic of what was observed. */
  public double observed() {
    return observed;
  }

  /** The statistic of each replication. */
  public double[] replicated() {
    return replicated.clone();
  }

  /** The share of replications whose statistic is that of the data or more. */
  public double pValue() {
    return (double) Arrays.stream(replicated).filter(value -> value >= observed).count()
        / replicated.length;
  }

  @Override
  public String toString() {
    return "observed %s, p-value %s of %d replications"
        .formatted(observed, pValue(), replicated.length);
  }

  private static double number(ToDoubleFunction<Tensor> statistic, Tensor data, String whose) {
    try (TensorScope scope = TensorScope.open()) {
      double number = statistic.applyAsDouble(data);
      if (Double.isNaN(number)) {
        throw new JyroException(
            "PredictiveCheck: the statistic %s is NaN. Needed: a number for any data that the model can make."
                .formatted(whose));
      }
      return number;
    }
  }
}
