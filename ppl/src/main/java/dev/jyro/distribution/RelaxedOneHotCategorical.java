package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The relaxed one-hot categorical distribution, also called Concrete or Gumbel-softmax: a vector of
 * numbers that sum to 1 in place of one 1 among zeros, so that a gradient passes.
 *
 * <p>{@code log p(x) = log (K-1)! + (K-1) log T + Σ_k (log softmax(l - T log x)_k - log x_k)} with
 * {@code T = temperature} and {@code l} the logarithms of the weights
 *
 * <p>{@code temperature}, greater than 0 and without unit, says how far x is from a single 1; its
 * shape broadcasts with the batch. The other parameter is as of {@link Categorical}: weights of 0
 * or more, which need not sum to 1, or their logarithms; its last dimension counts the K classes,
 * those before it are the batch. Event shape {@code (K)}. Support: numbers of 0 or more that sum to
 * 1; vectors with negative numbers have density 0, those of another sum are scored by the same
 * formula, and a 0 as the least number of its type. Reparameterised: {@code softmax((l + g)/T)}
 * with Gumbel numbers g. There is no {@link #mean} and no {@link #entropy}.
 *
 * <p>Errors: {@link ShapeException} for weights without a dimension. Else, and for threads, see
 * {@link Distribution}. Source: Maddison, Mnih and Teh, The Concrete Distribution, 2017; Jang, Gu
 * and Poole, Categorical Reparameterization with Gumbel-Softmax, 2017.
 */
public final class RelaxedOneHotCategorical extends Multivariate {
  private static final Slot TEMPERATURE =
      new Slot("RelaxedOneHotCategorical", "temperature", Constraints.positive());

  private final Operand temperature;
  private final Categorical place;

  private RelaxedOneHotCategorical(Operand temperature, Categorical place, Shape batchShape) {
    super(batchShape, Shapes.of(place.classes()));
    this.temperature = temperature;
    this.place = place.inBatch(batchShape);
  }

  /** At this temperature, with these weights in the last dimension. */
  public static RelaxedOneHotCategorical of(Tensor temperature, Tensor probs) {
    return of(TEMPERATURE.of(temperature), Categorical.of(probs));
  }

  /** At this temperature, with these weights in the last dimension. */
  public static RelaxedOneHotCategorical of(double temperature, Tensor probs) {
    return of(TEMPERATURE.of(temperature), Categorical.of(probs));
  }

  /** At this temperature, with these logarithms of weights in the last dimension. */
  public static RelaxedOneHotCategorical ofLogits(Tensor temperature, Tensor logits) {
    return of(TEMPERATURE.of(temperature), Categorical.ofLogits(logits));
  }

  /** At this temperature, with these logarithms of weights in the last dimension. */
  public static RelaxedOneHotCategorical ofLogits(double temperature, Tensor logits) {
    return of(TEMPERATURE.of(temperature), Categorical.ofLogits(logits));
  }

  private static RelaxedOneHotCategorical of(Operand temperature, Categorical place) {
    Shape batch =
        Operand.batchOf("RelaxedOneHotCategorical", temperature.shape(), place.batchShape());
    return new RelaxedOneHotCategorical(temperature, place, batch);
  }

  /** The probabilities without the relaxation; not stretched to the batch. */
  public Tensor probs() {
    return place.probs();
  }

  /** Their logarithms, not stretched to the batch. */
  public Tensor logits() {
    return place.logits();
  }

  @Override
  public Constraint support() {
    return Constraints.simplex();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return positive(logShares(place.waits(noise).log()));
  }

  /** At its own draw the softmax is that of the noise, and the logarithms are at hand. */
  @Override
  public Drawn draw(Noise noise) {
    Tensor waits = place.waits(noise).log();
    Tensor logs = logShares(waits);
    return new Drawn(positive(logs), () -> Density.recorded(total(waits.logSoftmax(-1).sub(logs))));
  }

  private Tensor logShares(Tensor logWaits) {
    return perRow().divide(place.scores().sub(logWaits)).logSoftmax(-1);
  }

  private static Tensor positive(Tensor logs) {
    return logs.exp().maximum(Ends.of(logs.dataType()).least());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor logs = value.maximum(Ends.of(value.dataType()).least()).log();
    Tensor scores = place.scores().sub(perRow().times(logs));
    return Univariate.only(value.ge(0).all(-1), total(scores.logSoftmax(-1).sub(logs)));
  }

  private Tensor total(Tensor each) {
    double free = place.classes() - 1;
    return temperature.log().times(free).plus(LogGamma.value(free + 1)).addTo(each.sum(-1));
  }

  /** The temperature, to be multiplied with rows. */
  private Operand perRow() {
    return temperature.spreadOver(Shapes.of(1));
  }

  @Override
  protected RelaxedOneHotCategorical inBatch(Shape shape) {
    return new RelaxedOneHotCategorical(temperature, place, shape);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(place.parameters());
    all.add(TEMPERATURE.holding(temperature, place.given().dataType()));
    return all;
  }
}
