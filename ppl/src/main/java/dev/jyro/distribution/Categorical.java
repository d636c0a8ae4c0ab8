package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The categorical distribution: one of the classes 0, 1, … K-1.
 *
 * <p>{@code log p(x) = log probs[x] - log Σ probs = logits[x] - log Σ exp logits}
 *
 * <p>The parameter's last dimension counts the classes, those before it are the batch. Given by
 * weights of 0 or more, which need not sum to 1, or by their logarithms, any numbers. A value is
 * one whole number, int64 or floating; samples are int64. Support: 0 to K-1, anything else has
 * probability 0. Not reparameterised. The classes are labels, so there is no {@link #mean}.
 *
 * <p>Errors: {@link ShapeException} for a parameter without a dimension.
 *
 * <p>Threads: see {@link Distribution}. Drawn as the first of K events at rates {@code probs}.
 */
public abstract sealed class Categorical extends Univariate {
  private static final Slot PROBS = new Slot("Categorical", "probs", Constraints.weights());
  private static final Slot LOGITS =
      new Slot("Categorical", "logits", Constraints.independent(Constraints.real(), 1));

  /** What e to its power is still a number of every type. */
  private static final double LARGEST_LOG = 80;

  private final Tensor given;

  private Categorical(Tensor given, Shape batchShape) {
    super(batchShape);
    this.given = given;
  }

  /** With these weights, in the last dimension. */
  public static Categorical of(Tensor probs) {
    return new OfProbs(Slot.floating(probs), rows("probs", probs));
  }

  /** With these weights, float32. */
  public static Categorical of(double... probs) {
    float[] numbers = new float[probs.length];
    for (int i = 0; i < probs.length; i++) {
      numbers[i] = (float) probs[i];
    }
    Categorical made = of(Tensor.of(numbers));
    made.validate();
    return made;
  }

  /** With these logarithms of weights, in the last dimension. */
  public static Categorical ofLogits(Tensor logits) {
    return new OfLogits(Slot.floating(logits), rows("logits", logits));
  }

  /** The probabilities, which sum to 1 over the last dimension; not stretched to the batch. */
  public abstract Tensor probs();

  /** Their logarithms, not stretched to the batch. */
  public abstract Tensor logits();

  /** The same in double precision. */
  abstract Categorical exact();

  /** {@code Σ counts log probs} over the classes, in which {@code 0 log 0} is 0. */
  abstract Tensor weighed(Tensor counts);

  /** {@link #logits} up to a constant, finite for a weight of 0 too. */
  abstract Tensor scores();

  /** {@code log Σ probs exp logs} over the classes: the log density of a mixture. */
  abstract Tensor mixed(Tensor logs);

  @Override
  protected abstract Categorical inBatch(Shape shape);

  @Override
  public Constraint support() {
    return Constraints.integerInterval(0, classes() - 1);
  }

  @Override
  public Tensor entropy() {
    return inBatch(weighed(probs()).neg());
  }

  @Override
  public Tensor enumerateSupport() {
    return enumerated(Tensor.arange(classes()));
  }

  @Override
  public String name() {
    return "Categorical";
  }

  /** The parameter as it was given. */
  final Tensor given() {
    return given;
  }

  /** Exponential numbers, one for each class: the first of K events at rates p is k with p[k]. */
  final Tensor waits(Noise noise) {
    return noise.exponential(Shapes.concat(batchShape(), Shapes.of(classes())), given.dataType());
  }

  final int classes() {
    return (int) given.size(-1);
  }

  private static Shape rows(String parameter, Tensor given) {
    Shape shape = given.shape();
    if (shape.dimension() == 0 || given.size(-1) == 0) {
      throw new ShapeException(
          "Categorical: %s has shape %s. Needed: a last dimension that counts the classes."
              .formatted(parameter, shape));
    }
    return Shapes.leading(shape, shape.dimension() - 1);
  }

  private static final class OfProbs extends Categorical {
    OfProbs(Tensor probs, Shape batchShape) {
      super(probs, batchShape);
    }

    @Override
    public Tensor probs() {
      return given().div(given().keepSum(-1));
    }

    @Override
    public Tensor logits() {
      return probs().log();
    }

    @Override
    Categorical exact() {
      return new OfProbs(Univariate.exact(given()), batchShape());
    }

    /** By the counts, its derivative is that of each class, drawn or not. */
    @Override
    Tensor weighed(Tensor counts) {
      Tensor probs = probs();
      Tensor neither = counts.add(probs).eq(0);
      return counts.xlogy(neither.where(probs.constant(1), probs)).sum(-1);
    }

    @Override
    Tensor scores() {
      return given().maximum(Ends.of(given().dataType()).least()).log();
    }

    /** By the largest that counts, so that neither a weight of 0 nor its gradient does harm. */
    @Override
    Tensor mixed(Tensor logs) {
      Tensor probs = probs();
      Tensor counted = probs.gt(0).where(logs.detach(), logs.constant(Double.NEGATIVE_INFINITY));
      Tensor most = counted.keepMax(-1).maximum(-Float.MAX_VALUE);
      Tensor sum = probs.mul(logs.sub(most).minimum(LARGEST_LOG).exp()).sum(-1);
      return sum.log().add(most.squeeze(-1));
    }

    @Override
    public Tensor sample(Noise noise) {
      return waits(noise).div(given()).argMin(-1);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
      return given().categoricalWeightsLogProb(value);
    }

    @Override
    protected Categorical inBatch(Shape shape) {
      return new OfProbs(given(), shape);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(new Parameter(PROBS.name(), given(), PROBS.constraint()));
    }
  }

  private static final class OfLogits extends Categorical {
    OfLogits(Tensor logits, Shape batchShape) {
      super(logits, batchShape);
    }

    @Override
    public Tensor probs() {
      return given().softmax(-1);
    }

    @Override
    public Tensor logits() {
      return given().logSoftmax(-1);
    }

    @Override
    Categorical exact() {
      return new OfLogits(Univariate.exact(given()), batchShape());
    }

    @Override
    Tensor weighed(Tensor counts) {
      Tensor logits = logits();
      Tensor neither = counts.eq(0).logicalAnd(logits.eq(Double.NEGATIVE_INFINITY));
      return counts.mul(neither.where(logits.constant(0), logits)).sum(-1);
    }

    @Override
    Tensor scores() {
      return given();
    }

    @Override
    Tensor mixed(Tensor logs) {
      return logits().add(logs).logSumExp(-1);
    }

    @Override
    public Tensor sample(Noise noise) {
      return given().sub(waits(noise).log()).argMax(-1);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
      return given().categoricalLogProb(value);
    }

    @Override
    protected Categorical inBatch(Shape shape) {
      return new OfLogits(given(), shape);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(new Parameter(LOGITS.name(), given(), LOGITS.constraint()));
    }
  }
}
