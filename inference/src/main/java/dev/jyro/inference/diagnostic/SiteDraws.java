package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The draws of one site, read from Torch: by element, row by row, and in it by chain. */
final class SiteDraws {
  private final String site;
  private final long[] sizes;
  private final int chains;
  private final int perChain;
  private final int read;
  private final double[] numbers;

  private SiteDraws(Draws draws, String site, int elementsAtMost) {
    this.site = site;
    this.chains = draws.chains();
    this.perChain = draws.perChain();
    Tensor byChain = draws.chains(site);
    long[] whole = byChain.shape().getShape();
    this.sizes = Arrays.copyOfRange(whole, 2, whole.length);
    this.read = Math.min(elements(), elementsAtMost);
    this.numbers = read(byChain);
  }

  static SiteDraws of(Draws draws, String site) {
    return of(draws, site, Integer.MAX_VALUE);
  }

  /** Only the first elements. */
  static SiteDraws of(Draws draws, String site, int elementsAtMost) {
    return new SiteDraws(draws, site, elementsAtMost);
  }

  private double[] read(Tensor byChain) {
    try (TensorScope scope = TensorScope.open()) {
      return byChain.reshape((long) chains * perChain, elements()).narrow(1, 0, read).toDoubles();
    }
  }

  /** How many elements a value has. */
  int elements() {
    return Math.toIntExact(Arrays.stream(sizes).reduce(1, (a, b) -> a * b));
  }

  /** How many of them were read. */
  int read() {
    return read;
  }

  /** The site, with the element's place if it is not alone: {@code theta[0,1]}. */
  String name(int element) {
    long[] index = new long[sizes.length];
    long rest = element;
    for (int dim = sizes.length - 1; dim >= 0; dim--) {
      index[dim] = rest % sizes[dim];
      rest /= sizes[dim];
    }
    return sizes.length == 0
        ? site
        : Arrays.stream(index)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", site + "[", "]"));
  }

  /** One number for each element that was read. */
  double[] each(ToDoubleFunction<double[][]> function) {
    return IntStream.range(0, read).mapToDouble(i -> at(i, function::applyAsDouble)).toArray();
  }

  /**
   * What a function makes of one element's chains.
   *
   * @throws SiteException where the function finds them wrong
   */
  <R> R at(int element, Function<double[][], R> function) {
    try {
      return function.apply(chains(element));
    } catch (JyroException e) {
      String where = sizes.length == 0 ? "" : name(element) + ": ";
      throw new SiteException(site, where + e.getMessage(), e);
    }
  }

  /** By draw, one chain after the other, what was read of each. */
  double[][] byDraw() {
    return IntStream.range(0, chains * perChain)
        .mapToObj(i -> Arrays.copyOfRange(numbers, i * read, (i + 1) * read))
        .toArray(double[][]::new);
  }

  private double[][] chains(int element) {
    double[][] byChain = new double[chains][perChain];
    for (int i = 0; i < chains * perChain; i++) {
      byChain[i / perChain][i % perChain] = numbers[i * read + element];
    }
    return byChain;
  }
}
