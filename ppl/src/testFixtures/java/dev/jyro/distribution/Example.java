package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters of a family, with values inside and outside of the support.
 *
 * <p>A parameter of one number is a scalar, one of several a vector.
 */
public record Example(
    String title, List<List<Double>> parameters, List<Double> inside, List<Double> outside) {

  /** With scalar parameters. */
  public static Example of(String title, double... parameters) {
    List<List<Double>> scalars = new ArrayList<>();
    for (double parameter : parameters) {
      scalars.add(List.of(parameter));
    }
    return new Example(title, scalars, List.of(), List.of());
  }

  /** With one vector as its parameter. */
  public static Example ofVector(String title, double... parameter) {
    return new Example(title, List.of(list(parameter)), List.of(), List.of());
  }

  /** Also with values where the density is positive and smooth. */
  public Example inside(double... values) {
    return new Example(title, parameters, list(values), outside);
  }

  /** Also with values where the density is 0. */
  public Example outside(double... values) {
    return new Example(title, parameters, inside, list(values));
  }

  /** The parameters as tensors. */
  public List<Tensor> tensors(DataType type) {
    return tensors(parameters, type);
  }

  /** Scalars and vectors as tensors. */
  static List<Tensor> tensors(List<List<Double>> parameters, DataType type) {
    List<Tensor> made = new ArrayList<>();
    for (List<Double> numbers : parameters) {
      Tensor vector = Tensor.of(array(numbers)).to(type);
      made.add(numbers.size() == 1 ? vector.reshape(Shapes.scalar()) : vector);
    }
    return made;
  }

  /** All the parameters' numbers in a row. */
  public double[] numbers() {
    return parameters.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
  }

  /** The values inside. */
  public Tensor values(DataType type) {
    return Tensor.of(array(inside)).to(type);
  }

  static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> list(double... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  @Override
  public String toString() {
    return title;
  }
}
