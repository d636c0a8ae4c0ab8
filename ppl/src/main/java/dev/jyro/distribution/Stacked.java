package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Distributions of several families side by side, along a new last dimension of the batch. */
final class Stacked implements Distribution {
  private final List<Distribution> parts;

  /** Of parts with one batch shape and one event shape. */
  private Stacked(List<Distribution> parts) {
    this.parts = parts;
  }

  /**
   * Parts whose batch shapes broadcast.
   *
   * @throws ShapeException naming the distribution that is made of them, if their events differ
   */
  static Stacked of(String name, Distribution... parts) {
    Shape batch = Shapes.scalar();
    for (Distribution part : parts) {
      batch = Operand.batchOf(name, batch, part.batchShape());
      if (!part.eventShape().equals(parts[0].eventShape())) {
        throw new ShapeException(
            "%s: a value of %s has shape %s, one of %s %s. Needed: one shape."
                .formatted(
                    name, parts[0].name(), parts[0].eventShape(), part.name(), part.eventShape()));
      }
    }
    return inBatch(List.of(parts), batch);
  }

  private static Stacked inBatch(List<Distribution> parts, Shape batch) {
    return new Stacked(parts.stream().map(part -> part.expand(batch)).toList());
  }

  @Override
  public Shape batchShape() {
    return Shapes.concat(parts.get(0).batchShape(), Shapes.of(parts.size()));
  }

  @Override
  public Shape eventShape() {
    return parts.get(0).eventShape();
  }

  @Override
  public Constraint support() {
    List<Constraint> each = parts.stream().map(Distribution::support).toList();
    return each.stream().distinct().count() == 1 ? each.get(0) : new StackedSet(each);
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor[] draws = new Tensor[parts.size()];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = parts.get(i).sample(noise.at(i));
    }
    return ShapeOps.stack(-1 - eventShape().dimension(), draws);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return ofEach(value, Univariate::within);
  }

  @Override
  public Distribution expand(Shape shape) {
    Shape all = Expanded.checked(this, shape);
    return inBatch(parts, Shapes.leading(all, all.dimension() - 1));
  }

  @Override
  public Tensor mean() {
    return moments(Distribution::mean);
  }

  @Override
  public Tensor variance() {
    return moments(Distribution::variance);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return ofEach(value, Distribution::cdf);
  }

  @Override
  public Tensor enumerateSupport() {
    return parts.get(0).enumerateSupport().unsqueeze(-1 - eventShape().dimension());
  }

  @Override
  public List<Parameter> parameters() {
    return parts.stream().flatMap(part -> part.parameters().stream()).toList();
  }

  /** Of each part at its own value: those are side by side too, or one for all. */
  private Tensor ofEach(Tensor value, BiFunction<Distribution, Tensor, Tensor> function) {
    Tensor[] each = new Tensor[parts.size()];
    int dim = -1 - eventShape().dimension();
    for (int i = 0; i < each.length; i++) {
      Tensor own = value.select(dim, value.size(dim) == 1 ? 0 : i);
      each[i] = function.apply(parts.get(i), own);
    }
    return ShapeOps.stack(-1, each);
  }

  private Tensor moments(Function<Distribution, Tensor> moment) {
    Tensor[] each = parts.stream().map(moment).toArray(Tensor[]::new);
    return ShapeOps.stack(-1 - eventShape().dimension(), each);
  }
}
