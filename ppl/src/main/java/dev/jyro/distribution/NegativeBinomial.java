package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The negative binomial distribution: how many successes come before {@code totalCount} failures
 * have come; a Poisson number whose rate varies.
 *
 * <p>{@code log p(x) = r log(1 - p) + x log p + log Γ(r + x) - log Γ(r) - log x!} with {@code r =
 * totalCount}
 *
 * <p>As in torch.distributions p is the probability of what is counted, given itself, from 0 to 1
 * (which itself is no distribution), or by its logit {@code log(p/(1 - p))}. {@code totalCount} is
 * any number greater than 0. They broadcast to the batch shape. Mean {@code r p/(1 - p)}, variance
 * {@code r p/(1 - p)²}. Support: 0, 1, 2, …; negative numbers have probability 0, fractions are
 * scored by the same formula. Not reparameterised: drawn as a Poisson number whose rate is a gamma
 * number. There is no {@link #entropy}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions, 2005, chapter 5.
 */
public final class NegativeBinomial extends Counting {
  private static final Slot TOTAL_COUNT =
      new Slot("NegativeBinomial", "totalCount", Constraints.positive());
  private static final Slot PROBS =
      new Slot("NegativeBinomial", "probs", Constraints.unitInterval());
  private static final Slot LOGITS = new Slot("NegativeBinomial", "logits", Constraints.real());

  private final Operand total;
  private final Chance success;

  private NegativeBinomial(Operand total, Chance success, Shape batchShape) {
    super(batchShape);
    this.total = total;
    this.success = success;
  }

  /** Until so many failures, with this probability of a success. */
  public static NegativeBinomial of(Tensor totalCount, Tensor probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** Until so many failures, with this probability of a success. */
  public static NegativeBinomial of(Tensor totalCount, double probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** Until so many failures, with this probability of a success. */
  public static NegativeBinomial of(double totalCount, Tensor probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** Until so many failures, with this probability of a success, float32. */
  public static NegativeBinomial of(double totalCount, double probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** Until so many failures, with these log odds of a success. */
  public static NegativeBinomial ofLogits(Tensor totalCount, Tensor logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  /** Until so many failures, with these log odds of a success. */
  public static NegativeBinomial ofLogits(Tensor totalCount, double logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  /** Until so many failures, with these log odds of a success. */
  public static NegativeBinomial ofLogits(double totalCount, Tensor logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  /** Until so many failures, with these log odds of a success, float32. */
  public static NegativeBinomial ofLogits(double totalCount, double logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  private static NegativeBinomial of(Operand total, Chance success) {
    return under("NegativeBinomial", total, success);
  }

  /** What another distribution, whose name errors bear, gives other parameters. */
  static NegativeBinomial under(String name, Operand total, Chance success) {
    return new NegativeBinomial(total, success, Operand.batchOf(name, total, success.given()));
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor gamma = each(total).standardGamma(noise.at("rate").seed());
    return each(success.odds()).mul(gamma).poisson(noise.at("count").seed());
  }

  @Override
  Tensor score(Tensor count) {
    Tensor density = score(exact(total), success.exact(), exact(count));
    DataType widest = Operand.widestOf(total, success.given());
    return only(count.ge(0), rounded(density, count, widest));
  }

  private static Tensor score(Operand total, Chance success, Tensor count) {
    Tensor each = success.hits(count).add(success.misses(total.beside(count)));
    return each.add(ways(total, count));
  }

  private static Tensor ways(Operand total, Tensor count) {
    Tensor both = total.addTo(count).lgamma().sub(logFactorial(count));
    return total.lgamma().subtractFrom(both);
  }

  @Override
  protected NegativeBinomial inBatch(Shape shape) {
    return new NegativeBinomial(total, success, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(total.times(success.odds().tensor(type())));
  }

  @Override
  public Tensor variance() {
    return success.rest().divide(mean());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor count = number(value).floor();
    Tensor isAll = count.eq(Double.POSITIVE_INFINITY);
    Tensor next = isAll.where(count.constant(1), count.add(1)).maximum(1);
    Tensor within = success.incompleteBeta(total.stretchedTo(next), next);
    Tensor fromZero = count.lt(0).where(within.constant(0), within);
    return isAll.where(within.constant(1), fromZero);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(TOTAL_COUNT.holding(total, type()), success.parameter(type()));
  }

  @Override
  DataType type() {
    return Operand.typeOf(total, success.given());
  }
}
