package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The ordered logistic distribution: into which of K classes, divided by rising cutpoints, a
 * logistic number around the predictor falls.
 *
 * <p>{@code p(k) = σ(c_k - predictor) - σ(c_(k-1) - predictor)} with {@code c_(-1) = -∞}, {@code
 * c_(K-1) = ∞} and {@code σ(u) = 1/(1 + exp(-u))}
 *
 * <p>{@code cutpoints}: the K - 1 numbers c in the last dimension, each greater than the one
 * before, in the unit of {@code predictor}; the dimensions before it broadcast with the predictor
 * to the batch shape. Log probabilities are exact where probabilities would round to 0. Support: 0
 * to K-1, anything else has probability 0; samples are int64. Not reparameterised. The classes are
 * labels, so there is no {@link #mean}.
 *
 * <p>Errors: {@link ShapeException} for cutpoints without a dimension. Else, and for threads, see
 * {@link Distribution}. Source: McCullagh, Regression Models for Ordinal Data, 1980.
 */
public final class OrderedLogistic extends Univariate {
  private static final Slot PREDICTOR =
      new Slot("OrderedLogistic", "predictor", Constraints.real());
  private static final Slot CUTPOINTS =
      new Slot("OrderedLogistic", "cutpoints", Constraints.orderedVector());

  private final Operand predictor;
  private final Tensor cutpoints;

  private OrderedLogistic(Operand predictor, Tensor cutpoints, Shape batchShape) {
    super(batchShape);
    this.predictor = predictor;
    this.cutpoints = cutpoints;
  }

  /** Around this predictor, divided by these cutpoints in the last dimension. */
  public static OrderedLogistic of(Tensor predictor, Tensor cutpoints) {
    return of(PREDICTOR.of(predictor), Slot.floating(cutpoints));
  }

  /** Around this predictor, divided by these cutpoints in the last dimension. */
  public static OrderedLogistic of(double predictor, Tensor cutpoints) {
    return of(PREDICTOR.of(predictor), Slot.floating(cutpoints));
  }

  private static OrderedLogistic of(Operand predictor, Tensor cutpoints) {
    Shape shape = cutpoints.shape();
    if (shape.dimension() == 0 || cutpoints.size(-1) == 0) {
      throw new ShapeException(
          "OrderedLogistic: cutpoints has shape %s. Needed: a last dimension that counts them."
              .formatted(shape));
    }
    Shape rows = Shapes.leading(shape, shape.dimension() - 1);
    return new OrderedLogistic(
        predictor, cutpoints, Operand.batchOf("OrderedLogistic", predictor.shape(), rows));
  }

  /** The logarithms of the classes' probabilities, in the last dimension. */
  public Tensor logits() {
    Tensor ahead = predictor.map(x -> x, x -> x.unsqueeze(-1)).subtractFrom(cutpoints);
    Tensor below = ahead.neg().softplus();
    Tensor above = ahead.softplus();
    Tensor none = below.constant(0).expand(edges(below));
    Tensor outer = ShapeOps.cat(-1, below, none).add(ShapeOps.cat(-1, none, above)).neg();
    return cutpoints.size(-1) == 1 ? outer : outer.add(between(none));
  }

  /** For {@code u > l}: {@code σ(u) - σ(l) = σ(u) σ(-l) (1 - exp(l - u))}. */
  private Tensor between(Tensor none) {
    long gaps = cutpoints.size(-1) - 1;
    Tensor gap = cutpoints.narrow(-1, 0, gaps).sub(cutpoints.narrow(-1, 1, gaps));
    Tensor logs = gap.expm1().neg().log();
    Shape edges = none.shape();
    Shape wide = Shapes.concat(Shapes.leading(edges, edges.dimension() - 1), Shapes.of(gaps));
    return ShapeOps.cat(-1, none, logs.expand(wide), none);
  }

  private static Shape edges(Tensor rows) {
    return Shapes.concat(Shapes.leading(rows.shape(), rows.dim() - 1), Shapes.of(1));
  }

  private Categorical classes() {
    return Categorical.ofLogits(logits()).inBatch(batchShape());
  }

  @Override
  public Constraint support() {
    return Constraints.integerInterval(0, (int) cutpoints.size(-1));
  }

  @Override
  public Tensor sample(Noise noise) {
    return classes().sample(noise);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return logits().categoricalLogProb(value);
  }

  @Override
  protected OrderedLogistic inBatch(Shape shape) {
    return new OrderedLogistic(predictor, cutpoints, shape);
  }

  @Override
  public Tensor entropy() {
    return classes().entropy();
  }

  @Override
  public Tensor enumerateSupport() {
    return enumerated(Tensor.arange(cutpoints.size(-1) + 1));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        PREDICTOR.holding(predictor, cutpoints.dataType()),
        new Parameter(CUTPOINTS.name(), cutpoints, CUTPOINTS.constraint()));
  }
}
