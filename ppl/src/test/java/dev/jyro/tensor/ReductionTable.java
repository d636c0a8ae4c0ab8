package dev.jyro.tensor;

import static dev.jyro.tensor.OpCase.on;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.OpCase.Input;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link ReductionOps} against loops over a {@link Grid}. */
final class ReductionTable {
  private static final Input BOX =
      new Input(
          IntStream.range(0, 24).mapToDouble(i -> 2 * Math.sin(1.7 * i + 0.3)).toArray(),
          new Shape(2, 3, 4));
  private static final int[] ALL = {0, 1, 2};

  private ReductionTable() {}

  static Stream<OpCase> cases() {
    return Stream.of(folds(), lines(), places()).flatMap(rows -> rows);
  }

  private static Stream<OpCase> folds() {
    return Stream.of(
        fold("sum of everything", x -> x.sum(), v -> DoubleStream.of(v).sum(), ALL),
        fold("sum over two dimensions", x -> x.sum(0, -1), v -> DoubleStream.of(v).sum(), 0, 2),
        fold("keepSum over the middle", x -> x.keepSum(1), v -> DoubleStream.of(v).sum(), 1),
        fold("mean of everything", x -> x.mean(), Maths::mean, ALL),
        fold("mean over the middle", x -> x.mean(1), Maths::mean, 1),
        fold("mean over two dimensions", x -> x.mean(1, 2), Maths::mean, 1, 2),
        fold("keepMean over the last", x -> x.keepMean(-1), Maths::mean, 2),
        fold("variance of everything", x -> x.variance(), Maths::variance, ALL),
        fold("variance over two dimensions", x -> x.variance(0, 2), Maths::variance, 0, 2),
        fold("std over the last", x -> x.std(-1), v -> Math.sqrt(Maths.variance(v)), 2),
        fold("max of everything", x -> x.max(), v -> DoubleStream.of(v).max().orElse(0), ALL),
        fold("max over two dimensions", x -> x.max(0, 1), ReductionTable::max, 0, 1),
        fold("keepMax over the last", x -> x.keepMax(2), ReductionTable::max, 2),
        fold("min over two dimensions", x -> x.min(0, 1), ReductionTable::min, 0, 1),
        fold("keepMin over the first", x -> x.keepMin(0), ReductionTable::min, 0),
        fold("prod over the middle", x -> x.prod(1), ReductionTable::product, 1),
        fold("logSumExp of everything", x -> x.logSumExp(), Maths::logSumExp, ALL),
        fold("logSumExp over two dimensions", x -> x.logSumExp(0, 2), Maths::logSumExp, 0, 2),
        fold("keepLogSumExp over the last", x -> x.keepLogSumExp(-1), Maths::logSumExp, 2),
        fold("2-norm of everything", x -> x.norm(2), ReductionTable::length, ALL),
        fold("1-norm over two dimensions", x -> x.norm(1, 0, 1), ReductionTable::size, 0, 1),
        fold("largest magnitude", x -> x.norm(1 / 0.0), ReductionTable::magnitude, ALL),
        fold("median of four, the lower", x -> x.median(2), v -> sorted(v)[1], 2));
  }

  private static Stream<OpCase> lines() {
    return Stream.of(
        line("cumSum", x -> x.cumSum(1), 1, v -> running(v, (a, b) -> a + b)),
        line("cumProd", x -> x.cumProd(-1), 2, v -> running(v, (a, b) -> a * b)),
        line("logCumSumExp", x -> x.logCumSumExp(0), 0, v -> running(v, Maths::logSumExp)),
        line("sort", x -> x.sort(2), 2, ReductionTable::sorted),
        line("the two largest", x -> x.topK(2, 2)[0], 2, v -> largest(v, 2)),
        on(
            "quantiles of each line",
            BOX,
            x -> x.quantile(x.constant(0.3).add(Tensor.of(0.0, 0.5).to(x.dataType())), -1),
            v -> quantiles(v, 0.3, 0.8)),
        on("sumTo a column", BOX, x -> x.sumTo(new Shape(3, 1)), ReductionTable::column),
        on("sumTo its own shape", BOX, x -> x.sumTo(x.shape()), v -> v));
  }

