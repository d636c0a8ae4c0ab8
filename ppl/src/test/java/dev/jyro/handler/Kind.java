package dev.jyro.handler;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.LocationScaleFamily;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.List;
import java.util.Arrays;

/**
 * A kind of distribution in random models.
 *
 * @param name what it is called
 * @param links one for each of its parameters; loc and scale first, where it has them
 * @param maker makes it of parameters
 * @param score the log density of one value, by hand
 */
record Kind(String name, List<Link> links, Maker maker, Score score) {
  /** Makes a distribution of its parameters. */
  @FunctionalInterface
  interface Maker {
    Distribution of(Amount... parameters);
  }

  /** The log density of one value at parameters that are numbers. */
  @FunctionalInterface
  interface Score {
    double of(double[] parameters, double[] value);
  }

  /** A kind of single numbers or of vectors; scored one value at a time, of parameters known. */
  static Kind of(String name, Maker maker, Link... links) {
    return new Kind(
        name, List.of(links), maker, (parameters, value) -> alone(maker, parameters, value));
  }

  /** The same with another score, such as one that is written out. */
  Kind scored(Score byHand) {
    return new Kind(name, links, maker, byHand);
  }

  private static double alone(Maker maker, double[] parameters, double[] value) {
    try (TensorScope scope = TensorScope.open()) {
      Distribution distribution = maker.of(numbers(parameters));
      return distribution.logProb(tensor(value, distribution.eventShape())).item();
    }
  }

  boolean isLocationScale() {
    return usual() instanceof LocationScaleFamily;
  }

  /** A value for a site: some draws at the usual parameters. */
  Tensor values(String key, Shape batch) {
    return usual().expand(batch).sample(Noise.of(11).at(key));
  }

  /** With parameters in the middle of where they may be. */
  private Distribution usual() {
    return maker.of(
        links
            .map(link -> Amount.of(Tensor.scalar(link.of(0.1), DataType.FLOAT64)))
            .toJavaArray(Amount[]::new));
  }

  private static Amount[] numbers(double... parameters) {
    return Arrays.stream(parameters).mapToObj(Amount::of).toArray(Amount[]::new);
  }

  private static Tensor tensor(double[] value, Shape shape) {
    return shape.dimension() == 0
        ? Tensor.scalar(value[0], DataType.FLOAT64)
        : Tensor.of(value, Shapes.of(shape.getShape()));
  }

  @Override
  public String toString() {
    return name;
  }
}
