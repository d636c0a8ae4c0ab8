package dev.jyro.tensor;

import static dev.jyro.tensor.OpCase.on;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.OpCase.Input;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link ShapeOps} against a {@link Grid}. */
final class ShapeTable {
  private static final Input BOX =
      new Input(
          IntStream.range(0, 24).mapToDouble(i -> 2 * Math.sin(1.7 * i + 0.3)).toArray(),
          new Shape(2, 3, 4));
  private static final Input SQUARE =
      new Input(IntStream.range(0, 9).mapToDouble(i -> i - 3.5).toArray(), new Shape(3, 3));
  private static final Input LINE = Input.of(3, 1, 4);
  private static final int[] SAME = {2, 3, 4};

  private ShapeTable() {}

  static Stream<OpCase> cases() {
    return Stream.of(rearranged(), cut(), picked(), joined()).flatMap(rows -> rows);
  }

  private static Stream<OpCase> rearranged() {
    return Stream.of(
        on("reshape", BOX, x -> x.reshape(4, -1), v -> v),
        on("reshape to a shape", BOX, x -> x.reshape(new Shape(6, 4)), v -> v),
        on("flatten", BOX, Tensor::flatten, v -> v),
        on("flatten the last two", BOX, x -> x.flatten(1, -1), v -> v),
        on("unsqueeze", BOX, x -> x.unsqueeze(1), v -> v),
        on("squeeze", BOX, x -> x.unsqueeze(-1).squeeze(3), v -> v),
        on("contiguous", BOX, Tensor::contiguous, v -> v),
        on("detach", BOX, Tensor::detach, v -> v).withoutGradient(),
        on(
                "another type, of truths",
                LINE,
                x -> x.gt(2).to(DataType.FLOAT32),
                v -> new double[] {1, 0, 1})
            .withoutGradient(),
        on("zerosLike", LINE, Tensor::zerosLike, v -> new double[3]).withoutGradient(),
        on("onesLike", LINE, Tensor::onesLike, v -> new double[] {1, 1, 1}).withoutGradient(),
        grid("transpose", x -> x.transpose(0, 2), (b, p) -> b.at(p[2], p[1], p[0]), 4, 3, 2),
        grid("transpose of the last two", Tensor::mT, (b, p) -> b.at(p[0], p[2], p[1]), 2, 4, 3),
        grid("permute", x -> x.permute(1, 2, 0), (b, p) -> b.at(p[2], p[0], p[1]), 3, 4, 2),
        grid("flip", x -> x.flip(0, -1), (b, p) -> b.at(1 - p[0], p[1], 3 - p[2]), SAME),
        grid("repeat", x -> x.repeat(1, 2, 1), (b, p) -> b.at(p[0], p[1] % 3, p[2]), 2, 6, 4),
        on("expand", LINE, x -> x.unsqueeze(1).expand(3, 2), ShapeTable::doubled),
        on(
            "expand to a shape",
            LINE,
            x -> x.unsqueeze(1).expand(new Shape(3, 2)),
            ShapeTable::doubled),
        on("another type", LINE, x -> x.to(DataType.FLOAT64), v -> v));
  }

  private static Stream<OpCase> cut() {
    return Stream.of(
        grid(
            "split in pieces of two",
            x -> x.split(2, 1)[1],
            (b, p) -> b.at(p[0], 2, p[2]),
            2,
            1,
            4),
        grid(
            "split in given pieces",
            x -> x.split(new long[] {1, 3}, 2)[1],
            (b, p) -> b.at(p[0], p[1], p[2] + 1),
            2,
            3,
            3),
        grid("chunk", x -> x.chunk(2, -1)[1], (b, p) -> b.at(p[0], p[1], p[2] + 2), 2, 3, 2),
        grid("unbind", x -> x.unbind(1)[2], (b, p) -> b.at(p[0], 2, p[1]), 2, 4),
        grid("narrow", x -> x.narrow(2, 1, 2), (b, p) -> b.at(p[0], p[1], p[2] + 1), 2, 3, 2),
        grid(
            "narrow, counted from the right",
            x -> x.narrow(1, -2, 2),
            (b, p) -> b.at(p[0], p[1] + 1, p[2]),
            2,
            2,
            4),
        grid(
            "slice to beyond the end",
            x -> x.slice(-1, 1, 99, 2),
            (b, p) -> b.at(p[0], p[1], 1 + 2 * p[2]),
            2,
            3,
            2),
        grid(
            "slice from before the start",
            x -> x.slice(1, -9, 2, 1),
            (b, p) -> b.at(p[0], p[1], p[2]),
            2,
            2,
            4),
        grid(
            "slice from before the start, in steps",
            x -> x.slice(2, -9, 4, 3),
            (b, p) -> b.at(p[0], p[1], 3 * p[2]),
            2,
            3,
            2),
        grid("slice", x -> x.slice(2, 0, 4, 3), (b, p) -> b.at(p[0], p[1], 3 * p[2]), 2, 3, 2),
        grid("select", x -> x.select(1, -1), (b, p) -> b.at(p[0], 2, p[1]), 2, 4),
        grid(
            "select of the first dimension",
            x -> x.select(0, 1),
            (b, p) -> b.at(1, p[0], p[1]),
            3,
            4),
        grid(
            "select of the last, its last",
            x -> x.select(-1, -1),
            (b, p) -> b.at(p[0], p[1], 3),
            2,
            3),
        grid("get", x -> x.get(1, 2), (b, p) -> b.at(1, 2, p[0]), 4));
  }

