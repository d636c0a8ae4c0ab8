package dev.jyro.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
  private static Step step(long number, double loss) {
    return new Step(number, 0, loss, 2_000_000, Option.none());
  }

  private static Step skipped(long number) {
    return new Step(
        number, 0, Double.NaN, 1, Option.of(new JyroException("it went wrong\nin detail")));
  }

  /** How many of these losses there are until the condition is reached; 0 if it never is. */
  private static int reachedAt(StopWhen condition, double... losses) {
    for (int i = 0; i < losses.length; i++) {
      if (condition.isReached(step(i + 1, losses[i]))) {
        return i + 1;
      }
    }
    return 0;
  }

  @Test
  void stepsCountThoseBeforeToo() {
    assertThat(StopWhen.steps(3).isReached(step(2, 0))).isFalse();
    assertThat(StopWhen.steps(3).isReached(step(3, 0))).isTrue();
    assertThat(StopWhen.steps(3).isReachedBefore(2)).isFalse();
    assertThat(StopWhen.steps(3).isReachedBefore(3)).isTrue();
    assertThat(StopWhen.steps(0).isReachedBefore(0)).isTrue();
  }

  @Test
  void eitherOfTwoIsEnoughAndBothAreAskedEachTime() {
    StopWhen patient = new EarlyStopping(1, 0, 2).start();
    StopWhen both = ((StopWhen) step -> step.loss() < 0).or(patient);
    assertThat(reachedAt(both, 3, 2, 2, 2, 2)).isEqualTo(4);
    assertThat(reachedAt(((StopWhen) step -> step.loss() < 0).or(StopWhen.outOfData()), 3, -1))
        .isEqualTo(2);
    assertThat(StopWhen.outOfData().or(StopWhen.steps(1)).isReachedBefore(1)).isTrue();
  }

  @Test
  void patienceEndsAfterWindowsWithoutGain() {
    // means 10, 8, 9, 8 of two steps each: the third and fourth are no better than 8
    assertThat(reachedAt(new EarlyStopping(2, 0, 2).start(), 11, 9, 8, 8, 9, 9, 8, 8, 1, 1))
        .isEqualTo(8);
  }

  @Test
  void aGainWithinTheToleranceIsNone() {
    assertThat(reachedAt(new EarlyStopping(1, 0.1, 1).start(), 100, 85, 80)).isEqualTo(3);
    assertThat(reachedAt(new EarlyStopping(1, 0.01, 1).start(), 100, 85, 80)).isZero();
    assertThat(reachedAt(new EarlyStopping(1, 0.1, 1).start(), -100, -105)).isEqualTo(2);
    assertThat(reachedAt(new EarlyStopping(1, 0.1, 1).start(), -100, -115)).isZero();
  }

  @Test
  void aGainGivesPatienceBack() {
    assertThat(reachedAt(new EarlyStopping(1, 0, 2).start(), 5, 6, 4, 5, 3, 4, 4)).isEqualTo(7);
  }

  @Test
  void skippedStepsAreLeftOut() {
    StopWhen patient = new EarlyStopping(1, 0, 1).start();
    assertThat(patient.isReached(step(1, 1))).isFalse();
    assertThat(patient.isReached(skipped(2))).isFalse();
    assertThat(patient.isReached(step(3, 1))).isTrue();
  }

  @Test
  void badSettingsAreRefused() {
    for (Runnable bad :
        List.<Runnable>of(
            () -> EarlyStopping.over(0),
            () -> EarlyStopping.over(1).patience(0),
            () -> EarlyStopping.over(1).tolerance(-1),
            () -> EarlyStopping.over(1).tolerance(Double.NaN),
            () -> StopWhen.steps(-1),
            () -> NonFinite.skip(-1),
            () -> ProgressLines.every(0, line -> {}))) {
      assertThatThrownBy(bad::run)
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Needed:");
    }
  }

  @Test
  void progressIsTold() {
    List<String> lines = new ArrayList<>();
    TrainingListener listener = ProgressLines.every(2, lines::add);
    listener.stepped(step(1, 10));
    listener.stepped(step(2, 11));
    listener.stepped(skipped(3));
    listener.stepped(step(4, 9));
    listener.ended(new Ended(Ended.Cause.REACHED, 4, 1));
    assertThat(lines)
        .containsExactly(
            "step 2, epoch 0: loss 10.500, 2.0 ms a step",
            "step 3 skipped: it went wrong",
            "step 4, epoch 0: loss 9.000, 2.0 ms a step",
            "ended after 4 steps, 1 skipped");
  }

  @Test
  void allLossesAreKept() {
    LossHistory history = LossHistory.create();
    for (int i = 0; i < 1000; i++) {
      history.stepped(step(i, i));
    }
    history.passed(new Epoch(0, 1000, 499.5));
    assertThat(history.losses()).hasSize(1000).contains(0, 999);
    assertThat(history.epochs()).containsExactly(new Epoch(0, 1000, 499.5));
  }
}
