package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A mixture: one of K components is drawn, and the value from it.
 *
 * <p>{@code p(x) = Σ_k w_k p_k(x)}
 *
 * <p>The components are one distribution whose last batch dimension counts them; {@code mixture}
 * has the weights w as its probabilities. The batch dimensions of the components before the last
 * broadcast with those of {@code mixture} to the batch shape; the event shape is that of the
 * components, {@link Mixture} takes components of several families. Support: what any component may
 * give; a component of weight 0 does no harm. Not reparameterised: the draw of the component
 * carries no gradient. There is no {@link #entropy} and no {@link #icdf}.
 *
 * <p>Errors: {@link ShapeException} if there are not as many components as classes. Else, and for
 * threads, see {@link Distribution}. Source: McLachlan and Peel, Finite Mixture Models, 2000,
 * chapter 1.
 */
public final class MixtureSameFamily implements Distribution {
  private final Categorical mixture;
  private final Distribution components;

  private MixtureSameFamily(Categorical mixture, Distribution components) {
    this.mixture = mixture;
    this.components = components;
  }

  /** With these weights of the components, which the last batch dimension counts. */
  public static MixtureSameFamily of(Categorical mixture, Distribution components) {
    return under("MixtureSameFamily", mixture, components);
  }

  /** What another distribution, whose name errors bear, is made of. */
  static MixtureSameFamily under(String name, Categorical mixture, Distribution components) {
    Shape shape = components.batchShape();
    int rank = shape.dimension();
    if (rank == 0 || shape.get(rank - 1) != mixture.classes()) {
      throw new ShapeException(
          "%s: the components (%s) have batch shape %s. Needed: a last dimension of size %d, that of the mixture's weights."
              .formatted(name, components.name(), shape, mixture.classes()));
    }
    Shape batch = Operand.batchOf(name, mixture.batchShape(), Shapes.leading(shape, rank - 1));
    return inBatch(mixture, components, batch);
  }

  private static MixtureSameFamily inBatch(Categorical mixture, Distribution each, Shape batch) {
    Shape wide = Shapes.concat(batch, Shapes.of(mixture.classes()));
    return new MixtureSameFamily(mixture.inBatch(batch), each.expand(wide));
  }

  /** The distribution of the component's number. */
  public Categorical mixture() {
    return mixture;
  }

  /** The components, which the last batch dimension counts. */
  public Distribution components() {
    return components;
  }

  @Override
  public Shape batchShape() {
    return mixture.batchShape();
  }

  @Override
  public Shape eventShape() {
    return components.eventShape();
  }

  @Override
  public Constraint support() {
    Constraint each = components.support();
    try (TensorScope scope = TensorScope.open()) {
      Tensor one = Tensor.zeros(eventShape().getShape());
      return each.check(one).dim() == 0 ? each : new AnyComponent(each);
    }
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor place = mixture.sample(noise.at("component"));
    Tensor draws = components.sample(noise.at("value")).detach();
    Shape one = Shapes.concat(batchShape(), Shapes.of(1));
    Tensor index = withEvent(place.unsqueeze(-1)).expand(Shapes.concat(one, eventShape()));
    return draws.gather(componentDim(), index).squeeze(componentDim());
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor density = mixture.mixed(components.logProb(value.unsqueeze(componentDim())));
    return density.expand(Shapes.broadcast(batchShape(), density.shape()));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape())
        ? this
        : inBatch(mixture, components, Expanded.checked(this, shape));
  }

  @Override
  public Tensor mean() {
    return average(components.mean());
  }

  @Override
  public Tensor variance() {
    Tensor means = components.mean();
    Tensor between = means.sub(average(means).unsqueeze(componentDim())).square();
    return average(components.variance().add(between));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return average(components.cdf(value.unsqueeze(componentDim())));
  }

  @Override
  public Tensor enumerateSupport() {
    if (support() instanceof AnyComponent) {
      throw new JyroException(
          "%s has no enumerateSupport: its components have several supports.".formatted(name()));
    }
    return components.enumerateSupport().select(componentDim(), 0);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(mixture.parameters());
    all.addAll(components.parameters());
    return all;
  }

  /** By the weights; what has weight 0 does not count, whatever it is. */
  private Tensor average(Tensor each) {
    Tensor weights = withEvent(mixture.probs());
    Tensor shares = weights.eq(0).where(each.constant(0), each).mul(weights);
    return shares.sum(componentDim());
  }

  /** With dimensions of size 1 for those of an event. */
  private Tensor withEvent(Tensor each) {
    int rank = each.dim();
    long[] sizes = Arrays.copyOf(each.shape().getShape(), rank + eventShape().dimension());
    Arrays.fill(sizes, rank, sizes.length, 1);
    return each.reshape(sizes);
  }

  private int componentDim() {
    return -1 - eventShape().dimension();
  }
}
