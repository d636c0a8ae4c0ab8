package dev.jyro.tensor;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Numbers in any number of dimensions, slow and plain: what the real ones are held against. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Grid(double[] numbers, int[] sizes) {

  static Grid of(OpCase.Input input) {
    return of(input.numbers(), input.shape());
  }

  static Grid of(double[] numbers, Shape shape) {
    return new Grid(numbers, Arrays.stream(shape.getShape()).mapToInt(n -> (int) n).toArray());
  }

  /** Filled by asking the function at every place, the last dimension running fastest. */
  static Grid filled(int[] sizes, ToDoubleFunction<int[]> at) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = at.applyAsDouble(place(i, sizes));
    }
    return new Grid(numbers, sizes);
  }

  double at(int... place) {
    int flat = 0;
    for (int d = 0; d < sizes.length; d++) {
      flat = flat * sizes[d] + place[d];
    }
    return numbers[flat];
  }

  int rank() {
    return sizes.length;
  }

  /** Each group of numbers along the dimensions becomes one number; the dimensions go away. */
  Grid reduced(ToDoubleFunction<double[]> fold, int... dims) {
    int[] kept =
        IntStream.range(0, rank()).filter(d -> IntStream.of(dims).noneMatch(x -> x == d)).toArray();
    int[] keptSizes = IntStream.of(kept).map(d -> sizes[d]).toArray();
    int[] goneSizes = IntStream.of(dims).map(d -> sizes[d]).toArray();
    return filled(
        keptSizes,
        place ->
            fold.applyAsDouble(filled(goneSizes, gone -> merged(kept, place, dims, gone)).numbers));
  }

  /** Each line along a dimension becomes another line of any length. */
  Grid alongDim(int dim, Function<double[], double[]> change) {
    int length = change.apply(new double[sizes[dim]]).length;
    int[] after = sizes.clone();
    after[dim] = length;
    return filled(after, place -> change.apply(line(dim, place))[place[dim]]);
  }

  private double[] line(int dim, int... through) {
    int[] place = through.clone();
    return IntStream.range(0, sizes[dim])
        .mapToDouble(
            i -> {
              place[dim] = i;
              return at(place);
            })
        .toArray();
  }

  private double merged(int[] kept, int[] keptPlace, int[] gone, int[] gonePlace) {
    int[] place = new int[rank()];
    IntStream.range(0, kept.length).forEach(i -> place[kept[i]] = keptPlace[i]);
    IntStream.range(0, gone.length).forEach(i -> place[gone[i]] = gonePlace[i]);
    return at(place);
  }

  private static int[] place(int flat, int... sizes) {
    int[] place = new int[sizes.length];
    int rest = flat;
    for (int d = sizes.length - 1; d >= 0; d--) {
      place[d] = rest % sizes[d];
      rest /= sizes[d];
    }
    return place;
  }
}
