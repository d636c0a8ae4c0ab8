package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The relaxed Bernoulli distribution, or binary Concrete: a number between 0 and 1 in place of one
 * of the two, so that a gradient passes.
 *
 * <p>{@code log p(x) = log T + d - 2 log(1 + exp d) - log x - log(1 - x)} with {@code T =
 * temperature}, {@code d = l - T log(x/(1 - x))} and {@code l = log(p/(1 - p))}
 *
 * <p>{@code temperature}, greater than 0 and without unit, says how far x is from 0 and 1: near 0
 * it is almost a Bernoulli number. p is given itself, from 0 to 1, or by its logit l. They
 * broadcast to the batch shape. Support: 0 to 1, others have density 0; at the ends the density is
 * the limit. Reparameterised: {@code 1/(1 + exp(-(l + logit u)/T))}; samples stay off 0 and 1 by
 * the least that their type allows. There is no {@link #mean} and no {@link #entropy}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Maddison, Mnih and Teh, The Concrete
 * Distribution, 2017, appendix B; Jang, Gu and Poole, Categorical Reparameterization with
 * Gumbel-Softmax, 2017.
 */
public final class RelaxedBernoulli extends Univariate {
  private static final Slot TEMPERATURE =
      new Slot("RelaxedBernoulli", "temperature", Constraints.positive());
  private static final Slot PROBS =
      new Slot("RelaxedBernoulli", "probs", Constraints.unitInterval());
  private static final Slot LOGITS = new Slot("RelaxedBernoulli", "logits", Constraints.real());

  private final Operand temperature;
  private final Chance one;

  private RelaxedBernoulli(Operand temperature, Chance one, Shape batchShape) {
    super(batchShape);
    this.temperature = temperature;
    this.one = one;
  }

  /** At this temperature, with this probability of 1. */
  public static RelaxedBernoulli of(Tensor temperature, Tensor probs) {
    return of(TEMPERATURE.of(temperature), Chance.ofProbs(PROBS, probs));
  }

  /** At this temperature, with this probability of 1. */
  public static RelaxedBernoulli of(double temperature, Tensor probs) {
    return of(TEMPERATURE.of(temperature), Chance.ofProbs(PROBS, probs));
  }

  /** At this temperature, with this probability of 1. */
  public static RelaxedBernoulli of(Tensor temperature, double probs) {
    return of(TEMPERATURE.of(temperature), Chance.ofProbs(PROBS, probs));
  }

  /** At this temperature, with this probability of 1, float32. */
  public static RelaxedBernoulli of(double temperature, double probs) {
    return of(TEMPERATURE.of(temperature), Chance.ofProbs(PROBS, probs));
  }

  /** At this temperature, with these log odds of 1. */
  public static RelaxedBernoulli ofLogits(Tensor temperature, Tensor logits) {
    return of(TEMPERATURE.of(temperature), Chance.ofLogits(LOGITS, logits));
  }

  /** At this temperature, with these log odds of 1. */
  public static RelaxedBernoulli ofLogits(double temperature, Tensor logits) {
    return of(TEMPERATURE.of(temperature), Chance.ofLogits(LOGITS, logits));
  }

  /** At this temperature, with these log odds of 1. */
  public static RelaxedBernoulli ofLogits(Tensor temperature, double logits) {
    return of(TEMPERATURE.of(temperature), Chance.ofLogits(LOGITS, logits));
  }

  /** At this temperature, with these log odds of 1, float32. */
  public static RelaxedBernoulli ofLogits(double temperature, double logits) {
    return of(TEMPERATURE.of(temperature), Chance.ofLogits(LOGITS, logits));
  }

  private static RelaxedBernoulli of(Operand temperature, Chance one) {
    Shape batch = Operand.batchOf("RelaxedBernoulli", temperature, one.given());
    return new RelaxedBernoulli(temperature, one, batch);
  }

  /** The probability of 1 without the relaxation, not stretched to the batch. */
  public Tensor probs() {
    return one.probs().tensor(type());
  }

  /** The log odds of 1 without the relaxation, not stretched to the batch. */
  public Tensor logits() {
    return logit().tensor(type());
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return squashed(moved(noise(noise)));
  }

  /** Its density is that of the logit, which does not end where the sample's type does. */
  @Override
  public Drawn draw(Noise noise) {
    Tensor standard = noise(noise);
    Tensor y = moved(standard);
    Tensor bell = standard.add(standard.neg().softplus().mul(2)).neg();
    return new Drawn(
        squashed(y),
        () ->
            Density.recorded(
                temperature.log().addTo(bell).add(y.softplus()).add(y.neg().softplus())));
  }

  /** Logistic numbers, one for each distribution of the batch. */
  private Tensor noise(Noise noise) {
    return noise.uniform(batchShape(), type()).logit();
  }

  private Tensor moved(Tensor standard) {
    return temperature.divide(logit().addTo(standard));
  }

  private Tensor squashed(Tensor y) {
    Ends ends = Ends.of(y.dataType());
    return y.sigmoid().clamp(ends.least(), ends.most());
  }

  /**
   * By the distances to the nearer and to the farther end, whose sign is that of the logit: near an
   * end all but one term are finite.
   */
  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor rest = value.rsub(1);
    Tensor isUpper = value.gt(0.5);
    Tensor near = isUpper.where(rest, value);
    Tensor far = isUpper.where(value, rest);
    Tensor side = isUpper.where(value.constant(1), value.constant(-1));
    Tensor bend = side.mul(excess(value, rest)).softplus().mul(2);
    Tensor ends = temperature.plus(-1).timesLog(near).sub(temperature.plus(1).times(far.log()));
    Tensor density = temperature.log().addTo(logit().times(side)).add(ends).sub(bend);
    return only(near.ge(0), density);
  }

  /** {@code l - T log(x/(1 - x))}, finite. */
  private Tensor excess(Tensor value, Tensor rest) {
    double least = Ends.of(value.dataType()).least();
    Tensor y = value.maximum(least).log().sub(rest.maximum(least).log());
    return logit().minus(temperature.times(y));
  }

  /** l, finite for the probabilities 0 and 1 too. */
  private Operand logit() {
    if (one instanceof Chance.Logits) {
      return one.given();
    }
    Ends ends = Ends.of(type());
    return one.given()
        .map(
            p -> Math.log(Math.max(p, ends.least())) - Math.log1p(-Math.min(p, ends.most())),
            p -> p.clamp(ends.least(), ends.most()).logit());
  }

  @Override
  protected RelaxedBernoulli inBatch(Shape shape) {
    return new RelaxedBernoulli(temperature, one, shape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor inside = value.clamp(0, 1);
    Tensor below = excess(inside, inside.rsub(1)).neg().sigmoid();
    Tensor fromZero = inside.eq(0).where(below.constant(0), below);
    return inside.eq(1).where(below.constant(1), fromZero);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return moved(probability.logit()).sigmoid();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(TEMPERATURE.holding(temperature, type()), one.parameter(type()));
  }

  private DataType type() {
    return Operand.typeOf(temperature, one.given());
  }
}
