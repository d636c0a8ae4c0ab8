package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The multinomial distribution: how many of {@code totalCount} independent draws fall into each of
 * K classes.
 *
 * <p>{@code log p(x) = log n! - Σ log x_k! + Σ x_k log p_k} with {@code n = totalCount}
 *
 * <p>{@code totalCount} is one whole number, 0 or greater, for the whole batch; the other parameter
 * is as of {@link Categorical}: weights of 0 or more, which need not sum to 1, or their logarithms.
 * Its last dimension counts the classes, those before it are the batch. Event shape {@code (K)}.
 * Support: counts of 0 or more that sum to {@code totalCount}; vectors of another sum, or with
 * negative numbers, have probability 0. Samples have the parameter's type. Not reparameterised.
 *
 * <p>Errors: {@link ShapeException} for a parameter without a dimension. Else, and for threads, see
 * {@link Distribution}. Source: Johnson, Kotz and Balakrishnan, Discrete Multivariate
 * Distributions, 1997, chapter 35.
 */
public final class Multinomial extends Multivariate {
  private static final Slot TOTAL_COUNT =
      new Slot("Multinomial", "totalCount", Constraints.nonNegativeInteger());

  private final double total;
  private final Categorical place;

  private Multinomial(double total, Categorical place) {
    super(place.batchShape(), Shapes.of(place.classes()));
    this.total = total;
    this.place = place;
  }

  /** So many draws, with these weights in the last dimension. */
  public static Multinomial of(double totalCount, Tensor probs) {
    return new Multinomial(TOTAL_COUNT.checked(totalCount), Categorical.of(probs));
  }

  /** So many draws, with these logarithms of weights in the last dimension. */
  public static Multinomial ofLogits(double totalCount, Tensor logits) {
    return new Multinomial(TOTAL_COUNT.checked(totalCount), Categorical.ofLogits(logits));
  }

  /** The probabilities, which sum to 1 over the last dimension; not stretched to the batch. */
  public Tensor probs() {
    return place.probs();
  }

  /** Their logarithms, not stretched to the batch. */
  public Tensor logits() {
    return place.logits();
  }

  @Override
  public Constraint support() {
    return new CountsOfTotal(total);
  }

  @Override
  public Tensor sample(Noise noise) {
    return inFull(probs()).multinomial(total, noise.seed());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor counts = Counting.exact(value);
    Tensor density = place.exact().weighed(counts).add(logWays(counts));
    return possible(counts, total, density.to(place.given().dataType()));
  }

  /** {@code log(n!/(x_1! … x_K!))}. */
  private Tensor logWays(Tensor counts) {
    return Counting.logFactorial(counts).sum(-1).rsub(LogGamma.value(total + 1));
  }

  /** The density where the counts sum to the total and none is negative. */
  static Tensor possible(Tensor counts, double total, Tensor density) {
    Tensor inside = counts.ge(0).all(-1).logicalAnd(counts.sum(-1).eq(total));
    return Univariate.only(inside, density);
  }

  @Override
  protected Multinomial inBatch(Shape shape) {
    return new Multinomial(total, place.inBatch(shape));
  }

  @Override
  public Tensor mean() {
    return inFull(probs().mul(total));
  }

  @Override
  public Tensor variance() {
    return mean().mul(probs().rsub(1));
  }

  /** The counts' own logarithms are expected class by class: each count is binomial. */
  @Override
  public Tensor entropy() {
    Categorical exact = place.exact();
    Tensor probs = exact.probs();
    long[] sizes = new long[probs.dim() + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = (long) total + 1;
    Tensor counts = Tensor.arange(sizes[0]).to(probs.dataType()).reshape(sizes);
    Tensor shares = Binomial.of(total, probs).logProb(counts).exp();
    Tensor ties = shares.mul(Counting.logFactorial(counts)).sum(0).sum(-1);
    Tensor nats = ties.sub(exact.weighed(probs).mul(total)).sub(LogGamma.value(total + 1));
    return nats.to(place.given().dataType()).expand(batchShape());
  }

  @Override
  public List<Parameter> parameters() {
    return place.parameters();
  }
}
