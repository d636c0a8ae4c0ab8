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
 * The categorical distribution with a class written as a vector: a 1 in its place, else zeros.
 *
 * <p>{@code log p(x) = Σ x_k log p_k}
 *
 * <p>Parameters as of {@link Categorical}: weights of 0 or more, which need not sum to 1, or their
 * logarithms; the last dimension counts the classes, those before it are the batch. Event shape
 * {@code (K)}. Support: vectors of zeros and one 1; other vectors are scored by the same formula.
 * Samples have the parameter's type. Not reparameterised.
 *
 * <p>Errors: {@link ShapeException} for a parameter without a dimension. Threads: see {@link
 * Distribution}. Source: Bishop, Pattern Recognition and Machine Learning, 2006, section 2.2.
 */
public final class OneHotCategorical extends Multivariate {
  private final Categorical place;

  private OneHotCategorical(Categorical place) {
    super(place.batchShape(), Shapes.of(place.classes()));
    this.place = place;
  }

  /** With these weights, in the last dimension. */
  public static OneHotCategorical of(Tensor probs) {
    return new OneHotCategorical(Categorical.of(probs));
  }

  /** With these weights, float32. */
  public static OneHotCategorical of(double... probs) {
    return new OneHotCategorical(Categorical.of(probs));
  }

  /** With these logarithms of weights, in the last dimension. */
  public static OneHotCategorical ofLogits(Tensor logits) {
    return new OneHotCategorical(Categorical.ofLogits(logits));
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
    return Constraints.oneHot();
  }

  @Override
  public Tensor sample(Noise noise) {
    return oneHot(place.sample(noise));
  }

  private Tensor oneHot(Tensor places) {
    return places.oneHot(place.classes()).to(place.given().dataType());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return place.weighed(value.to(place.given().dataType()));
  }

  @Override
  protected OneHotCategorical inBatch(Shape shape) {
    return new OneHotCategorical(place.inBatch(shape));
  }

  @Override
  public Tensor mean() {
    return inFull(probs());
  }

  @Override
  public Tensor variance() {
    Tensor probs = probs();
    return inFull(probs.mul(probs.rsub(1)));
  }

  @Override
  public Tensor entropy() {
    return place.entropy();
  }

  @Override
  public Tensor enumerateSupport() {
    Tensor each = oneHot(place.enumerateSupport());
    return each.expand(Shapes.concat(Shapes.of(place.classes()), fullShape()));
  }

  @Override
  public List<Parameter> parameters() {
    return place.parameters();
  }
}
