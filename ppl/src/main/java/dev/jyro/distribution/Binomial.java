package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The binomial distribution: how many of {@code totalCount} independent trials succeed.
 *
 * <p>{@code log p(x) = x log p + (n - x) log(1 - p) + log(n!/(x! (n - x)!))} with {@code n =
 * totalCount}
 *
 * <p>{@code totalCount} is a whole number, 0 or greater; the probability p of a success, from 0 to
 * 1, is given itself or by its logit {@code log(p/(1 - p))}, which is exact where p would round to
 * 0 or 1. They broadcast to the batch shape. Support: 0 to {@code totalCount}; numbers outside have
 * probability 0, fractions are scored by the same formula. Not reparameterised.
 *
 * <p>Errors: {@link #enumerateSupport} needs one {@code totalCount} for the whole batch, and reads
 * it. Else, and for threads, see {@link Distribution}. Source: Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions, 2005, chapter 3.
 */
public final class Binomial extends Counting {
  private static final Slot TOTAL_COUNT =
      new Slot("Binomial", "totalCount", Constraints.nonNegativeInteger());
  private static final Slot PROBS = new Slot("Binomial", "probs", Constraints.unitInterval());
  private static final Slot LOGITS = new Slot("Binomial", "logits", Constraints.real());

  private final Operand total;
  private final Chance success;

  private Binomial(Operand total, Chance success, Shape batchShape) {
    super(batchShape);
    this.total = total;
    this.success = success;
  }

  /** So many trials with this probability of a success. */
  public static Binomial of(Tensor totalCount, Tensor probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** So many trials with this probability of a success. */
  public static Binomial of(Tensor totalCount, double probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** So many trials with this probability of a success. */
  public static Binomial of(double totalCount, Tensor probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** So many trials with this probability of a success, float32. */
  public static Binomial of(double totalCount, double probs) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofProbs(PROBS, probs));
  }

  /** So many trials with these log odds of a success. */
  public static Binomial ofLogits(Tensor totalCount, Tensor logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  /** So many trials with these log odds of a success. */
  public static Binomial ofLogits(Tensor totalCount, double logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  /** So many trials with these log odds of a success. */
  public static Binomial ofLogits(double totalCount, Tensor logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  /** So many trials with these log odds of a success, float32. */
  public static Binomial ofLogits(double totalCount, double logits) {
    return of(TOTAL_COUNT.of(totalCount), Chance.ofLogits(LOGITS, logits));
  }

  private static Binomial of(Operand total, Chance success) {
    return new Binomial(total, success, Operand.batchOf("Binomial", total, success.given()));
  }

  @Override
  public Constraint support() {
    return upTo(total);
  }

  /** The whole numbers from 0 to a total. */
  static Constraint upTo(Operand total) {
    return total instanceof Known known
        ? Constraints.integerInterval(0, (int) known.number())
        : Constraints.integerInterval(total.tensor().constant(0), total.tensor());
  }

  @Override
  public Tensor sample(Noise noise) {
    return each(total).binomial(each(success.probs()), noise.seed());
  }

  @Override
  Tensor score(Tensor count) {
    Tensor density = score(exact(total), success.exact(), exact(count));
    return rounded(density, count, Operand.widestOf(total, success.given()));
  }

  private static Tensor score(Operand total, Chance success, Tensor count) {
    Tensor rest = total.minus(count);
    Tensor each = success.hits(count).add(success.misses(rest));
    return only(count.minimum(rest).ge(0), each.add(logWays(total, count, rest)));
  }

  /** {@code log(n!/(count! rest!))}. */
  static Tensor logWays(Operand total, Tensor count, Tensor rest) {
    return total.plus(1).lgamma().minus(logFactorial(count).add(logFactorial(rest)));
  }

  @Override
  protected Binomial inBatch(Shape shape) {
    return new Binomial(total, success, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(total.times(success.probs().tensor(type())));
  }

  @Override
  public Tensor variance() {
    return success.rest().times(mean());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor count = number(value).floor();
    Tensor rest = total.minus(count);
    Tensor within = success.incompleteBeta(rest.maximum(1), count.add(1).maximum(1));
    Tensor fromZero = count.lt(0).where(within.constant(0), within);
    return rest.le(0).where(within.constant(1), fromZero);
  }

  /** A sum over the support, for which {@code totalCount} is read. */
  @Override
  public Tensor entropy() {
    return summedEntropy((long) total.tensor().max().item() + 1);
  }

  @Override
  public Tensor enumerateSupport() {
    return enumerated(Tensor.arange(largest(name(), total) + 1).to(type()));
  }

  /** The total of the whole batch, read. */
  static long largest(String distribution, Operand total) {
    Tensor each = total.tensor();
    double most = each.max().item();
    if (each.min().item() != most) {
      throw new JyroException(
          "%s has no enumerateSupport: totalCount differs within the batch. Needed: one number."
              .formatted(distribution));
    }
    return (long) most;
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
