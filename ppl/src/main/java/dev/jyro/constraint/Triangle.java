package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * The lower triangle of a square matrix, row by row, as a vector.
 *
 * @param size of the matrix
 * @param isStrict whether the diagonal is left out
 */
record Triangle(int size, boolean isStrict) {
  /** The triangle that has so many numbers. */
  static Triangle ofLength(long length, boolean isStrict) {
    int size = (int) Math.round((Math.sqrt(8.0 * length + 1) + (isStrict ? 1 : -1)) / 2);
    Triangle found = new Triangle(size, isStrict);
    if (found.length() != length) {
      throw new ShapeException(
          "a vector of %d numbers for a triangle. Needed: 1, 3, 6, 10, … numbers."
              .formatted(length));
    }
    return found;
  }

  static Triangle ofVector(Tensor x, boolean isStrict) {
    if (x.dim() == 0) {
      throw new ShapeException("a single number for a triangle. Needed: a vector.");
    }
    return ofLength(x.size(-1), isStrict);
  }

  int length() {
    return size * (size + (isStrict ? -1 : 1)) / 2;
  }

  /** From (…, length) to (…, size, size), zeros elsewhere. */
  Tensor matrix(Tensor vector) {
    long[] places = new long[size * size];
    double[] inside = new double[size * size];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < width(i); j++) {
        inside[i * size + j] = 1;
        places[i * size + j] = next++;
      }
    }
    Tensor flat = vector.indexSelect(-1, Tensor.of(places));
    Tensor mask = Tensor.of(inside).to(vector.dataType());
    return flat.mul(mask).reshape(matrixShape(vector.shape()));
  }

  /** From (…, size, size) to (…, length). */
  Tensor vector(Tensor matrix) {
    return vector(matrix, 0);
  }

  /** The same of the entries {@code shift} columns to the right. */
  Tensor vector(Tensor matrix, int shift) {
    long[] places = Arrays.stream(each((i, j) -> i * size + j + shift)).asLongStream().toArray();
    return matrix.flatten(-2, -1).indexSelect(-1, Tensor.of(places));
  }

  /** A number for each place, by its row and column. */
  Tensor numbers(IntBinaryOperator of, DataType type) {
    return Tensor.of(Arrays.stream(each(of)).asDoubleStream().toArray()).to(type);
  }

  /** Which places are on the diagonal. */
  Tensor diagonal() {
    return numbers((i, j) -> i == j ? 1 : 0, DataType.FLOAT32).gt(0);
  }

  private int[] each(IntBinaryOperator of) {
    int[] numbers = new int[length()];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < width(i); j++) {
        numbers[next++] = of.applyAsInt(i, j);
      }
    }
    return numbers;
  }

  private int width(int row) {
    return isStrict ? row : row + 1;
  }

  Shape matrixShape(Shape vector) {
    return Shapes.concat(Shapes.leading(vector, vector.dimension() - 1), Shapes.of(size, size));
  }

  static Shape vectorShape(Shape matrix, boolean isStrict) {
    if (matrix.dimension() < 2
        || matrix.get(matrix.dimension() - 1) != matrix.get(matrix.dimension() - 2)) {
      throw new ShapeException("a value of shape %s. Needed: square matrices.".formatted(matrix));
    }
    Triangle triangle = new Triangle((int) matrix.get(matrix.dimension() - 1), isStrict);
    return Shapes.concat(
        Shapes.leading(matrix, matrix.dimension() - 2), Shapes.of(triangle.length()));
  }
}
