package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class BroadcastTest {
  static Stream<Long> seeds() {
    return IntStream.range(0, 100).mapToObj(Long::valueOf);
  }

  @ParameterizedTest(name = "shapes of seed {0}")
  @MethodSource("seeds")
  void stretchesTheOnesAndTheMissing(long seed) {
    Random random = new Random(seed);
    int[] whole = random.ints(random.nextInt(5), 1, 4).toArray();
    OpCase.Input left = part(whole, random);
    OpCase.Input right = part(whole, random);
    Grid expected = sum(left, right);
    Tensor x = Tensor.of(left.numbers(), left.shape());
    Tensor y = Tensor.of(right.numbers(), right.shape());
    assertThat(x.add(y).toDoubles()).isEqualTo(expected.numbers());
    assertThat(x.add(y).shape()).isEqualTo(Shapes.broadcast(left.shape(), right.shape()));
    assertThat(Shapes.broadcastsTo(left.shape(), x.add(y).shape())).isTrue();
  }

  @ParameterizedTest(name = "shapes of seed {0}")
  @MethodSource("seeds")
  void sumToIsItsReverseAndItsGradient(long seed) {
    Random random = new Random(seed);
    int[] whole = random.ints(random.nextInt(5), 1, 4).toArray();
    OpCase.Input part = part(whole, random);
    Tensor into = Tensor.ones(Arrays.stream(whole).asLongStream().toArray()).mul(3);
    Tensor gradient =
        Gradients.grad(x -> x.add(into).sum(), Tensor.of(part.numbers(), part.shape()));
    Tensor sum = into.onesLike().sumTo(part.shape());
    assertThat(sum.shape()).isEqualTo(part.shape());
    assertThat(gradient.toDoubles()).isEqualTo(sum.toDoubles());
  }

  @Test
  void sumToRefusesWhatIsNoBroadcast() {
    assertThatThrownBy(() -> Tensor.ones(2, 3).sumTo(new Shape(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("sumTo")
        .hasMessageContaining("(2, 3)")
        .hasMessageContaining("(2)");
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "3, 2", "0, 2", "2, 0"})
  void sizesThatDifferAreRefused(long left, long right) {
    assertThatThrownBy(() -> Shapes.broadcast(new Shape(5, left), new Shape(right)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("(5, " + left + ")")
        .hasMessageContaining("(" + right + ")")
        .hasMessageContaining("dimension -1");
  }

  @Test
  void noneStretchesToNone() {
    assertThat(Shapes.broadcast(new Shape(0), new Shape(1))).isEqualTo(new Shape(0));
    assertThat(Tensor.zeros(0).add(Tensor.ones(1)).shape()).isEqualTo(new Shape(0));
  }

  @Test
  void shapesAreCachedAndNotShared() {
    long[] sizes = {4, 7};
    Shape first = Shapes.of(sizes);
    sizes[0] = 9;
    assertThat(first).isEqualTo(new Shape(4, 7));
    assertThat(Shapes.of(4, 7)).isSameAs(first);
    assertThat(Shapes.of(7, 4)).isEqualTo(new Shape(7, 4));
  }

  @Test
  void shapesAreCutAndJoined() {
    Shape shape = new Shape(2, 3, 4);
    assertThat(Shapes.leading(shape, 2)).isEqualTo(new Shape(2, 3));
    assertThat(Shapes.trailing(shape, 2)).isEqualTo(new Shape(3, 4));
    assertThat(Shapes.leading(shape, 0)).isEqualTo(new Shape());
    assertThat(Shapes.concat(shape, new Shape(5))).isEqualTo(new Shape(2, 3, 4, 5));
    assertThat(Shapes.concat(new Shape(), shape)).isEqualTo(shape);
  }

  /** The whole shape with some sizes made 1 and some leading ones left out. */
  private static OpCase.Input part(int[] whole, Random random) {
    int from = whole.length == 0 ? 0 : random.nextInt(whole.length + 1);
    long[] sizes =
        IntStream.range(from, whole.length)
            .mapToLong(d -> random.nextInt(3) == 0 ? 1 : whole[d])
            .toArray();
    Shape shape = new Shape(sizes);
    return new OpCase.Input(random.doubles(shape.size()).toArray(), shape);
  }

  private static Grid sum(OpCase.Input left, OpCase.Input right) {
    Grid x = Grid.of(left);
    Grid y = Grid.of(right);
    int rank = Math.max(x.rank(), y.rank());
    int[] sizes =
        IntStream.range(0, rank).map(d -> Math.max(size(x, rank, d), size(y, rank, d))).toArray();
    return Grid.filled(sizes, place -> stretched(x, place) + stretched(y, place));
  }

  private static int size(Grid x, int rank, int dim) {
    int own = dim - (rank - x.rank());
    return own < 0 ? 1 : x.sizes()[own];
  }

  private static double stretched(Grid x, int... place) {
    int shift = place.length - x.rank();
    return x.at(
        IntStream.range(0, x.rank()).map(d -> x.sizes()[d] == 1 ? 0 : place[d + shift]).toArray());
  }
}
