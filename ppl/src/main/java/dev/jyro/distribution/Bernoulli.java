package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Bernoulli distribution: 1 with probability p, else 0.
 *
 * <p>{@code log p(x) = x log p + (1 - x) log(1 - p) = x l - log(1 + exp l)}
 *
 * <p>Given by p, from 0 to 1, or by its logit {@code l = log(p/(1 - p))}, any number; logits are
 * exact where p would round to 0 or 1, so a network should give logits. The parameter's shape is
 * the batch shape. Support: 0 and 1. The formula also holds for values between them, and grey
 * pixels are commonly scored so; what is outside of [0, 1] is not refused. Values may be of any
 * type, samples have the parameter's. Not reparameterised.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions, 2005, chapter 3.
 */
public abstract sealed class Bernoulli extends Univariate {
  private static final Slot PROBS = new Slot("Bernoulli", "probs", Constraints.unitInterval());
  private static final Slot LOGITS = new Slot("Bernoulli", "logits", Constraints.real());

  private Bernoulli(Shape batchShape) {
    super(batchShape);
  }

  /** With these probabilities of 1. */
  public static Bernoulli of(Tensor probs) {
    return new OfProbs(PROBS.of(probs), probs.shape());
  }

  /** With this probability of 1, float32. */
  public static Bernoulli of(double probs) {
    return new OfProbs(PROBS.of(probs), Shapes.scalar());
  }

  /** With these log odds of 1. */
  public static Bernoulli ofLogits(Tensor logits) {
    return new OfLogits(LOGITS.of(logits), logits.shape());
  }

  /** With these log odds of 1, float32. */
  public static Bernoulli ofLogits(double logits) {
    return new OfLogits(LOGITS.of(logits), Shapes.scalar());
  }

  /** The probability of 1, not stretched to the batch. */
  public abstract Tensor probs();

  /** The log odds of 1, not stretched to the batch. */
  public abstract Tensor logits();

  /** The probability of 0, exact where that of 1 would round to 1. */
  abstract Tensor rest();

  @Override
  public Constraint support() {
    return Constraints.bool();
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor probs = probs();
    Tensor isOne = noise.uniform(batchShape(), probs.dataType()).lt(probs);
    return isOne.where(probs.constant(1), probs.constant(0));
  }

  @Override
  public Tensor mean() {
    return inBatch(probs());
  }

  @Override
  public Tensor entropy() {
    return inBatch(logDensity(probs()).neg());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor rest = rest();
    Tensor belowOne = value.lt(0).where(rest.constant(0), rest);
    return value.ge(1).where(rest.constant(1), belowOne);
  }

  @Override
  public Tensor enumerateSupport() {
    return enumerated(Tensor.of(0f, 1f).to(probs().dataType()));
  }

  @Override
  public String name() {
    return "Bernoulli";
  }

  private static final class OfProbs extends Bernoulli {
    private final Operand probs;

    OfProbs(Operand probs, Shape batchShape) {
      super(batchShape);
      this.probs = probs;
    }

    @Override
    public Tensor probs() {
      return probs.tensor();
    }

    @Override
    public Tensor logits() {
      return probs.tensor().logit();
    }

    @Override
    Tensor rest() {
      return probs.tensor().rsub(1);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
      return probs instanceof Known known && known.number() > 0 && known.number() < 1
          ? value.mul(logit(known.number())).add(Math.log1p(-known.number()))
          : general(value.isFloating() ? value : value.to(probs.type()));
    }

    /** By the value, its derivative is the logit at 0 and at 1 too. */
    private Tensor general(Tensor value) {
      Tensor p = probs.beside(value);
      return timesLog(value, p).add(timesLog(value.rsub(1), p.rsub(1)));
    }

    /** Neither 0 · log 0 nor its gradient is ever computed. */
    private static Tensor timesLog(Tensor x, Tensor y) {
      Tensor neither = x.add(y).eq(0);
      return x.xlogy(neither.where(y.constant(1), y));
    }

    private static double logit(double p) {
      return Math.log(p) - Math.log1p(-p);
    }

    @Override
    protected Bernoulli inBatch(Shape shape) {
      return new OfProbs(probs, shape);
    }

    @Override
    public Tensor variance() {
      return inBatch(probs().mul(rest()));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(PROBS.holding(probs, probs.type()));
    }
  }

  private static final class OfLogits extends Bernoulli {
    private final Operand logits;

    OfLogits(Operand logits, Shape batchShape) {
      super(batchShape);
      this.logits = logits;
    }

    @Override
    public Tensor probs() {
      return logits.tensor().sigmoid();
    }

    @Override
    public Tensor logits() {
      return logits.tensor();
    }

    @Override
    Tensor rest() {
      return logits.tensor().neg().sigmoid();
    }

    @Override
    public Density density(Tensor value) {
      return unrecorded(
          () ->
              new Density(
                  logDensity(value),
                  (derivative, into) -> {
                    into.add(value, () -> derivative.times(logits.stretchedTo(value)));
                    logits.collect(into, () -> derivative.timesDifference(value, probs()));
                  }));
    }

    /** Three plain operations: forward and back faster than Torch's fused cross entropy. */
    @Override
    protected Tensor logDensity(Tensor value) {
      Operand logOfSum = logits.map(OfLogits::softplus, Tensor::softplus);
      return logOfSum.subtractFrom(value.mul(logits.beside(value)));
    }

    private static double softplus(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    protected Bernoulli inBatch(Shape shape) {
      return new OfLogits(logits, shape);
    }

    @Override
    public Tensor variance() {
      return inBatch(probs().mul(rest()));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(LOGITS.holding(logits, logits.type()));
    }
  }
}
