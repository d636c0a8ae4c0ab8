package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The geometric distribution: how many failures come before the first success.
 *
 * <p>{@code log p(x) = x log(1 - p) + log p}
 *
 * <p>Given by the probability p of a success, from 0 to 1, or by its logit {@code log(p/(1 - p))};
 * logits are exact where p would round to 0 or 1. The parameter's shape is the batch shape. The
 * first success itself is not counted: the mean is {@code (1 - p)/p}. Support: 0, 1, 2, …; negative
 * numbers have probability 0, fractions are scored by the same formula. Not reparameterised.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions, 2005, chapter 5.
 */
public final class Geometric extends Counting {
  private static final Slot PROBS = new Slot("Geometric", "probs", Constraints.unitInterval());
  private static final Slot LOGITS = new Slot("Geometric", "logits", Constraints.real());

  private final Chance success;

  private Geometric(Chance success, Shape batchShape) {
    super(batchShape);
    this.success = success;
  }

  /** With this probability of a success. */
  public static Geometric of(Tensor probs) {
    return of(Chance.ofProbs(PROBS, probs));
  }

  /** With this probability of a success, float32. */
  public static Geometric of(double probs) {
    return of(Chance.ofProbs(PROBS, probs));
  }

  /** With these log odds of a success. */
  public static Geometric ofLogits(Tensor logits) {
    return of(Chance.ofLogits(LOGITS, logits));
  }

  /** With these log odds of a success, float32. */
  public static Geometric ofLogits(double logits) {
    return of(Chance.ofLogits(LOGITS, logits));
  }

  private static Geometric of(Chance success) {
    return new Geometric(success, success.given().shape());
  }

  /** The whole part of an exponential number that comes at rate {@code -log(1 - p)}. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor rate = success.logMiss().tensor(type()).detach().abs();
    return noise.exponential(batchShape(), type()).div(rate).floor();
  }

  @Override
  Tensor score(Tensor count) {
    return only(count.ge(0), success.logHit().addTo(success.misses(count)));
  }

  @Override
  protected Geometric inBatch(Shape shape) {
    return new Geometric(success, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(success.odds().tensor(type()).rdiv(1));
  }

  @Override
  public Tensor variance() {
    return success.probs().divide(mean());
  }

  @Override
  public Tensor entropy() {
    Tensor p = success.probs().tensor(type());
    Tensor isTiny = p.eq(0);
    Tensor ofOneTrial = success.hits(p).add(success.misses(success.rest().tensor(type()))).neg();
    Tensor ofMany = ofOneTrial.div(isTiny.where(p.constant(1), p));
    return inBatch(isTiny.where(success.logHit().from(1).beside(p), ofMany));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return success.misses(number(value).floor().add(1).maximum(0)).expm1().neg();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(success.parameter(type()));
  }

  @Override
  DataType type() {
    return success.given().type();
  }
}
