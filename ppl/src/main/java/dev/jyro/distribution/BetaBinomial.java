package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The beta-binomial distribution: how many of {@code totalCount} trials succeed if the probability
 * of a success is a beta number.
 *
 * <p>{@code log p(x) = log B(x + a, n - x + b) - log B(a, b) + log(n!/(x! (n - x)!))} with {@code a
 * = concentration1}, {@code b = concentration0}, {@code n = totalCount}
 *
 * <p>The concentrations have no unit and are greater than 0, {@code totalCount} is a whole number,
 * 0 or greater; they broadcast to the batch shape. Mean {@code n a/(a + b)}. Support: 0 to {@code
 * totalCount}; numbers outside have probability 0, fractions are scored by the same formula. Not
 * reparameterised.
 *
 * <p>Errors: {@link #enumerateSupport} needs one {@code totalCount} for the whole batch, and reads
 * it. Else, and for threads, see {@link Distribution}. Source: Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions, 2005, chapter 6.
 */
public final class BetaBinomial extends Counting {
  private static final Slot CONCENTRATION1 =
      new Slot("BetaBinomial", "concentration1", Constraints.positive());
  private static final Slot CONCENTRATION0 =
      new Slot("BetaBinomial", "concentration0", Constraints.positive());
  private static final Slot TOTAL_COUNT =
      new Slot("BetaBinomial", "totalCount", Constraints.nonNegativeInteger());

  private final Operand concentration1;
  private final Operand concentration0;
  private final Operand total;

  private BetaBinomial(
      Operand concentration1, Operand concentration0, Operand total, Shape batchShape) {
    super(batchShape);
    this.concentration1 = concentration1;
    this.concentration0 = concentration0;
    this.total = total;
  }

  /** So many trials; the concentration of success first. */
  public static BetaBinomial of(Tensor concentration1, Tensor concentration0, Tensor totalCount) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        TOTAL_COUNT.of(totalCount));
  }

  /** So many trials; the concentration of success first. */
  public static BetaBinomial of(Tensor concentration1, Tensor concentration0, double totalCount) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        TOTAL_COUNT.of(totalCount));
  }

  /** So many trials; the concentration of success first. */
  public static BetaBinomial of(double concentration1, double concentration0, Tensor totalCount) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        TOTAL_COUNT.of(totalCount));
  }

  /** So many trials; the concentration of success first; float32. */
  public static BetaBinomial of(double concentration1, double concentration0, double totalCount) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        TOTAL_COUNT.of(totalCount));
  }

  private static BetaBinomial of(Operand concentration1, Operand concentration0, Operand total) {
    return new BetaBinomial(
        concentration1,
        concentration0,
        total,
        Operand.batchOf("BetaBinomial", concentration1, concentration0, total));
  }

  @Override
  public Constraint support() {
    return Binomial.upTo(total);
  }

  @Override
  public Tensor sample(Noise noise) {
    Beta beta = Beta.of(each(concentration1), each(concentration0));
    return each(total).binomial(beta.sample(noise.at("probs")), noise.at("count").seed());
  }

  @Override
  Tensor score(Tensor count) {
    Tensor rest = total.minus(count);
    Tensor density = score(exact(concentration1), exact(concentration0), exact(count), exact(rest));
    return only(count.minimum(rest).ge(0), rounded(density, count));
  }

  private Tensor score(Operand c1, Operand c0, Tensor count, Tensor rest) {
    Operand both = c1.plus(c0);
    Operand trials = exact(total);
    Tensor seen = c1.addTo(count).lgamma().add(c0.addTo(rest).lgamma());
    Operand logBeta = c1.lgamma().plus(c0.lgamma()).minus(both.lgamma());
    Tensor posterior = logBeta.plus(both.plus(trials).lgamma()).subtractFrom(seen);
    return posterior.add(Binomial.logWays(trials, count, rest));
  }

  @Override
  protected BetaBinomial inBatch(Shape shape) {
    return new BetaBinomial(concentration1, concentration0, total, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(total.times(share()));
  }

  @Override
  public Tensor variance() {
    Operand both = concentration1.plus(concentration0);
    Tensor spread = both.plus(total).over(both.plus(1)).times(share().rsub(1));
    return spread.mul(mean());
  }

  /** A sum of probabilities, for which the values are read. */
  @Override
  public Tensor cdf(Tensor value) {
    return summed(value, total);
  }

  /** A sum over the support, for which {@code totalCount} is read. */
  @Override
  public Tensor entropy() {
    return summedEntropy((long) total.tensor().max().item() + 1);
  }

  @Override
  public Tensor enumerateSupport() {
    return enumerated(Tensor.arange(Binomial.largest(name(), total) + 1).to(type()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        CONCENTRATION1.holding(concentration1, type()),
        CONCENTRATION0.holding(concentration0, type()),
        TOTAL_COUNT.holding(total, type()));
  }

  /** The expected probability of a success. */
  private Tensor share() {
    return concentration1.plus(concentration0).divide(concentration1.tensor(type()));
  }

  @Override
  DataType type() {
    return Operand.typeOf(concentration1, concentration0, total);
  }
}
