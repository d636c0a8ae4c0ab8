package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IndexTest {

  static Stream<Long> seeds() {
    return IntStream.range(0, 300).mapToObj(Long::valueOf);
  }

  @ParameterizedTest(name = "bracket of seed {0}")
  @MethodSource("seeds")
  void aRandomBracketGivesWhatTheSlowReferenceGives(long seed) {
    Random random = new Random(seed);
    int[] sizes = random.ints(1 + random.nextInt(4), 1, 5).toArray();
    Bracketed bracketed = new Bracketed(sizes, random);
    Tensor x = numbered(sizes);
    Tensor found = x.index(bracketed.places());
    assertThat(found.shape()).as(bracketed.toString()).isEqualTo(bracketed.reference().shape());
    assertThat(found.toLongs()).as(bracketed.toString()).isEqualTo(bracketed.reference().picked());
  }

  @ParameterizedTest(name = "bracket of seed {0}")
  @MethodSource("seeds")
  void theGradientGoesBackToWhereEachNumberCameFrom(long seed) {
    Random random = new Random(seed);
    int[] sizes = random.ints(1 + random.nextInt(4), 1, 5).toArray();
    Bracketed bracketed = new Bracketed(sizes, random);
    Tensor at = numbered(sizes).to(DataType.FLOAT64);
    double[] expected = new double[Math.toIntExact(at.numel())];
    for (long place : bracketed.reference().picked()) {
      expected[Math.toIntExact(place)]++;
    }
    assertThat(Gradients.grad(x -> x.index(bracketed.places()).sum(), at).toDoubles())
        .isEqualTo(expected);
  }

  @Nested
  final class AMask {
    @Test
    void ofSeveralDimensionsSpeaksOfAllOfThem() {
      Tensor x = numbered(2, 3, 2);
      Tensor mask =
          Tensor.of(new boolean[] {true, false, false, false, true, true}, new Shape(2, 3));
      Tensor found = x.index(Index.of(mask), Index.at(1));
      assertThat(found.toLongs()).containsExactly(1, 9, 11);
    }

    @Test
    void standsBesideOtherPlaces() {
      Tensor found =
          numbered(3, 2, 2)
              .index(Index.slice(1, 3), Index.of(Tensor.of(false, true)), Index.newAxis());
      assertThat(found.shape()).isEqualTo(new Shape(2, 1, 1, 2));
      assertThat(found.toLongs()).containsExactly(6, 7, 10, 11);
    }
  }

  @Nested
  final class AMistake {
    @Test
    void tooManyPlacesAreRefusedWithTheShape() {
      assertThatThrownBy(() -> numbered(2, 3).index(Index.at(0), Index.at(0), Index.at(0)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("index")
          .hasMessageContaining("(2, 3)");
    }

    @Test
    void severalEllipsesAreRefused() {
      assertThatThrownBy(() -> numbered(2, 3).index(Index.ellipsis(), Index.ellipsis()))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("ellipses");
    }

    @Test
    void anIndexOutOfRangeIsRefusedWithTheShape() {
      assertThatThrownBy(() -> numbered(2, 3).index(Index.all(), Index.at(3)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("select")
          .hasMessageContaining("(2, 3)");
      assertThatThrownBy(() -> numbered(2, 3).index(Index.of(Tensor.of(5L))))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("index")
          .hasMessageContaining("(2, 3)");
    }

    @Test
    void indicesThatDoNotBroadcastAreRefused() {
      assertThatThrownBy(
              () -> numbered(2, 3).index(Index.of(Tensor.of(0L, 1)), Index.of(Tensor.of(0L, 1, 2))))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("(2), int64(3)");
    }
  }

  @Test
  void emptyPicksGiveEmptyTensors() {
    assertThat(numbered(2, 3).index(Index.of(Tensor.of(new long[0]))).shape())
        .isEqualTo(new Shape(0, 3));
  }

  @Test
  void negativePlacesCountFromTheRight() {
    assertThat(numbered(2, 3).index(Index.at(-1), Index.slice(-2, Long.MAX_VALUE)).toLongs())
        .containsExactly(4, 5);
  }

  @Test
  void getTakesLeadingEntries() {
    assertThat(numbered(2, 3).get(1, 2).toLongs()).containsExactly(5);
  }

  /** 0, 1, 2, … row by row: each number is its own place. */
  private static Tensor numbered(int... sizes) {
    long[] shape = Arrays.stream(sizes).asLongStream().toArray();
    return Tensor.arange(new Shape(shape).size()).reshape(shape);
  }

  /** What a bracket picks: the shape, and the flat places in the original. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Reference(Shape shape, long[] picked) {}

  /** One dimension while the bracket is read: where it comes from, and what picks from it. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Axis(int source, int start, int step, int size, long @Nullable [] picks) {}

  /** A random bracket and, by the definition, what it picks. */
  private static final class Bracketed {
    private final int[] sizes;
    private final Random random;
    private final List<Index> places = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<Axis> axes = new ArrayList<>();
    private final int[] fixed;
    private final int picksLength;
    private int dim;

    Bracketed(int[] sizes, Random random) {
      this.sizes = sizes;
      this.random = random;
      this.fixed = new int[sizes.length];
      this.picksLength = 1 + random.nextInt(3);
      boolean ellipsis = false;
      int spoken = random.nextInt(sizes.length + 1);
      for (int left = spoken; left > 0; left--) {
        if (!ellipsis && random.nextInt(5) == 0) {
          ellipsis = true;
          rest(left);
        }
        if (random.nextInt(6) == 0) {
          newAxis();
        }
        one();
      }
      while (dim < sizes.length) {
        axes.add(new Axis(dim, 0, 1, sizes[dim++], null));
      }
    }

    Index[] places() {
      return places.toArray(new Index[0]);
    }

    @Override
    public String toString() {
      return "x" + Arrays.toString(sizes) + words;
    }

    private void rest(int left) {
      places.add(Index.ellipsis());
      words.add("...");
      while (dim < sizes.length - left) {
        axes.add(new Axis(dim, 0, 1, sizes[dim++], null));
      }
    }

    private void newAxis() {
      places.add(Index.newAxis());
      words.add("None");
      axes.add(new Axis(-1, 0, 1, 1, null));
    }

    private void one() {
      int size = sizes[dim];
      switch (random.nextInt(4)) {
        case 0 -> {
          fixed[dim] = random.nextInt(size);
          boolean negative = random.nextBoolean();
          places.add(Index.at(negative ? fixed[dim] - size : fixed[dim]));
          words.add("" + fixed[dim]);
        }
        case 1 -> {
          int start = random.nextInt(size);
          int end = start + random.nextInt(size - start + 1);
          int step = 1 + random.nextInt(2);
          places.add(Index.slice(start, end, step));
          words.add(start + ":" + end + ":" + step);
          axes.add(new Axis(dim, start, step, (end - start + step - 1) / step, null));
        }
        case 2 -> {
          long[] picks = random.longs(picksLength, 0, size).toArray();
          places.add(Index.of(Tensor.of(picks)));
          words.add(Arrays.toString(picks));
          axes.add(new Axis(dim, 0, 1, size, picks));
        }
        default -> {
          places.add(Index.all());
          words.add(":");
          axes.add(new Axis(dim, 0, 1, size, null));
        }
      }
      dim++;
    }

    /**
     * Tensors of indices walk together; their dimension stands where they do, or first if apart.
     */
    Reference reference() {
      List<Axis> picked = axes.stream().filter(axis -> axis.picks != null).toList();
      List<Axis> plain = axes.stream().filter(axis -> axis.picks == null).toList();
      int first = picked.isEmpty() ? -1 : axes.indexOf(picked.get(0));
      boolean apart =
          !picked.isEmpty() && axes.indexOf(picked.get(picked.size() - 1)) - first >= picked.size();
      int where = apart ? 0 : first;
      List<Integer> shape = new ArrayList<>(plain.stream().map(Axis::size).toList());
      if (!picked.isEmpty()) {
        shape.add(where, picksLength);
      }
      int[] out = shape.stream().mapToInt(Integer::intValue).toArray();
      Grid grid = Grid.filled(out, place -> source(place, plain, picked, where));
      return new Reference(
          new Shape(Arrays.stream(out).asLongStream().toArray()),
          Arrays.stream(grid.numbers()).mapToLong(x -> (long) x).toArray());
    }

    private double source(int[] place, List<Axis> plain, List<Axis> picked, int where) {
      int[] source = fixed.clone();
      for (Axis axis : picked) {
        source[axis.source] = (int) Objects.requireNonNull(axis.picks)[place[where]];
      }
      for (int i = 0; i < plain.size(); i++) {
        Axis axis = plain.get(i);
        if (axis.source >= 0) {
          int at = !picked.isEmpty() && i >= where ? i + 1 : i;
          source[axis.source] = axis.start + axis.step * place[at];
        }
      }
      int flat = 0;
      for (int d = 0; d < sizes.length; d++) {
        flat = flat * sizes[d] + source[d];
      }
      return flat;
    }
  }
}
