package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.FusedUpdates.AdamSettings;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.FusedUpdates.Momentum;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Torch's fused optimizers against their formulas, on a function whose gradient is known. */
final class FusedUpdatesTest {
  private static final int STEPS = 50;
  private static final double[] START = {1.5, -0.7, 0.2, 30};

  private interface Update {
    void run(List<Leaf> leaves, List<Moments> moments);
  }

  static Stream<Arguments> adams() {
    AdamSettings plain = new AdamSettings(0.1, 0.9, 0.999, 1e-8, 0);
    AdamSettings odd = new AdamSettings(0.03, 0.8, 0.95, 1e-3, 0.1);
    return Stream.of(
        adam("Adam", plain, (l, m) -> FusedUpdates.adam(l, m, plain), Kind.ADAM, 1 / 0.0),
        adam("Adam with decay", odd, (l, m) -> FusedUpdates.adam(l, m, odd), Kind.ADAM, 1 / 0.0),
        adam("AdamW", odd, (l, m) -> FusedUpdates.adamW(l, m, odd), Kind.ADAM_W, 1 / 0.0),
        adam(
            "AdamW without decay",
            plain,
            (l, m) -> FusedUpdates.adamW(l, m, plain),
            Kind.ADAM_W,
            1 / 0.0),
        adam(
            "Adam, the gradient clipped",
            odd,
            (l, m) -> FusedUpdates.clippedAdam(l, m, odd, 0.5),
            Kind.ADAM,
            0.5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("adams")
  void takesTheStepsOfTheFormula(
      String name, AdamSettings settings, Update update, Kind kind, double clip) {
    Leaf leaf = Leaf.of(Tensor.of(START));
    List<Moments> moments = List.of(Moments.zero(leaf));
    AdamFormula[] formulas = Stream.generate(AdamFormula::new).limit(4).toArray(AdamFormula[]::new);
    double[] expected = START.clone();
    for (int step = 1; step <= STEPS; step++) {
      pass(leaf);
      update.run(List.of(leaf), moments);
      for (int i = 0; i < expected.length; i++) {
        double gradient = Math.max(-clip, Math.min(clip, slope(expected[i])));
        expected[i] = formulas[i].next(expected[i], gradient, step, settings, kind);
      }
      compare(leaf, expected);
    }
    assertThat(moments.get(0).steps()).isEqualTo(STEPS);
  }

  static Stream<Arguments> descents() {
    return Stream.of(
        Arguments.of("plain descent", 0.01, Momentum.NONE, 0.0),
        Arguments.of("descent with decay", 0.01, Momentum.NONE, 0.1),
        Arguments.of("descent with momentum", 0.01, new Momentum(0.9, false), 0.0),
        Arguments.of("descent with Nesterov's momentum", 0.01, new Momentum(0.9, true), 0.1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("descents")
  void descendsAsTheFormulaDoes(String name, double rate, Momentum momentum, double decay) {
    Leaf leaf = Leaf.of(Tensor.of(START));
    List<Moments> speeds = List.of(Moments.of(leaf, 0));
    double[] expected = START.clone();
    double[] speed = new double[START.length];
    for (int step = 1; step <= STEPS; step++) {
      pass(leaf);
      FusedUpdates.sgd(List.of(leaf), speeds, rate, momentum, decay);
      for (int i = 0; i < expected.length; i++) {
        double gradient = slope(expected[i]) + decay * expected[i];
        speed[i] = momentum.factor() * speed[i] + gradient;
        double direction =
            momentum.isNesterov() ? gradient + momentum.factor() * speed[i] : speed[i];
        expected[i] -= rate * direction;
      }
      compare(leaf, expected);
    }
  }

  @Nested
  final class AfterAnUpdate {
    @Test
    void theGradientsAreZero() {
      Leaf leaf = Leaf.of(Tensor.of(START));
      pass(leaf);
      FusedUpdates.sgd(List.of(leaf), List.of(Moments.of(leaf)), 0.1, Momentum.NONE, 0);
      assertThat(leaf.gradient().get().toDoubles()).containsOnly(0);
    }

    @Test
    void theTensorIsTheSameAndItsNumbersAreNot() {
      Leaf leaf = Leaf.of(Tensor.of(START));
      Tensor value = leaf.value();
      Tensor before = leaf.copy();
      pass(leaf);
      FusedUpdates.sgd(List.of(leaf), List.of(Moments.of(leaf)), 0.1, Momentum.NONE, 0);
      assertThat(leaf.value()).isSameAs(value);
      assertThat(before.toDoubles()).isEqualTo(START);
      assertThat(value.toDoubles()).isNotEqualTo(START);
    }

    @Test
    void recordingIsWhatItWas() {
      Leaf leaf = Leaf.of(Tensor.of(START));
      pass(leaf);
      assertThat(
              Gradients.recording(
                  () -> {
                    FusedUpdates.adam(List.of(leaf), List.of(Moments.zero(leaf)), settings());
                    return Gradients.isRecording();
                  }))
          .isTrue();
    }
  }

  @Nested
  final class Leaves {
    @Test
    void ofSeveralShapesAndTypesGoTogether() {
      Leaf matrix = Leaf.of(Tensor.ones(2, 3));
      Leaf number = Leaf.of(Tensor.scalar(1, DataType.FLOAT64));
      List<Leaf> leaves = List.of(matrix, number);
      Gradients.recording(
          () -> {
            Gradients.backward(matrix.value().sum().mul(number.value()));
            return true;
          });
      FusedUpdates.adam(leaves, List.of(Moments.zero(matrix), Moments.zero(number)), settings());
      assertThat(matrix.copy().get(1, 2).item()).isCloseTo(0.9, within(1e-7));
      assertThat(number.copy().item()).isCloseTo(0.9, within(1e-8));
    }

    @Test
    void thatAreNoneAreLeftAlone() {
      FusedUpdates.adam(List.of(), List.of(), settings());
      FusedUpdates.sgd(List.of(), List.of(), 0.1, Momentum.NONE, 0);
      FusedUpdates.zero(List.of());
    }

    @Test
    void withoutAGradientAreRefused() {
      Leaf leaf = Leaf.of(Tensor.of(START));
      assertThat(FusedUpdates.touched(leaf)).isFalse();
      assertThatThrownBy(
              () -> FusedUpdates.adam(List.of(leaf), List.of(Moments.zero(leaf)), settings()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("leaf 0")
          .hasMessageContaining("FusedUpdates.touched");
    }

    @Test
    void areTouchedForGoodOnceAGradientCame() {
      Leaf leaf = Leaf.of(Tensor.of(START));
      pass(leaf);
      assertThat(FusedUpdates.touched(leaf)).isTrue();
      FusedUpdates.zero(List.of(leaf));
      assertThat(FusedUpdates.touched(leaf)).isTrue();
      assertThat(leaf.gradient().get().toDoubles()).containsOnly(0);
    }

    @Test
    void areTouchedByAGradientOfZero() {
      Leaf leaf = Leaf.of(Tensor.of(START));
      Gradients.recording(
          () -> {
            Gradients.backward(leaf.value().mul(0).sum());
            return true;
          });
      assertThat(FusedUpdates.touched(leaf)).isTrue();
    }

    @Test
    void thatAreKeptAreNeverTouched() {
      Leaf kept = Leaf.kept(Tensor.of(1.0));
      Leaf trained = Leaf.of(Tensor.of(2.0));
      Gradients.recording(
          () -> {
            Gradients.backward(kept.value().mul(trained.value()).sum());
            return true;
          });
      assertThat(FusedUpdates.touched(kept)).isFalse();
      assertThat(kept.gradient()).isEmpty();
      assertThat(kept.value().requiresGradient()).isFalse();
    }
  }

  @Nested
  final class ArrivedGradients {
    @Test
    void areFiniteIfAllNumbersOfAllAre() {
      Leaf good = sloped(1.0, -3e38);
      Leaf none = Leaf.of(Tensor.of(1.0));
      Leaf empty = sloped();
      assertThat(FusedUpdates.areFinite(List.of(good, none, empty))).isTrue();
      assertThat(FusedUpdates.areFinite(List.of())).isTrue();
      for (double bad : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
        assertThat(FusedUpdates.areFinite(List.of(good, sloped(1, bad, 2)))).isFalse();
      }
    }

    @Test
    void areFiniteThoughTheirSumIsNot() {
      Leaf leaf = Leaf.of(Tensor.ones(2));
      arrive(leaf, Tensor.of(3e38f, 3e38f));
      assertThat(FusedUpdates.areFinite(List.of(leaf))).isTrue();
    }

    @Test
    void areShrunkTogetherToTheNorm() {
      Leaf first = sloped(3.0, 0);
      Leaf second = sloped(-4.0);
      FusedUpdates.clipNorm(List.of(first, second), 1);
      double factor = 1 / (5 + 1e-6);
      assertThat(gradient(first)).containsExactly(new double[] {3 * factor, 0}, within(1e-15));
      assertThat(gradient(second)).containsExactly(new double[] {-4 * factor}, within(1e-15));
    }

    @Test
    void areShrunkEachByItself() {
      Leaf first = sloped(3.0, 4);
      Leaf second = sloped(-0.5);
      FusedUpdates.clipEachNorm(List.of(first, second), 1);
      double factor = 1 / (5 + 1e-6);
      assertThat(gradient(first))
          .containsExactly(new double[] {3 * factor, 4 * factor}, within(1e-15));
      assertThat(gradient(second)).containsExactly(-0.5);
    }

    @Test
    void areCutElementByElement() {
      Leaf leaf = sloped(3.0, -4, 0.5);
      FusedUpdates.clipValues(List.of(leaf), 1);
      assertThat(gradient(leaf)).containsExactly(1, -1, 0.5);
    }

    @Test
    void keepTheirTypesWhenClipped() {
      Leaf narrow = Leaf.of(Tensor.scalar(1));
      arrive(narrow, Tensor.scalar(3));
      Leaf wide = sloped(4.0);
      FusedUpdates.clipNorm(List.of(narrow, wide), 1);
      assertThat(narrow.gradient().get().dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(narrow.gradient().get().item()).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void thatHaveNotArrivedAreNotClipped() {
      Leaf none = Leaf.of(Tensor.of(1.0));
      FusedUpdates.clipNorm(List.of(none), 1);
      FusedUpdates.clipValues(List.of(), 1);
      assertThat(none.gradient()).isEmpty();
    }

    @Test
    void areNobodyElsesWhenClipped() {
      Tensor slope = Tensor.of(3.0, 4);
      Leaf first = Leaf.of(Tensor.of(0.0, 0));
      Leaf second = Leaf.of(Tensor.of(0.0, 0));
      arrive(first, slope);
      arrive(second, slope);
      FusedUpdates.clipNorm(List.of(first), 1);
      assertThat(slope.toDoubles()).containsExactly(3, 4);
      assertThat(gradient(second)).containsExactly(3, 4);
    }

    private double[] gradient(Leaf leaf) {
      return leaf.gradient().get().toDoubles();
    }

    private Leaf sloped(double... slope) {
      Leaf leaf = Leaf.of(Tensor.of(slope));
      arrive(leaf, Tensor.of(slope));
      return leaf;
    }

    private void arrive(Leaf leaf, Tensor slope) {
      leaf.arrive(slope);
    }
  }

  @Nested
  final class ALeaf {
    @Test
    void startsWithACopy() {
      Tensor start = Tensor.of(1.0, 2);
      Leaf leaf = Leaf.of(start);
      leaf.set(Tensor.of(5.0, 6));
      assertThat(start.toDoubles()).containsExactly(1, 2);
      assertThat(leaf.value().toDoubles()).containsExactly(5, 6);
    }

    @Test
    void madeOfARecordedTensorIsALeafOfItsOwn() {
      Leaf first = Leaf.of(Tensor.of(2.0));
      Leaf second = Gradients.recording(() -> Leaf.of(first.value().mul(3)));
      pass(second);
      assertThat(second.gradient().get().item()).isEqualTo(slope(6));
      assertThat(first.gradient()).isEmpty();
    }

    @Test
    void givesItsNumbersAndGradientAsConstants() {
      Leaf leaf = Leaf.of(Tensor.of(2.0));
      pass(leaf);
      Gradients.recording(
          () -> {
            assertThat(leaf.copy().requiresGradient()).isFalse();
            assertThat(leaf.gradient().get().requiresGradient()).isFalse();
            return true;
          });
    }

    @Test
    void outlivesTheScopeItWasMadeIn() {
      Leaf[] leaf = new Leaf[1];
      TensorScope.keeping(
          () -> {
            leaf[0] = Leaf.of(Tensor.of(2.0));
            return leaf[0].copy();
          });
      assertThat(leaf[0].value().item()).isEqualTo(2);
    }

    /** Torch's fused updates take numbers in the order of memory. */
    @Test
    void movesAsItShouldThoughItsNumbersWereTransposed() {
      Tensor slope = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, new Shape(3, 2));
      Leaf leaf = Leaf.of(Tensor.of(new double[6], new Shape(2, 3)).transpose(0, 1));
      leaf.arrive(slope);
      FusedUpdates.sgd(List.of(leaf), List.of(Moments.of(leaf)), 1, Momentum.NONE, 0);
      assertThat(leaf.copy().toDoubles()).containsExactly(-1, -2, -3, -4, -5, -6);
    }

    @Test
    void movesAsItShouldThoughWhatWasKeptWasTransposed() {
      Leaf leaf = Leaf.of(Tensor.of(new double[6], new Shape(3, 2)));
      Tensor speed = Tensor.of(new double[] {1, 3, 5, 2, 4, 6}, new Shape(2, 3)).transpose(0, 1);
      leaf.arrive(Tensor.of(new double[6], new Shape(3, 2)));
      List<Moments> kept = List.of(Moments.copyOf(1, List.of(speed)));
      FusedUpdates.sgd(List.of(leaf), kept, 1, new Momentum(0.5, false), 0);
      assertThat(leaf.copy().toDoubles()).containsExactly(-0.5, -1, -1.5, -2, -2.5, -3);
    }

    @Test
    void takesNumbersOfItsShapeOnly() {
      Leaf leaf = Leaf.of(Tensor.of(1.0, 2));
      assertThatThrownBy(() -> leaf.set(Tensor.of(1.0, 2, 3)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("(2)")
          .hasMessageContaining("(3)");
    }

    @Test
    void hasNoGradientForWholeNumbers() {
      assertThatThrownBy(() -> Leaf.of(Tensor.of(1L))).hasMessageContaining("int64");
      assertThat(Leaf.kept(Tensor.of(1L)).value().item()).isEqualTo(1);
    }

    @Test
    void maybeOfAnyNumbers() {
      Leaf leaf = Leaf.of(Tensor.of(1 / 0.0, Double.NaN, 1));
      assertThat(leaf.gradient()).isEmpty();
      Leaf empty = Leaf.of(Tensor.zeros(new Shape(0), DataType.FLOAT64));
      assertThat(empty.gradient()).isEmpty();
    }
  }

  private enum Kind {
    ADAM,
    ADAM_W
  }

  private static final class AdamFormula {
    private double mean;
    private double square;

    double next(double x, double raw, int step, AdamSettings s, Kind kind) {
      double gradient = kind == Kind.ADAM ? raw + s.decay() * x : raw;
      double from = kind == Kind.ADAM_W ? x - s.rate() * s.decay() * x : x;
      mean = s.beta1() * mean + (1 - s.beta1()) * gradient;
      square = s.beta2() * square + (1 - s.beta2()) * gradient * gradient;
      double unbiasedMean = mean / (1 - Math.pow(s.beta1(), step));
      double unbiasedSquare = square / (1 - Math.pow(s.beta2(), step));
      return from - s.rate() * unbiasedMean / (Math.sqrt(unbiasedSquare) + s.eps());
    }
  }

  private static Arguments adam(
      String name, AdamSettings settings, Update update, Kind kind, double clip) {
    return Arguments.of(name, settings, update, kind, clip);
  }

  private static AdamSettings settings() {
    return new AdamSettings(0.1, 0.9, 0.999, 1e-8, 0);
  }

  /** The gradient of {@code sin(x) + x²/10}, summed, arrives at the leaf. */
  private static void pass(Leaf leaf) {
    Gradients.recording(
        () -> {
          Tensor x = leaf.value();
          Gradients.backward(x.sin().add(x.square().mul(0.1)).sum());
          return true;
        });
  }

  private static double slope(double x) {
    return Math.cos(x) + 0.2 * x;
  }

  private static void compare(Leaf leaf, double[] expected) {
    assertThat(leaf.copy().toDoubles()).containsExactly(expected, within(1e-10));
  }
}
