package dev.jyro.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Square matrices, row by row, with the methods of the first semester. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Matrix(double[] numbers, int size) {
  static Matrix of(double... numbers) {
    return new Matrix(numbers, (int) Math.round(Math.sqrt(numbers.length)));
  }

  double at(int row, int column) {
    return numbers[row * size + column];
  }

  Matrix transposed() {
    return filled((i, j) -> at(j, i));
  }

  Matrix times(Matrix right) {
    return filled(
        (i, j) -> IntStream.range(0, size).mapToDouble(k -> at(i, k) * right.at(k, j)).sum());
  }

  Matrix plusIdentity() {
    return filled((i, j) -> at(i, j) + (i == j ? 1 : 0));
  }

  Matrix lower() {
    return filled((i, j) -> j <= i ? at(i, j) : 0);
  }

  /** The product with a vector. */
  double[] times(double... vector) {
    return IntStream.range(0, size)
        .mapToDouble(i -> IntStream.range(0, size).mapToDouble(k -> at(i, k) * vector[k]).sum())
        .toArray();
  }

  /** By expansion along the first row. */
  double det() {
    if (size == 1) {
      return numbers[0];
    }
    return IntStream.range(0, size)
        .mapToDouble(j -> (j % 2 == 0 ? 1 : -1) * at(0, j) * minor(0, j).det())
        .sum();
  }

  /** By Cramer's rule. */
  Matrix inverse() {
    double det = det();
    return filled((i, j) -> ((i + j) % 2 == 0 ? 1 : -1) * minor(j, i).det() / det);
  }

  /** By the algorithm of Cholesky and Banachiewicz. */
  Matrix cholesky() {
    double[] l = new double[numbers.length];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = at(i, j);
        for (int k = 0; k < j; k++) {
          rest -= l[i * size + k] * l[j * size + k];
        }
        l[i * size + j] = i == j ? Math.sqrt(rest) : rest / l[j * size + j];
      }
    }
    return new Matrix(l, size);
  }

  private Matrix minor(int row, int column) {
    return new Matrix(
        IntStream.range(0, numbers.length)
            .filter(i -> i / size != row && i % size != column)
            .mapToDouble(i -> numbers[i])
            .toArray(),
        size - 1);
  }

  private interface At {
    double at(int row, int column);
  }

  private Matrix filled(At at) {
    double[] all = new double[size * size];
    Arrays.setAll(all, i -> at.at(i / size, i % size));
    return new Matrix(all, size);
  }
}
