package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.tracker.MultiFactorTracker;
import ai.djl.training.tracker.Tracker;
import dev.jyro.JyroException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LearningRateTest {
  @Test
  void isTheSameAtEveryStepWhenConstant() {
    LearningRate rate = LearningRate.constant(0.1);
    assertThat(rate.at(0)).isEqualTo(0.1);
    assertThat(rate.at(1_000_000)).isEqualTo(0.1);
    assertThat(rate).isEqualTo(LearningRate.constant(0.1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoRate(double rate) {
    assertThatThrownBy(() -> LearningRate.constant(rate))
        .isInstanceOf(JyroException.class)
        .hasMessage("learning rate: %s. Needed: a number that is 0 or greater.", rate);
  }

  @Test
  void followsDjlsSchedule() {
    LearningRate rate = LearningRate.of(halvedAfter(2, 5));
    assertThat(IntStream.range(0, 8).mapToDouble(rate::at))
        .containsExactly(floats(0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2));
  }

  @Test
  void givesTheSameRateForAStepWhoeverAsksAndInWhateverOrder() {
    LearningRate inOrder = LearningRate.of(halvedAfter(2, 5));
    List<Double> asked = IntStream.range(0, 100).mapToObj(inOrder::at).toList();
    LearningRate backwards = LearningRate.of(halvedAfter(2, 5));
    for (int step = 99; step >= 0; step--) {
      assertThat(backwards.at(step)).isEqualTo(asked.get(step));
      assertThat(backwards.at(step)).isEqualTo(asked.get(step));
    }
  }

  static Stream<LearningRate> doubling() {
    Tracker ofDjl = epoch -> (float) (0.01 * Math.pow(2, epoch));
    return Stream.of(epoch -> 0.01 * Math.pow(2, epoch), LearningRate.of(ofDjl));
  }

  @ParameterizedTest
  @MethodSource("doubling")
  void doublesWithEachEpochAndNotWithinOne(LearningRate rate) {
    LearningRate bySteps = rate.every(3);
    double[] expected = {0.01, 0.01, 0.01, 0.02, 0.02, 0.02, 0.04, 0.04, 0.04};
    // DJL's rates are float32, whose numbers at 0.04 are 3.7e-9 apart.
    assertThat(IntStream.range(0, 9).mapToDouble(bySteps::at).toArray())
        .containsExactly(expected, within(2e-9));
  }

  @Test
  void staysForAtLeastOneStep() {
    assertThatThrownBy(() -> LearningRate.constant(1).every(0))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Needed: 1 or more");
  }

  @Test
  void isCountedBySteps() {
    List<Integer> asked = new ArrayList<>();
    Optimizer.Course course =
        SGD.withLearningRate(
                step -> {
                  asked.add(step);
                  return 0;
                })
            .start();
    Problem problem = Problem.float64();
    problem.step(course, 0);
    problem.step(course, 1, name -> false);
    problem.step(course, 2);
    assertThat(asked).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void changesNothingWhenItTurnsBad(double bad) {
    LearningRate rate = step -> step < 1 ? 0.1 : bad;
    for (Optimizer optimizer :
        List.of(
            Adam.withLearningRate(rate),
            AdamW.withLearningRate(rate),
            RMSprop.withLearningRate(rate),
            Adagrad.withLearningRate(rate),
            SGD.withLearningRate(rate),
            SGD.withLearningRate(rate).clipNorm(1))) {
      Problem problem = Problem.float64();
      Optimizer.Course course = optimizer.start();
      problem.step(course, 0);
      double[] before = problem.numbers();
      assertThatThrownBy(() -> problem.step(course, 1)).isInstanceOf(JyroException.class);
      assertThat(problem.numbers()).containsExactly(before);
    }
  }

  @Test
  void ofClippedAdamShrinksFromTheFirstStepOn() {
    Problem problem = Problem.float64();
    Optimizer.Course course = ClippedAdam.withLearningRate(0.1).rateDecay(0.5).start();
    double before = problem.numbers()[3];
    problem.step(course, 0);
    // Adam's first step has the length of the rate: 0.1 · 0.5.
    assertThat(Math.abs(problem.numbers()[3] - before)).isEqualTo(0.05, within(1e-8));
  }

  /** Under a gradient that never changes Adam's steps are as long as the rate, but for its eps. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 5})
  void ofClippedAdamIsMultipliedAtEachStep(double factor) {
    Optimizer.Course course = ClippedAdam.withLearningRate(0.001).rateDecay(factor).start();
    Leaf leaf = Leaf.of(Tensor.of(0.0));
    double expected = 0;
    for (int step = 0; step < 10; step++) {
      try (TensorScope scope = TensorScope.open()) {
        Gradients.recording(
            () -> {
              Gradients.backward(leaf.value().sum());
              return leaf;
            });
      }
      course.step(Map.of("x", leaf));
      expected -= 0.001 * Math.pow(factor, step + 1);
      assertThat(leaf.copy().item()).isEqualTo(expected, within(2e-8 * Math.abs(expected)));
    }
  }

  private static Double[] floats(double... rates) {
    return Arrays.stream(rates).mapToObj(rate -> (double) (float) rate).toArray(Double[]::new);
  }

  private static Tracker halvedAfter(int... steps) {
    return MultiFactorTracker.builder().setBaseValue(0.8f).setSteps(steps).optFactor(0.5f).build();
  }
}