  private static Stream<OpCase> places() {
    return Stream.of(
            fold("argMax", x -> x.argMax(1), v -> place(v, max(v)), 1),
            fold("argMin", x -> x.argMin(-1), v -> place(v, min(v)), 2),
            line("argSort", x -> x.argSort(2), 2, ReductionTable::order),
            line("places of the two largest", x -> x.topK(2, 2)[1], 2, v -> order(neg(v), 2)),
            fold("all over two", x -> x.gt(-1.9).all(0, 2), v -> min(v) > -1.9 ? 1 : 0, 0, 2),
            fold("all of everything", x -> x.gt(-1.9).all(), v -> min(v) > -1.9 ? 1 : 0, ALL),
            fold("all over the last", x -> x.gt(-1.9).all(-1), v -> min(v) > -1.9 ? 1 : 0, 2),
            fold("any over two", x -> x.gt(1.98).any(0, 2), v -> max(v) > 1.98 ? 1 : 0, 0, 2),
            fold("any of everything", x -> x.gt(3).any(), v -> 0, ALL))
        .map(OpCase::withoutGradient);
  }

  private static OpCase fold(
      String name, UnaryOperator<Tensor> operation, ToDoubleFunction<double[]> fold, int... dims) {
    return on(name, BOX, operation, v -> Grid.of(v, BOX.shape()).reduced(fold, dims).numbers());
  }

  private static OpCase line(
      String name, UnaryOperator<Tensor> operation, int dim, Function<double[], double[]> change) {
    return on(name, BOX, operation, v -> Grid.of(v, BOX.shape()).alongDim(dim, change).numbers());
  }

  private static double[] running(double[] v, java.util.function.DoubleBinaryOperator join) {
    double[] all = v.clone();
    Arrays.parallelPrefix(all, join);
    return all;
  }

  private static double[] quantiles(double[] v, double first, double second) {
    Grid box = Grid.of(v, BOX.shape());
    return DoubleStream.concat(
            DoubleStream.of(box.reduced(line -> quantile(line, first), 2).numbers()),
            DoubleStream.of(box.reduced(line -> quantile(line, second), 2).numbers()))
        .toArray();
  }

  private static double quantile(double[] line, double q) {
    double[] rising = sorted(line);
    double rank = q * (line.length - 1);
    int low = (int) Math.floor(rank);
    return rising[low] + (rank - low) * (rising[low + 1] - rising[low]);
  }

  private static double[] column(double... v) {
    return Grid.of(v, BOX.shape()).reduced(line -> DoubleStream.of(line).sum(), 0, 2).numbers();
  }

  private static double max(double... v) {
    return DoubleStream.of(v).max().orElse(Double.NaN);
  }

  private static double min(double... v) {
    return DoubleStream.of(v).min().orElse(Double.NaN);
  }

  private static double product(double... v) {
    return DoubleStream.of(v).reduce(1, (a, b) -> a * b);
  }

  private static double length(double... v) {
    return Math.sqrt(DoubleStream.of(v).map(x -> x * x).sum());
  }

  private static double size(double... v) {
    return DoubleStream.of(v).map(Math::abs).sum();
  }

  private static double magnitude(double... v) {
    return DoubleStream.of(v).map(Math::abs).max().orElse(0);
  }

  private static double place(double[] v, double value) {
    return IntStream.range(0, v.length).filter(i -> v[i] == value).findFirst().orElse(-1);
  }

  private static double[] sorted(double... v) {
    return DoubleStream.of(v).sorted().toArray();
  }

  private static double[] neg(double... v) {
    return DoubleStream.of(v).map(x -> -x).toArray();
  }

  private static double[] largest(double[] v, int count) {
    return neg(Arrays.copyOf(sorted(neg(v)), count));
  }

  private static double[] order(double... v) {
    return order(v, v.length);
  }

  private static double[] order(double[] v, int count) {
    return DoubleStream.of(Arrays.copyOf(sorted(v), count)).map(x -> place(v, x)).toArray();
  }
}
