package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.tracker.Tracker;
import dev.jyro.JyroException;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DjlOptimizerTest {
  private static final Tracker RATE = Tracker.fixed(0.02f);

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(Optimizer.of(DjlOptimizerTest::adam), Adam.withLearningRate(0.02)),
        Arguments.of(
            Optimizer.of(
                () ->
                    ai.djl.training.optimizer.Optimizer.sgd().setLearningRateTracker(RATE).build()),
            SGD.withLearningRate(0.02)),
        Arguments.of(
            Optimizer.of(() -> withMomentum(0.5f)), SGD.withLearningRate(0.02).momentum(0.5)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void takesTheStepsOfOurOwn(Optimizer djl, Optimizer own) {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Problem theirs = new Problem(type);
      Problem ours = new Problem(type);
      Optimizer.Course course = djl.start();
      Optimizer.Course ownCourse = own.start();
      for (int t = 0; t < 100; t++) {
        theirs.step(course, t);
        ours.step(ownCourse, t);
        assertThat(theirs.numbers())
            .as("after step %d", t)
            .containsExactly(ours.numbers(), within(1e-5));
        assertThat(theirs.hasNoGradients()).isTrue();
      }
    }
  }

  /** As a training passes it while batches ask for it and do not use it. */
  @ParameterizedTest
  @MethodSource("pairs")
  void movesOnWhereNoNewGradientArrives(Optimizer djl, Optimizer own) {
    Problem theirs = Problem.float64();
    Problem ours = Problem.float64();
    Optimizer.Course course = djl.start();
    Optimizer.Course ownCourse = own.start();
    for (int t = 0; t < 100; t++) {
      stepUsingBothEveryOtherTime(theirs, course, t);
      stepUsingBothEveryOtherTime(ours, ownCourse, t);
      assertThat(theirs.numbers())
          .as("after step %d", t)
          .containsExactly(ours.numbers(), within(1e-5));
    }
  }

  private static void stepUsingBothEveryOtherTime(Problem problem, Optimizer.Course course, int t) {
    problem.descend(Problem.W, t);
    if (t % 2 == 0) {
      problem.descend(Problem.V, t);
    }
    course.step(problem.leaves());
    assertThat(problem.hasNoGradients()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void takesAStepWithoutAnyNewGradient(Optimizer djl, Optimizer own) {
    Problem theirs = Problem.float64();
    Problem ours = Problem.float64();
    Optimizer.Course course = djl.start();
    Optimizer.Course ownCourse = own.start();
    theirs.step(course, 0);
    ours.step(ownCourse, 0);
    course.step(theirs.leaves());
    ownCourse.step(ours.leaves());
    assertThat(theirs.numbers()).containsExactly(ours.numbers(), within(1e-5));
  }

  @Test
  void startsEachCourseFromNothing() {
    Optimizer optimizer = Optimizer.of(DjlOptimizerTest::adam);
    Problem first = Problem.float64();
    Problem second = Problem.float64();
    Optimizer.Course course = optimizer.start();
    for (int t = 0; t < 5; t++) {
      first.step(course, t);
    }
    Optimizer.Course other = optimizer.start();
    for (int t = 0; t < 5; t++) {
      second.step(other, t);
    }
    assertThat(second.numbers()).containsExactly(first.numbers());
  }

  @Test
  void remembersNothingOfALeafThatWasReplaced() {
    Optimizer momentum = Optimizer.of(() -> withMomentum(0.9f));
    Problem problem = Problem.float64();
    Optimizer.Course course = momentum.start();
    for (int t = 0; t < 5; t++) {
      problem.step(course, t);
    }
    problem.renew(Problem.W);
    problem.step(course, 7, "w"::equals);
    Problem fresh = Problem.float64();
    fresh.step(momentum.start(), 7, "w"::equals);
    assertThat(problem.leaf("w").copy().toDoubles())
        .containsExactly(fresh.leaf("w").copy().toDoubles());
  }

  @Test
  void movesNothingIfItFailsOnTheWay() {
    Optimizer.Course course = Optimizer.of(Breaking::new).start();
    Problem problem = Problem.float64();
    double[] before = problem.numbers();
    assertThatThrownBy(() -> problem.step(course, 0))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("DJL's Breaking failed at parameter '")
        .hasMessageContaining("at the second");
    assertThat(problem.numbers()).containsExactly(before);
  }

  @Test
  void refusesALeafWithoutAGradient() {
    Problem problem = Problem.float64();
    Optimizer.Course course = Optimizer.of(DjlOptimizerTest::adam).start();
    assertThatThrownBy(() -> course.step(Map.of("v", problem.leaf("v"))))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("'v': no gradient has arrived.");
  }

  @Test
  void makesNoTensorsOfOurs() {
    Problem problem = Problem.float64();
    Optimizer.Course course = Optimizer.of(DjlOptimizerTest::adam).start();
    problem.step(course, 0);
    long before = TensorScope.unscoped();
    problem.step(course, 1);
    assertThat(TensorScope.unscoped()).isEqualTo(before);
  }

  @Test
  void hasNoStateToTake() {
    Optimizer.Course course = Optimizer.of(DjlOptimizerTest::adam).start();
    assertThatThrownBy(() -> course.state(Map.of()))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("DJL's Adam keeps what it remembers to itself");
    assertThatThrownBy(() -> course.restore(new State("Adam", 0, Map.of()), Map.of()))
        .isInstanceOf(JyroException.class);
  }

  @Test
  void goesBesideOthersByName() {
    Optimizer djl = Optimizer.of(DjlOptimizerTest::adam);
    Optimizer own = SGD.withLearningRate(0.1);
    Problem problem = Problem.float64();
    Problem expected = Problem.float64();
    Optimizer.Course course = Optimizer.byName(name -> name.equals("w") ? djl : own).start();
    Optimizer.Course ofV = own.start();
    for (int t = 0; t < 5; t++) {
      problem.step(course, t);
      expected.step(ofV, t, "v"::equals);
    }
    assertThat(problem.leaf("v").copy().toDoubles())
        .containsExactly(expected.leaf("v").copy().toDoubles());
  }

  private static ai.djl.training.optimizer.Optimizer adam() {
    return ai.djl.training.optimizer.Optimizer.adam().optLearningRateTracker(RATE).build();
  }

  private static ai.djl.training.optimizer.Optimizer withMomentum(float factor) {
    return ai.djl.training.optimizer.Optimizer.sgd()
        .setLearningRateTracker(RATE)
        .optMomentum(factor)
        .build();
  }

  /** Moves the first parameter and fails at the second. */
  private static final class Breaking extends ai.djl.training.optimizer.Optimizer {
    private boolean moved;

    Breaking() {
      super(new Plain());
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
      if (moved) {
        throw new IllegalStateException("at the second");
      }
      weight.subi(gradient);
      moved = true;
    }

    private static final class Plain extends OptimizerBuilder<Plain> {
      @Override
      protected Plain self() {
        return this;
      }
    }
  }
}
