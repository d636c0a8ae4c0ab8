package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OptimizerTest {
  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Adam.withLearningRate(0.1),
        AdamW.withLearningRate(0.1),
        ClippedAdam.withLearningRate(0.1),
        SGD.withLearningRate(0.1),
        SGD.withLearningRate(0.1).momentum(0.9),
        SGD.withLearningRate(0.1).nesterov(0.9),
        RMSprop.withLearningRate(0.1),
        RMSprop.withLearningRate(0.1).centered().momentum(0.9),
        Adagrad.withLearningRate(0.1).rateDecay(0.1).initial(0.2),
        AdagradRMSProp.create().eta(0.1),
        Adam.withLearningRate(0.1).clipNorm(0.5),
        SGD.withLearningRate(0.1).momentum(0.9).clipEachNorm(0.5).clipValue(0.4),
        Optimizer.byName(name -> Adam.withLearningRate(0.1)),
        Optimizer.byName(name -> Adagrad.withLearningRate(0.1).clipNorm(1)).clipValue(0.5));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void startsEachCourseFromNothing(Optimizer optimizer) {
    assertThat(path(optimizer.start())).isEqualTo(path(optimizer.start()));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void leavesGradientsZero(Optimizer optimizer) {
    Problem problem = Problem.float64();
    problem.step(optimizer.start(), 0);
    assertThat(problem.hasNoGradients()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void movesNothingInAStepWithoutParameters(Optimizer optimizer) {
    Problem problem = Problem.float64();
    double[] before = problem.numbers();
    problem.step(optimizer.start(), 0, name -> false);
    assertThat(problem.numbers()).containsExactly(before);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void remembersNothingOfALeafThatWasReplaced(Optimizer optimizer) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    for (int t = 0; t < 5; t++) {
      problem.step(course, t);
    }
    problem.renew(Problem.W);
    Problem fresh = Problem.float64();
    problem.step(course, 7, name -> name.equals("w"));
    fresh.step(optimizer.start(), 7, name -> name.equals("w"));
    assertThat(problem.leaf("w").copy().toDoubles())
        .containsExactly(fresh.leaf("w").copy().toDoubles());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void makesNoTensorsAfterItsFirstStep(Optimizer optimizer) {
    Problem problem = new Problem(DataType.FLOAT32);
    Optimizer.Course course = optimizer.start();
    problem.step(course, 0);
    long before = TensorScope.unscoped();
    for (int t = 1; t < 50; t++) {
      problem.step(course, t);
    }
    assertThat(TensorScope.unscoped()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void allocatesWhatItRemembersBeforeAnythingMoves(Optimizer optimizer) {
    Problem problem = Problem.float64();
    problem.descend(Problem.W, 0);
    problem.descend(Problem.V, 0);
    double[] before = problem.numbers();
    Optimizer.Course course = optimizer.start();
    Runnable rest = ((Planned) course).planned(problem.leaves());
    long planned = TensorScope.unscoped();
    assertThat(course.state(problem.leaves())).isEqualTo(optimizer.start().state(problem.leaves()));
    assertThat(problem.numbers()).containsExactly(before);
    rest.run();
    assertThat(TensorScope.unscoped()).as("without the two gradients").isEqualTo(planned - 2);
    assertThat(problem.numbers()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void changesNothingIfAParameterHasNoGradient(Optimizer optimizer) {
    Problem problem = Problem.float64();
    problem.descend(Problem.W, 0);
    double[] before = problem.numbers();
    Optimizer.Course course = optimizer.start();
    assertThatThrownBy(() -> course.step(problem.leaves()))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("'v': no gradient has arrived.");
    assertThat(problem.numbers()).containsExactly(before);
    assertThat(course.state(problem.leaves())).isEqualTo(optimizer.start().state(problem.leaves()));
  }

  @Test
  void clipsInTheOrderThatIsWritten() {
    // The gradient is (30, 40). Cut to 10 and then shrunk to norm 1 both elements are equal; shrunk
    // first, they are 0.6 and 0.8, and the cut does nothing.
    SGD sgd = SGD.withLearningRate(1);
    double half = Math.sqrt(0.5);
    assertThat(moved(sgd.clipValue(10).clipNorm(1)))
        .containsExactly(new double[] {half, half}, within(1e-6));
    assertThat(moved(sgd.clipNorm(1).clipValue(10)))
        .containsExactly(new double[] {0.6, 0.8}, within(1e-6));
  }

  @Test
  void ofEqualSettingsAreEqualWhenClipped() {
    assertThat(Adam.withLearningRate(0.1).clipNorm(1).clipValue(2))
        .isEqualTo(Adam.withLearningRate(0.1).clipNorm(1).clipValue(2));
  }

  @Test
  void rmspropStaysFiniteWhereTheGradientIsAlwaysTheSame() {
    Leaf leaf = Leaf.of(Tensor.of(0.1f));
    Optimizer.Course course = RMSprop.withLearningRate(0.01).alpha(0.5).centered().start();
    for (int t = 0; t < 200; t++) {
      Gradients.recording(
          () -> {
            Gradients.backward(leaf.value().mul(0.7).sum());
            return true;
          });
      course.step(Map.of("x", leaf));
    }
    assertThat(leaf.copy().item()).isNotNaN();
  }

  @Test
  void clippedAdamIsAdamWhereNothingIsCut() {
    assertThat(path(ClippedAdam.withLearningRate(0.03).clip(1e9).start()))
        .isEqualTo(path(Adam.withLearningRate(0.03).start()));
  }

  @Test
  void clippedAdamCutsGradientsAtTenByDefault() {
    assertThat(ClippedAdam.withLearningRate(1).clip()).isEqualTo(10);
  }

  static Stream<Supplier<Optimizer>> badSettings() {
    return Stream.of(
        () -> Adam.withLearningRate(-1),
        () -> Adam.withLearningRate(Double.NaN),
        () -> Adam.withLearningRate(1).betas(1, 0.9),
        () -> Adam.withLearningRate(1).betas(0.9, -0.1),
        () -> Adam.withLearningRate(1).betas(0.9, Double.NaN),
        () -> Adam.withLearningRate(1).weightDecay(-1),
        () -> new Adam(LearningRate.constant(1), 0.9, 0.9, 0, 0),
        () -> AdamW.withLearningRate(1).betas(1, 0.9),
        () -> AdamW.withLearningRate(1).weightDecay(Double.POSITIVE_INFINITY),
        () -> ClippedAdam.withLearningRate(Double.POSITIVE_INFINITY),
        () -> ClippedAdam.withLearningRate(1).clip(0),
        () -> ClippedAdam.withLearningRate(1).rateDecay(0),
        () -> ClippedAdam.withLearningRate(1).betas(0.9, 1),
        () -> ClippedAdam.withLearningRate(1).weightDecay(Double.NaN),
        () -> SGD.withLearningRate(-0.1),
        () -> SGD.withLearningRate(1).momentum(1),
        () -> SGD.withLearningRate(1).nesterov(-0.5),
        () -> SGD.withLearningRate(1).weightDecay(-1),
        () -> RMSprop.withLearningRate(-1),
        () -> RMSprop.withLearningRate(1).alpha(1),
        () -> RMSprop.withLearningRate(1).momentum(1),
        () -> RMSprop.withLearningRate(1).weightDecay(-1),
        () -> Adagrad.withLearningRate(Double.NaN),
        () -> Adagrad.withLearningRate(1).rateDecay(-1),
        () -> Adagrad.withLearningRate(1).initial(-0.1),
        () -> Adagrad.withLearningRate(1).weightDecay(Double.NaN),
        () -> AdagradRMSProp.create().eta(-1),
        () -> AdagradRMSProp.create().delta(Double.NaN),
        () -> AdagradRMSProp.create().t(0),
        () -> SGD.withLearningRate(1).clipNorm(0),
        () -> SGD.withLearningRate(1).clipEachNorm(Double.NaN),
        () -> SGD.withLearningRate(1).clipValue(-1));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesSettingsThatMakeNoSense(Supplier<Optimizer> bad) {
    assertThatThrownBy(bad::get).isInstanceOf(JyroException.class).hasMessageContaining("Needed: ");
  }

  @Nested
  final class ByName {
    @Test
    void movesEachParameterAsItsOwnOptimizerWould() {
      Optimizer forW = Adam.withLearningRate(0.1);
      Optimizer forV = SGD.withLearningRate(0.01).momentum(0.9);
      Problem together = Problem.float64();
      Problem apart = Problem.float64();
      Optimizer.Course course = Optimizer.byName(name -> name.equals("w") ? forW : forV).start();
      Optimizer.Course courseOfW = forW.start();
      Optimizer.Course courseOfV = forV.start();
      for (int t = 0; t < 10; t++) {
        together.step(course, t);
        apart.step(courseOfW, t, "w"::equals);
        apart.step(courseOfV, t, "v"::equals);
      }
      assertThat(together.numbers()).containsExactly(apart.numbers());
    }

    @Test
    void keepsAParameterBitForBitAtRateZero() {
      for (Function<Double, Optimizer> kind :
          List.<Function<Double, Optimizer>>of(Adam::withLearningRate, SGD::withLearningRate)) {
        Problem problem = Problem.float64();
        double[] before = problem.leaf("v").copy().toDoubles();
        Optimizer.Course course =
            Optimizer.byName(name -> kind.apply(name.equals("v") ? 0 : 0.1)).start();
        for (int t = 0; t < 3; t++) {
          problem.step(course, t);
        }
        assertThat(problem.leaf("v").copy().toDoubles()).containsExactly(before);
        assertThat(problem.leaf("w").copy().toDoubles()).doesNotContain(Problem.W.start);
      }
    }

    @Test
    void asksOnceForEachName() {
      List<String> asked = new ArrayList<>();
      Optimizer.Course course =
          Optimizer.byName(
                  name -> {
                    asked.add(name);
                    return SGD.withLearningRate(0.1);
                  })
              .start();
      Problem problem = Problem.float64();
      problem.step(course, 0);
      problem.step(course, 1);
      assertThat(asked).containsExactlyInAnyOrder("w", "v");
    }

    @Test
    void movesNoneIfOneFails() {
      Optimizer bad = SGD.withLearningRate(step -> step < 2 ? 0.1 : -1);
      for (Optimizer failing : List.of(bad, breaking(bad))) {
        Problem problem = Problem.float64();
        Optimizer good = Adam.withLearningRate(0.1);
        Optimizer.Course course =
            Optimizer.byName(name -> name.equals("v") ? failing : good).start();
        problem.step(course, 0);
        problem.step(course, 1);
        double[] before = problem.numbers();
        assertThatThrownBy(() -> problem.step(course, 2)).isInstanceOf(JyroException.class);
        assertThat(problem.numbers()).containsExactly(before);
      }
    }

    @Test
    void countsTheStepsBeforeAParameterCame() {
      LearningRate falling = step -> 1.0 / (1 + step);
      Optimizer.Course course =
          Optimizer.byName(
                  name ->
                      name.equals("w") ? SGD.withLearningRate(0) : SGD.withLearningRate(falling))
              .start();
      Problem problem = Problem.float64();
      for (int t = 0; t < 3; t++) {
        problem.step(course, t, "w"::equals);
      }
      double before = problem.numbers()[3];
      double gradient = Problem.V.gradient(0, before, 3);
      problem.step(course, 3);
      assertThat(problem.numbers()[3]).isEqualTo(before - gradient / 4);
    }
  }

  /** How far a step goes down, of two numbers with the gradient (30, 40). */
  private static double[] moved(Optimizer optimizer) {
    Leaf leaf = Leaf.of(Tensor.of(0.0, 0.0));
    Gradients.recording(
        () -> {
          Gradients.backward(leaf.value().mul(Tensor.of(30.0, 40.0)).sum());
          return true;
        });
    optimizer.start().step(Map.of("x", leaf));
    return leaf.value().neg().toDoubles();
  }

  /** One of a user's own, that moves its parameters before it fails. */
  private static Optimizer breaking(Optimizer bad) {
    return () -> {
      Optimizer.Course course = bad.start();
      return new Optimizer.Course() {
        @Override
        public void step(Map<String, Leaf> leaves) {
          leaves.values().forEach(leaf -> leaf.set(leaf.value().mul(1.5)));
          course.step(leaves);
        }

        @Override
        public State state(Map<String, Leaf> leaves) {
          return course.state(leaves);
        }

        @Override
        public void restore(State state, Map<String, Leaf> leaves) {
          course.restore(state, leaves);
        }
      };
    };
  }

  private static List<Double> path(Optimizer.Course course) {
    Problem problem = Problem.float64();
    List<Double> path = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      problem.step(course, t);
      for (double number : problem.numbers()) {
        path.add(number);
      }
    }
    return path;
  }
}
