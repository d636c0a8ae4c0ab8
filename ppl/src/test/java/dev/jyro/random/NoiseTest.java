package dev.jyro.random;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.ChildJvm;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class NoiseTest {
  private static final Noise ROOT = Noise.of(42);
  private static final double[] PINNED_UNIFORM = {
    0.09720626809264699, 0.14989597000213706, 0.8603902793844761
  };
  private static final double[] PINNED_NORMAL = {
    0.22864190706084273, 0.36101601587929366, -0.20880814077450485
  };

  private static final long PINNED_SEED = -5072938880162362556L;

  @Nested
  final class OneKey {
    @Test
    void givesTheSameNumbersEveryTime() {
      assertThat(numbers(ROOT)).isEqualTo(numbers(ROOT)).isEqualTo(numbers(Noise.of(42)));
      assertThat(numbers(ROOT.at("a").at(3))).isEqualTo(numbers(Noise.of(42).at("a").at(3)));
    }

    /** A run that is resumed next year must go on with these. */
    @Test
    void givesTheSameNumbersInEveryVersion() {
      assertThat(ROOT.at("z").at(1).uniform(new Shape(3), DataType.FLOAT64).toDoubles())
          .containsExactly(PINNED_UNIFORM);
      assertThat(ROOT.at("z").at(1).normal(new Shape(3), DataType.FLOAT64).toDoubles())
          .containsExactly(PINNED_NORMAL);
      assertThat(ROOT.at("z").at(1).seed()).isEqualTo(PINNED_SEED);
    }

    @Test
    void givesTheSameNumbersOnEveryThread() {
      List<double[]> parallel =
          LongStream.range(0, 200).parallel().mapToObj(i -> scoped(ROOT.at(i))).toList();
      for (int i = 0; i < 200; i++) {
        assertThat(parallel.get(i)).isEqualTo(numbers(ROOT.at(i)));
      }
    }

    @Test
    void givesOneLongerRowThatBeginsWithTheShorter() {
      double[] longer = ROOT.normal(new Shape(8), DataType.FLOAT64).toDoubles();
      assertThat(ROOT.normal(new Shape(2, 2), DataType.FLOAT64).toDoubles())
          .isEqualTo(Arrays.copyOf(longer, 4));
    }

    @Test
    void givesTheSameNormalsInBothPrecisionsUpToRounding() {
      double[] wide = ROOT.normal(new Shape(100), DataType.FLOAT64).toDoubles();
      double[] rounded = Arrays.stream(wide).map(x -> (float) x).toArray();
      assertThat(ROOT.normal(new Shape(100), DataType.FLOAT32).toDoubles()).isEqualTo(rounded);
    }
  }

  @Nested
  final class TwoKeys {
    @Test
    void areNeverTheSame() {
      Stream<Noise> many =
          Stream.of(
                  Stream.of(ROOT, Noise.of(43), Noise.of(-42), Noise.fresh(), Noise.fresh()),
                  LongStream.range(-500, 500).mapToObj(ROOT::at),
                  IntStream.range(0, 500).mapToObj(i -> ROOT.at("" + i)),
                  Stream.of("", "a", "b", "ab", "ba", "\0", "a\0", "x.y").map(ROOT::at),
                  Stream.of(ROOT.at("a").at("b"), ROOT.at("b").at("a"), ROOT.at(1).at(2)))
              .flatMap(keys -> keys);
      List<Noise> keys = many.toList();
      Set<Long> first = new HashSet<>();
      Set<Long> seeds = new HashSet<>();
      keys.forEach(key -> first.add(key.generator().nextLong()));
      keys.forEach(key -> seeds.add(key.seed()));
      assertThat(first).hasSameSizeAs(keys);
      assertThat(seeds).hasSameSizeAs(keys);
    }

    static Stream<Arguments> relations() {
      return Stream.of(
          Arguments.of("seeds one apart", (Function<Integer, Noise>) i -> Noise.of(i)),
          Arguments.of("numbers one apart", (Function<Integer, Noise>) i -> ROOT.at(i)),
          Arguments.of("names alike", (Function<Integer, Noise>) i -> ROOT.at("site_" + i)),
          Arguments.of("parent and child", (Function<Integer, Noise>) NoiseTest::descendant));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("relations")
    void areNotCorrelated(String name, Function<Integer, Noise> key) {
      int count = 20_000;
      double sum = 0;
      for (int i = 0; i < 20; i++) {
        double[] left = numbers(key.apply(i), count);
        double[] right = numbers(key.apply(i + 1), count);
        double product = IntStream.range(0, count).mapToDouble(k -> left[k] * right[k]).sum();
        assertThat(product / Math.sqrt(count)).isBetween(-4.5, 4.5);
        sum += product / Math.sqrt(count);
      }
      assertThat(sum / Math.sqrt(20)).isBetween(-4.0, 4.0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("relations")
    void giveFirstNumbersThatAreTogetherUniform(String name, Function<Integer, Noise> key) {
      double[] first =
          IntStream.range(0, 2_000)
              .mapToDouble(i -> key.apply(i % 500).at(i).generator().nextDouble())
              .toArray();
      assertThat(chiSquare(first, x -> x)).isLessThan(critical());
    }
  }

  @Nested
  final class Fresh {
    private static final int PER_THREAD = 5_000;

    @Test
    void isNeverTheSameTwiceOnAnyThread() throws InterruptedException {
      Set<List<Long>> met = ConcurrentHashMap.newKeySet();
      List<Thread> threads =
          IntStream.range(0, 8).mapToObj(i -> new Thread(() -> take(met))).toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(met).hasSize(8 * PER_THREAD);
    }

    @Test
    void isAnotherInAnotherProcess() throws Exception {
      assertThat(inAnotherProcess()).isNotEqualTo(inAnotherProcess());
    }

    /** Without a seed, so the bound is one that chance exceeds once in 10^11 pairs. */
    @Test
    void isNotCorrelatedWithTheNext() {
      int count = 20_000;
      for (int i = 0; i < 20; i++) {
        double[] left = numbers(Noise.fresh(), count);
        double[] right = numbers(Noise.fresh(), count);
        double product = IntStream.range(0, count).mapToDouble(k -> left[k] * right[k]).sum();
        assertThat(product / Math.sqrt(count)).isBetween(-7.0, 7.0);
      }
    }

    private void take(Set<List<Long>> met) {
      for (int i = 0; i < PER_THREAD; i++) {
        Noise noise = Noise.fresh();
        met.add(List.of(noise.generator().nextLong(), noise.seed()));
      }
    }

    private String inAnotherProcess() throws Exception {
      List<String> command = new ArrayList<>(ChildJvm.java());
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), FirstFresh.class.getName()));
      Process process = new ProcessBuilder(command).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(printed).isNotBlank();
      return printed;
    }
  }

  /** Prints what identifies the first fresh noise of a process. */
  static final class FirstFresh {
    public static void main(String[] arguments) {
      System.out.println(Noise.fresh().seed());
    }
  }

  @Nested
  final class ADraw {
    static Stream<Arguments> kinds() {
      return Stream.of(
          Arguments.of(
              "normal",
              (Draw) Noise::normal,
              (DoubleUnaryOperator) NormalDistribution.of(0, 1)::cumulativeProbability),
          Arguments.of(
              "uniform",
              (Draw) Noise::uniform,
              (DoubleUnaryOperator) UniformContinuousDistribution.of(0, 1)::cumulativeProbability),
          Arguments.of(
              "of a quantile function",
              (Draw) (noise, shape, type) -> noise.ofQuantile(shape, type, u -> -Math.log(u)),
              (DoubleUnaryOperator) ExponentialDistribution.of(1)::cumulativeProbability),
          Arguments.of(
              "exponential",
              (Draw) Noise::exponential,
              (DoubleUnaryOperator) ExponentialDistribution.of(1)::cumulativeProbability));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void followsItsDistribution(String name, Draw draw, DoubleUnaryOperator cdf) {
      for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
        double[] numbers = draw.from(ROOT.at(name), new Shape(200_000), type).toDoubles();
        assertThat(chiSquare(numbers, cdf)).as(type.toString()).isLessThan(critical());
        assertThat(farthest(numbers, cdf)).isLessThan(2.2 / Math.sqrt(numbers.length));
      }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void hasTheShapeAndTypeAskedFor(String name, Draw draw, DoubleUnaryOperator cdf) {
      Tensor made = draw.from(ROOT, new Shape(2, 3), DataType.FLOAT64);
      assertThat(made.shape()).isEqualTo(new Shape(2, 3));
      assertThat(made.dataType()).isEqualTo(DataType.FLOAT64);
      assertThat(draw.from(ROOT, new Shape(), DataType.FLOAT32).shape()).isEqualTo(new Shape());
    }

    @ParameterizedTest
    @EnumSource(
        value = DataType.class,
        names = {"FLOAT32", "FLOAT64"})
    void uniformIsNeverZeroNorOne(DataType type) {
      Tensor numbers = ROOT.uniform(new Shape(8_000_000), type);
      assertThat(numbers.min().item()).isPositive();
      assertThat(numbers.max().item()).isLessThan(1);
      assertThat(numbers.log().isFinite().all().item()).isEqualTo(1);
      assertThat(numbers.neg().log1p().isFinite().all().item()).isEqualTo(1);
    }

    @Test
    void normalHasItsTails() {
      double[] numbers = ROOT.normal(new Shape(1_000_000), DataType.FLOAT64).toDoubles();
      double beyond = Arrays.stream(numbers).filter(x -> Math.abs(x) > 4).count();
      double expected = 2 * NormalDistribution.of(0, 1).survivalProbability(4) * numbers.length;
      assertThat(beyond).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  @Test
  void aSourceGivesANewKeyForEachVisitOfAName() {
    NoiseSource source = new NoiseSource(ROOT);
    double[] first = numbers(source.next("x"));
    double[] other = numbers(source.next("y"));
    double[] second = numbers(source.next("x"));
    assertThat(first).isNotEqualTo(second).isNotEqualTo(other);
    assertThat(first).isEqualTo(numbers(ROOT.at("x").at(0)));
    assertThat(second).isEqualTo(numbers(ROOT.at("x").at(1)));
  }

  private interface Draw {
    Tensor from(Noise noise, Shape shape, DataType type);
  }

  private static Noise descendant(int generations) {
    Noise noise = ROOT;
    for (int i = 0; i < generations; i++) {
      noise = noise.at(0);
    }
    return noise;
  }

  private static double[] numbers(Noise noise) {
    return numbers(noise, 16);
  }

  private static double[] numbers(Noise noise, int count) {
    return noise.normal(new Shape(count), DataType.FLOAT64).toDoubles();
  }

  private static double[] scoped(Noise noise) {
    try (TensorScope scope = TensorScope.open()) {
      return numbers(noise);
    }
  }

  /** Pearson's statistic over a hundred bins of equal probability. */
  private static double chiSquare(double[] numbers, DoubleUnaryOperator cdf) {
    int[] bins = new int[100];
    for (double number : numbers) {
      bins[(int) Math.min(99, 100 * cdf.applyAsDouble(number))]++;
    }
    double expected = numbers.length / 100.0;
    return Arrays.stream(bins).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  /** Exceeded by chance once in ten thousand. */
  private static double critical() {
    return ChiSquaredDistribution.of(99).inverseSurvivalProbability(1e-4);
  }

  private static double farthest(double[] numbers, DoubleUnaryOperator cdf) {
    double[] rising = numbers.clone();
    Arrays.sort(rising);
    double farthest = 0;
    for (int i = 0; i < rising.length; i++) {
      double real = cdf.applyAsDouble(rising[i]);
      double below = real - (double) i / rising.length;
      farthest = Math.max(farthest, Math.max(below, (i + 1.0) / rising.length - real));
    }
    return farthest;
  }
}
