package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters of a family of vectors or matrices, and values inside its support where the density is
 * smooth.
 */
public record EventExample(String title, List<Entry> parameters, List<Entry> values) {

  /** Numbers in a shape. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Entry(double[] numbers, Shape shape) {
    /** As a tensor. */
    Tensor tensor(DataType type) {
      return Tensor.of(numbers, shape).to(type);
    }
  }

  /** Without parameters as yet. */
  public static EventExample of(String title) {
    return new EventExample(title, List.of(), List.of());
  }

  /** With a number as its next parameter. */
  public EventExample number(double parameter) {
    return with(new Entry(new double[] {parameter}, Shapes.scalar()));
  }

  /** With a vector as its next parameter. */
  public EventExample vector(double... parameter) {
    return with(new Entry(parameter, Shapes.of(parameter.length)));
  }

  /** With a matrix as its next parameter. */
  public EventExample matrix(double[]... rows) {
    return with(entry(rows));
  }

  /** Also with this vector inside. */
  public EventExample inside(double... value) {
    return holding(new Entry(value, Shapes.of(value.length)));
  }

  /** Also with this matrix inside. */
  public EventExample insideMatrix(double[]... rows) {
    return holding(entry(rows));
  }

  /** A row of a matrix. */
  public static double[] row(double... numbers) {
    return numbers;
  }

  /** The parameters as tensors. */
  public List<Tensor> tensors(DataType type) {
    return parameters.stream().map(parameter -> parameter.tensor(type)).toList();
  }

  /** The parameters as tensors, each so many times. */
  public List<Tensor> copies(long count) {
    return tensors(DataType.FLOAT64).stream()
        .map(each -> each.expand(Shapes.concat(Shapes.of(count), each.shape())))
        .toList();
  }

  /** The values inside, along a new first dimension. */
  public Tensor inside(DataType type) {
    return ShapeOps.stack(0, values.stream().map(v -> v.tensor(type)).toArray(Tensor[]::new));
  }

  private EventExample with(Entry parameter) {
    return new EventExample(title, joined(parameters, parameter), values);
  }

  private EventExample holding(Entry value) {
    return new EventExample(title, parameters, joined(values, value));
  }

  private static Entry entry(double[]... rows) {
    double[] numbers = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return new Entry(numbers, Shapes.of(rows.length, rows[0].length));
  }

  private static List<Entry> joined(List<Entry> some, Entry next) {
    List<Entry> all = new ArrayList<>(some);
    all.add(next);
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return title;
  }
}