  private static Stream<OpCase> picked() {
    Tensor rows = Tensor.of(2L, 0, 2);
    return Stream.of(
        grid(
            "index with several kinds of places",
            x -> x.index(Index.at(1), Index.of(rows), Index.slice(1, 4, 2)),
            (b, p) -> b.at(1, new int[] {2, 0, 2}[p[0]], 1 + 2 * p[1]),
            3,
            2),
        grid(
            "indexSelect",
            x -> x.indexSelect(1, rows),
            (b, p) -> b.at(p[0], p[1] == 1 ? 0 : 2, p[2]),
            SAME),
        on(
            "gather",
            SQUARE,
            x -> x.gather(1, Tensor.of(new long[] {2, 0, 1, 1, 0, 0}, new Shape(3, 2))),
            v -> new double[] {v[2], v[0], v[4], v[4], v[6], v[6]}),
        on(
            "scatterAdd",
            SQUARE,
            LINE,
            (x, s) ->
                x.scatterAdd(1, Tensor.of(new long[] {2, 0, 0}, new Shape(3, 1)), s.unsqueeze(1)),
            v -> added(v[0], new int[] {2, 3, 6}, v[1])),
        on(
            "indexAdd, twice to one row",
            SQUARE,
            LINE,
            (x, s) -> x.indexAdd(0, Tensor.of(1L, 1), s.expand(2, 3)),
            v -> added(v[0], new int[] {3, 4, 5, 3, 4, 5}, joined(v[1], v[1]))),
        on(
            "maskedSelect",
            SQUARE,
            x -> x.maskedSelect(x.gt(0)),
            v -> DoubleStream.of(v).filter(y -> y > 0).toArray()),
        on(
            "maskedFill",
            SQUARE,
            x -> x.maskedFill(x.gt(0), 9),
            v -> DoubleStream.of(v).map(y -> y > 0 ? 9 : y).toArray()),
        on("tril", SQUARE, x -> x.tril(0), v -> kept(v, (i, j) -> j <= i)),
        on("tril below the diagonal", SQUARE, x -> x.tril(-1), v -> kept(v, (i, j) -> j < i)),
        on("triu", SQUARE, x -> x.triu(1), v -> kept(v, (i, j) -> j > i)),
        on("diagonal", SQUARE, Tensor::diagonal, v -> new double[] {v[0], v[4], v[8]}),
        on(
            "diagEmbed",
            LINE,
            Tensor::diagEmbed,
            v -> new double[] {v[0], 0, 0, 0, v[1], 0, 0, 0, v[2]}),
        on("nonZero", LINE, x -> x.gt(2).nonZero(), v -> new double[] {0, 2}).withoutGradient(),
        on(
                "oneHot",
                Input.of(2, 0),
                x -> x.to(DataType.INT64).oneHot(3),
                v -> new double[] {0, 0, 1, 1, 0, 0})
            .withoutGradient());
  }

  private static Stream<OpCase> joined() {
    return Stream.of(
        on("cat", LINE, Input.of(7), (x, y) -> ShapeOps.cat(0, y, x), v -> joined(v[1], v[0])),
        on(
            "stack",
            LINE,
            Input.of(7, 8, 9),
            (x, y) -> ShapeOps.stack(1, x, y),
            v -> new double[] {v[0][0], v[1][0], v[0][1], v[1][1], v[0][2], v[1][2]}));
  }

  private interface Picked {
    double at(Grid box, int... place);
  }

  private interface Chosen {
    boolean at(int row, int column);
  }

  private static OpCase grid(
      String name, UnaryOperator<Tensor> operation, Picked picked, int... sizes) {
    return on(
        name,
        BOX,
        operation,
        v -> {
          Grid box = Grid.of(v, BOX.shape());
          ToDoubleFunction<int[]> at = place -> picked.at(box, place);
          return Grid.filled(sizes, at).numbers();
        });
  }

  private static double[] doubled(double... v) {
    return DoubleStream.of(v).flatMap(x -> DoubleStream.of(x, x)).toArray();
  }

  private static double[] joined(double[] left, double[] right) {
    return DoubleStream.concat(DoubleStream.of(left), DoubleStream.of(right)).toArray();
  }

  private static double[] added(double[] to, int[] places, double[] source) {
    double[] sum = to.clone();
    for (int i = 0; i < places.length; i++) {
      sum[places[i]] += source[i];
    }
    return sum;
  }

  private static double[] kept(double[] square, Chosen chosen) {
    return IntStream.range(0, 9)
        .mapToDouble(i -> chosen.at(i / 3, i % 3) ? square[i] : 0)
        .toArray();
  }
}
