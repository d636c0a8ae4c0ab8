package dev.jyro.tensor;

import static dev.jyro.tensor.OpCase.on;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.OpCase.Input;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link LinalgOps} and {@link DensityOps} against {@link Matrix} and formulas. */
final class LinalgTable {
  private static final Input A = square(2, -1, 0.5, 0.3, 1.5, -0.7, -0.2, 0.4, 3);
  private static final Input B = square(1, 0.5, -2, 0.25, 2, 1, -1, 0.75, 0.5);
  private static final Input V = Input.of(1, -2, 0.5);
  private static final Input TWO_BY_THREE =
      new Input(new double[] {1, 2, 3, -1, 0.5, 2}, new Shape(2, 3));

  private LinalgTable() {}

  static Stream<OpCase> cases() {
    return Stream.of(products(), factors()).flatMap(rows -> rows);
  }

  private static Stream<OpCase> products() {
    return Stream.of(
        on("matmul", A, B, Tensor::matmul, v -> m(v[0]).times(m(v[1])).numbers()),
        on("matmul with a vector", A, V, Tensor::matmul, v -> m(v[0]).times(v[1])),
        on("matmul of a vector", V, A, Tensor::matmul, v -> m(v[1]).transposed().times(v[0])),
        on("matmul of vectors", V, V, Tensor::matmul, v -> new double[] {dot(v[0], v[1])}),
        on(
            "matmul of a batch",
            A,
            B,
            (x, y) -> x.expand(2, 3, 3).matmul(y),
            v -> twice(m(v[0]).times(m(v[1])).numbers())),
        new OpCase(
            "linear",
            List.of(TWO_BY_THREE, A, V),
            in -> in.get(0).linear(in.get(1), in.get(2)),
            LinalgTable::linear,
            true,
            OpCase.EXACT),
        on(
            "linear without a bias",
            A,
            B,
            (x, w) -> x.linear(w),
            v -> m(v[0]).times(m(v[1]).transposed()).numbers()),
        on(
            "einsum of a product",
            A,
            B,
            (x, y) -> LinalgOps.einsum("ij,jk->ik", x, y),
            v -> m(v[0]).times(m(v[1])).numbers()),
        on(
            "einsum of a trace",
            A,
            B,
            (x, y) -> LinalgOps.einsum("ij,ji->", x, y),
            v -> new double[] {DoubleStream.of(diagonal(m(v[0]).times(m(v[1])))).sum()}),
        on(
            "einsum of an outer product",
            V,
            V,
            (x, y) -> LinalgOps.einsum("i,j->ij", x, y),
            v -> IntStream.range(0, 9).mapToDouble(i -> v[0][i / 3] * v[1][i % 3]).toArray()));
  }

  private static Stream<OpCase> factors() {
    return Stream.of(
        on("inverse", A, Tensor::inverse, v -> m(v).inverse().numbers()),
        on("det", A, Tensor::det, v -> new double[] {m(v).det()}),
        on("logAbsDet", A, x -> x.neg().logAbsDet(), v -> new double[] {Math.log(m(v).det())}),
        on("solve", A, B, Tensor::solve, v -> m(v[0]).inverse().times(m(v[1])).numbers()),
        on("solve for a vector", A, V, Tensor::solve, v -> m(v[0]).inverse().times(v[1])),
        on("cholesky", A, x -> gram(x).cholesky(), v -> gram(v).cholesky().numbers()),
        on(
            "cholesky of a batch",
            A,
            x -> gram(x).expand(2, 3, 3).cholesky(),
            v -> twice(gram(v).cholesky().numbers())),
        on(
                "isPositiveDefinite",
                A,
                x ->
                    ShapeOps.stack(0, gram(x), gram(x).neg(), gram(x).mul(Double.NaN))
                        .isPositiveDefinite(),
                v -> new double[] {1, 0, 0})
            .withoutGradient(),
        on(
            "choleskySolve",
            A,
            B,
            (x, y) -> y.choleskySolve(gram(x).cholesky()),
            v -> gram(v[0]).inverse().times(m(v[1])).numbers()),
        on(
            "symmetricEigenvalues",
            A,
            x -> gram(x).symmetricEigenvalues().prod(0),
            v -> new double[] {gram(v).det()}),
        on(
            "triangularSolve",
            A,
            B,
            (x, y) -> x.tril(0).triangularSolve(y),
            v -> m(v[0]).lower().inverse().times(m(v[1])).numbers()),
        on(
            "upperTriangularSolve",
            A,
            B,
            (x, y) -> x.tril(0).mT().upperTriangularSolve(y),
            v -> m(v[0]).lower().transposed().inverse().times(m(v[1])).numbers()));
  }

  private static double[] linear(double[][] v) {
    return IntStream.range(0, 6)
        .mapToDouble(
            i ->
                v[2][i % 3]
                    + IntStream.range(0, 3)
                        .mapToDouble(k -> v[0][i / 3 * 3 + k] * v[1][i % 3 * 3 + k])
                        .sum())
        .toArray();
  }

  private static Tensor gram(Tensor x) {
    return x.matmul(x.mT()).add(Tensor.eye(3, x.dataType()));
  }

  private static Matrix gram(double... x) {
    return m(x).times(m(x).transposed()).plusIdentity();
  }

  private static Input square(double... numbers) {
    return new Input(numbers, new Shape(3, 3));
  }

  private static Matrix m(double... numbers) {
    return Matrix.of(numbers);
  }

  private static double dot(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
  }

  private static double[] diagonal(Matrix x) {
    return IntStream.range(0, x.size()).mapToDouble(i -> x.at(i, i)).toArray();
  }

  private static double[] twice(double... x) {
    return DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(x)).toArray();
  }
}
