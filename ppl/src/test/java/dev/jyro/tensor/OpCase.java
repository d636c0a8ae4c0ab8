package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An operation on given inputs, with what it should give in plain Java maths.
 *
 * @param name the case in words
 * @param inputs floating-point inputs, by which the operation is differentiated too
 * @param expected the output, row by row, from the inputs, row by row
 * @param precision the relative error that Torch's own formula has in double precision
 */
record OpCase(
    String name,
    List<Input> inputs,
    Function<List<Tensor>, Tensor> operation,
    Function<double[][], double[]> expected,
    boolean isDifferentiable,
    double precision) {

  static final double EXACT = 1e-11;

  /** Numbers, row by row, and their shape. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Input(double[] numbers, Shape shape) {
    static Input of(double... numbers) {
      return new Input(numbers, new Shape(numbers.length));
    }

    Tensor as(DataType type) {
      return Tensor.of(numbers, shape).to(type);
    }

    /** The numbers that are left when they are rounded to the type. */
    double[] rounded(DataType type) {
      return type == DataType.FLOAT64
          ? numbers
          : Arrays.stream(numbers).map(x -> (float) x).toArray();
    }
  }

  static OpCase unary(
      String name, UnaryOperator<Tensor> operation, DoubleUnaryOperator maths, double... at) {
    return new OpCase(
        name,
        List.of(Input.of(at)),
        in -> operation.apply(in.get(0)),
        in -> Arrays.stream(in[0]).map(maths).toArray(),
        true,
        EXACT);
  }

  /** Element by element; {@code at} holds pairs. */
  static OpCase binary(
      String name, BinaryOperator<Tensor> operation, DoubleBinaryOperator maths, double... at) {
    int pairs = at.length / 2;
    double[] left = IntStream.range(0, pairs).mapToDouble(i -> at[2 * i]).toArray();
    double[] right = IntStream.range(0, pairs).mapToDouble(i -> at[2 * i + 1]).toArray();
    return new OpCase(
        name,
        List.of(Input.of(left), Input.of(right)),
        in -> operation.apply(in.get(0), in.get(1)),
        in ->
            IntStream.range(0, pairs)
                .mapToDouble(i -> maths.applyAsDouble(in[0][i], in[1][i]))
                .toArray(),
        true,
        EXACT);
  }

  /**
   * Element by element; {@code at} holds pairs, of which the first with 1.5 added comes between.
   */
  static OpCase ternary(String name, Ternary<Tensor> operation, Elementwise maths, double... at) {
    int pairs = at.length / 2;
    double[] left = IntStream.range(0, pairs).mapToDouble(i -> at[2 * i]).toArray();
    double[] middle = IntStream.range(0, pairs).mapToDouble(i -> at[2 * i] + 1.5).toArray();
    double[] right = IntStream.range(0, pairs).mapToDouble(i -> at[2 * i + 1]).toArray();
    return new OpCase(
        name,
        List.of(Input.of(left), Input.of(middle), Input.of(right)),
        in -> operation.apply(in.get(0), in.get(1), in.get(2)),
        in ->
            IntStream.range(0, pairs)
                .mapToDouble(i -> maths.at(in[0][i], in[1][i], in[2][i]))
                .toArray(),
        true,
        EXACT);
  }

  /** An operation of three. */
  @FunctionalInterface
  interface Ternary<T> {
    T apply(T first, T second, T third);
  }

  /** Of one input with a shape. */
  static OpCase on(
      String name,
      Input input,
      UnaryOperator<Tensor> operation,
      Function<double[], double[]> expected) {
    return new OpCase(
        name,
        List.of(input),
        in -> operation.apply(in.get(0)),
        in -> expected.apply(in[0]),
        true,
        EXACT);
  }

  /** Of two inputs with shapes. */
  static OpCase on(
      String name,
      Input left,
      Input right,
      BinaryOperator<Tensor> operation,
      Function<double[][], double[]> expected) {
    return new OpCase(
        name,
        List.of(left, right),
        in -> operation.apply(in.get(0), in.get(1)),
        expected,
        true,
        EXACT);
  }

  /** The same, but with whole numbers, truths or a constant as its result. */
  OpCase withoutGradient() {
    return new OpCase(name, inputs, operation, expected, false, precision);
  }

  /** The same, of a function that Torch approximates. */
  OpCase upTo(double error) {
    return new OpCase(name, inputs, operation, expected, isDifferentiable, error);
  }

  Tensor run(DataType type) {
    return operation.apply(inputs.stream().map(input -> input.as(type)).toList());
  }

  double[] maths(DataType type) {
    return expected.apply(inputs.stream().map(in -> in.rounded(type)).toArray(double[][]::new));
  }

  @Override
  public String toString() {
    return name;
  }
}
