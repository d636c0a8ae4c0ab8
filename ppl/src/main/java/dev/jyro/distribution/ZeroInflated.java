package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution of counts with more zeros: 0 with probability {@code gate}, else what the base
 * gives.
 *
 * <p>{@code p(x) = gate [x = 0] + (1 - gate) base(x)}
 *
 * <p>The gate, from 0 to 1, is given itself or by its logit {@code log(gate/(1 - gate))}, which is
 * exact where it would round to 0 or 1. Its shape broadcasts with the base's batch, and the base's
 * values are single numbers. Support: that of the base, which should hold 0. Not reparameterised.
 * There is no {@link #entropy}.
 *
 * <p>Errors: {@link ShapeException} for a base of vectors. Else, and for threads, see {@link
 * Distribution}. Source: Lambert, Zero-Inflated Poisson Regression, 1992.
 */
public final class ZeroInflated extends Univariate {
  private static final Slot GATE = new Slot("ZeroInflated", "gate", Constraints.unitInterval());
  private static final Slot GATE_LOGITS =
      new Slot("ZeroInflated", "gateLogits", Constraints.real());

  private final Distribution base;
  private final Chance gate;

  private ZeroInflated(Distribution base, Chance gate) {
    super(base.batchShape());
    this.base = base;
    this.gate = gate;
  }

  /** The base with so much more probability of 0. */
  public static ZeroInflated of(Distribution base, Tensor gate) {
    return of(base, Chance.ofProbs(GATE, gate));
  }

  /** The base with so much more probability of 0. */
  public static ZeroInflated of(Distribution base, double gate) {
    return of(base, Chance.ofProbs(GATE, gate));
  }

  /** The base with these log odds of a 0 more. */
  public static ZeroInflated ofLogits(Distribution base, Tensor gateLogits) {
    return of(base, Chance.ofLogits(GATE_LOGITS, gateLogits));
  }

  /** The base with these log odds of a 0 more. */
  public static ZeroInflated ofLogits(Distribution base, double gateLogits) {
    return of(base, Chance.ofLogits(GATE_LOGITS, gateLogits));
  }

  private static ZeroInflated of(Distribution base, Chance gate) {
    Shape counts = ofNumbers("ZeroInflated", base).batchShape();
    Shape batch = Operand.batchOf("ZeroInflated", counts, gate.given().shape());
    return new ZeroInflated(base.expand(batch), gate);
  }

  /** The distribution of what is let through. */
  public Distribution base() {
    return base;
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor count = base.sample(noise.at("base")).detach();
    Tensor probs = gate.probs().tensor().detach();
    Tensor isShut = noise.at("gate").uniform(batchShape(), probs.dataType()).lt(probs);
    return isShut.where(count.constant(0), count);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor isZero = value.eq(0);
    Tensor density = base.logProb(value);
    return isZero.where(atZero(density), elsewhere(isZero, density));
  }

  private Tensor atZero(Tensor density) {
    if (gate instanceof Chance.Logits) {
      Tensor more = gate.logits().subtractFrom(density).softplus();
      return gate.logHit().addTo(more);
    }
    Tensor total = gate.given().addTo(gate.rest().times(density.exp()));
    Tensor isTiny = total.le(0);
    return isTiny.where(density, isTiny.where(total.constant(1), total).log());
  }

  private Tensor elsewhere(Tensor isZero, Tensor density) {
    if (gate instanceof Chance.Logits || gate.given() instanceof Known) {
      return gate.logMiss().addTo(density);
    }
    Tensor open = gate.rest().tensor();
    return isZero.where(open.constant(1), open).log().add(density);
  }

  @Override
  protected ZeroInflated inBatch(Shape shape) {
    return new ZeroInflated(base.expand(shape), gate);
  }

  @Override
  public Tensor mean() {
    return gate.rest().times(base.mean());
  }

  @Override
  public Tensor variance() {
    Tensor between = gate.probs().times(base.mean().square());
    return gate.rest().times(base.variance().add(between));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor through = gate.rest().times(base.cdf(value));
    return value.ge(0).where(gate.probs().addTo(through), through);
  }

  @Override
  public Tensor enumerateSupport() {
    return base.enumerateSupport();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(gate.parameter(gate.given().type()));
    all.addAll(base.parameters());
    return all;
  }
}
