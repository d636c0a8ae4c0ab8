package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.inference.optim.State.Remembered;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The second parameter joins at step 3 and is used at every other step, so that ages differ. */
final class StateTest {
  static Stream<Optimizer> optimizers() {
    return OptimizerTest.optimizers();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void letsANewCourseGoOnBitForBit(Optimizer optimizer) {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Problem whole = new Problem(type);
      Optimizer.Course straight = optimizer.start();
      go(whole, straight, 0, 10);

      Problem halved = new Problem(type);
      Optimizer.Course first = optimizer.start();
      go(halved, first, 0, 5);
      Optimizer.Course second = optimizer.start();
      second.restore(first.state(halved.leaves()), halved.leaves());
      go(halved, second, 5, 10);
      assertThat(halved.numbers()).containsExactly(whole.numbers());
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void isNotChangedByLaterSteps(Optimizer optimizer) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    go(problem, course, 0, 5);
    State state = course.state(problem.leaves());
    List<List<Double>> before = numbers(state);
    go(problem, course, 5, 10);
    assertThat(numbers(state)).isEqualTo(before);
    assertThat(state.steps()).isEqualTo(5);
    assertThat(course.state(problem.leaves()).steps()).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void tellsTheAgeOfEachParameter(Optimizer optimizer) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    go(problem, course, 0, 8);
    State state = course.state(problem.leaves());
    assertThat(state.parameters().keySet()).containsExactly("v", "w");
    assertThat(remembered(state, "w").steps()).isEqualTo(8);
    assertThat(remembered(state, "v").steps()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void replacesAllThatACourseRemembered(Optimizer optimizer) {
    Problem one = Problem.float64();
    Problem other = Problem.float64();
    Optimizer.Course used = optimizer.start();
    go(one, used, 0, 7);
    used.restore(optimizer.start().state(Map.of()), other.leaves());
    go(other, used, 0, 5);
    Problem fresh = Problem.float64();
    go(fresh, optimizer.start(), 0, 5);
    assertThat(other.numbers()).containsExactly(fresh.numbers());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void ofOtherShapesIsRefusedAndNothingIsChanged(Optimizer optimizer) {
    State state = taken(optimizer);
    if (remembered(state, "w").tensors().isEmpty()) {
      return;
    }
    Optimizer.Course course = optimizer.start();
    Map<String, Leaf> other = Map.of("w", Leaf.of(Tensor.zeros(2)));
    assertThatThrownBy(() -> course.restore(state, other))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("'w' has a ")
        .hasMessageContaining("of float64, shape (3), and is of float32, shape (2)")
        .hasMessageContaining("Fix one of: ");
    assertThat(course.state(other)).isEqualTo(optimizer.start().state(other));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void ofAnotherKindIsRefusedAndNothingIsChanged(Optimizer optimizer) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    State other = new State("Lion", 3, Map.of());
    assertThatThrownBy(() -> course.restore(other, problem.leaves()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("the state is one of Lion; nothing was changed.");
    assertThat(course.state(problem.leaves())).isEqualTo(optimizer.start().state(problem.leaves()));
  }

  @Test
  void ofParametersThatAreGoneIsPassedOver() {
    Problem problem = Problem.float64();
    State state = taken(Adam.withLearningRate(0.1));
    Optimizer.Course course = Adam.withLearningRate(0.1).start();
    course.restore(state, Map.of("w", problem.leaf("w")));
    assertThat(course.state(problem.leaves()).parameters().keySet()).containsExactly("w");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void leavesOutALeafThatWasReplacedUntilTheNewOneMoves(Optimizer optimizer) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    go(problem, course, 0, 5);
    problem.renew(Problem.W);
    assertThat(course.state(problem.leaves()).parameters().keySet()).containsExactly("v");
    assertThat(course.state(Map.of()).parameters()).isEmpty();
    problem.step(course, 5, "w"::equals);
    assertThat(remembered(course.state(problem.leaves()), "w").steps()).isEqualTo(1);
  }

  @Test
  void ofSettingsThatKeepOtherTensorsIsRefused() {
    Problem problem = Problem.float64();
    Optimizer.Course course = SGD.withLearningRate(0.1).momentum(0.9).start();
    assertThatThrownBy(() -> course.restore(taken(SGD.withLearningRate(0.1)), problem.leaves()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("'v' has the tensors [], needed are [speed]")
        .hasMessageContaining("'w' has the tensors [], needed are [speed]");
  }

  @Test
  void ofAParameterThatWentByAnotherOptimizerIsRefusedByName() {
    Problem problem = Problem.float64();
    Optimizer adam = Adam.withLearningRate(0.1);
    Optimizer sgd = SGD.withLearningRate(0.1);
    State state = taken(Optimizer.byName(name -> name.equals("w") ? adam : sgd));
    Optimizer.Course course = Optimizer.byName(name -> adam).start();
    assertThatThrownBy(() -> course.restore(state, problem.leaves()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("'v' went by SGD");
    assertThat(course.state(problem.leaves()).parameters()).isEmpty();
  }

  @Test
  void withVeryLongNamesIsRefusedInFewWords() {
    Problem problem = Problem.float64();
    String name = problem.leaves().keySet().iterator().next();
    String endless = "independent(".repeat(20_000);
    State.Remembered foreign = new State.Remembered(endless, 1, Map.of());
    State.Remembered crowded = new State.Remembered("Adam", 1, Map.of(endless, Tensor.of(1.0)));
    for (State state :
        List.of(
            new State(endless, 1, Map.of()),
            new State("Adam", 1, Map.of(name, foreign)),
            new State("Adam", 1, Map.of(name, crowded)))) {
      assertThatThrownBy(() -> Adam.withLearningRate(0.1).start().restore(state, problem.leaves()))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("independent(")
          .message()
          .hasSizeLessThan(1000);
    }
  }

  @Test
  void ofSeveralOptimizersGoesBackToEach() {
    Optimizer falling = SGD.withLearningRate(step -> 1.0 / (10 + step)).momentum(0.5);
    Optimizer inner = Optimizer.byName(name -> falling);
    Optimizer optimizer =
        Optimizer.byName(name -> name.equals("w") ? Adam.withLearningRate(0.1) : inner);
    letsANewCourseGoOnBitForBit(optimizer);
    assertThat(remembered(taken(optimizer), "v").optimizer()).isEqualTo("SGD");
    assertThat(remembered(taken(optimizer), "w").optimizer()).isEqualTo("Adam");
  }

  @Test
  void ofManyStepsIsCaughtUpWithAtOnce() {
    int many = 2_000_000_000;
    Optimizer.Course course = Optimizer.byName(name -> Adam.withLearningRate(0.1)).start();
    course.restore(new State("ByName", many, Map.of()), Map.of());
    Problem problem = Problem.float64();
    problem.step(course, 0);
    assertThat(course.state(problem.leaves()).steps()).isEqualTo(many + 1);
  }

  @Test
  void countsStepsFromZero() {
    assertThatThrownBy(() -> new State("Adam", -1, Map.of())).isInstanceOf(JyroException.class);
    assertThatThrownBy(() -> new Remembered("Adam", -1, Map.of()))
        .isInstanceOf(JyroException.class);
  }

  private static State taken(Optimizer optimizer) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    go(problem, course, 0, 5);
    return course.state(problem.leaves());
  }

  private static void go(Problem problem, Optimizer.Course course, int from, int to) {
    for (int t = from; t < to; t++) {
      boolean second = t >= 3 && t % 2 == 0;
      Predicate<String> used = name -> name.equals("w") || second;
      problem.step(course, t, used);
    }
  }

  private static Remembered remembered(State state, String name) {
    return Objects.requireNonNull(state.parameters().get(name));
  }

  private static List<List<Double>> numbers(State state) {
    return state.parameters().values().stream()
        .flatMap(each -> each.tensors().values().stream())
        .map(each -> Arrays.stream(each.toDoubles()).boxed().toList())
        .toList();
  }
}
