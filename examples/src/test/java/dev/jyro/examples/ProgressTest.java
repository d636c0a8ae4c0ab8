package dev.jyro.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter out = new StringWriter();

  private static void train(Progress progress, int epoch) {
    progress.start(epoch, 3);
    for (double loss : List.of(3.0, 2.0, Double.NaN)) {
      progress.step(loss);
    }
    progress.finish("epoch " + epoch);
  }

  @Nested
  final class Lines {
    @Test
    void areOneForEachEpoch() {
      try (Progress progress = Progress.lines(new PrintWriter(out))) {
        train(progress, 1);
        assertThat(out.toString()).isEqualToIgnoringNewLines("epoch 1\n");
        train(progress, 2);
      }
      assertThat(out.toString().lines()).containsExactly("epoch 1", "epoch 2");
    }
  }

  @Nested
  final class ABar {
    @Test
    void givesWayToTheLineOfTheEpoch() {
      try (Progress progress = Progress.bar(new PrintWriter(out))) {
        train(progress, 1);
        train(progress, 2);
      }
      assertThat(out.toString().lines()).containsExactly("epoch 1", "epoch 2");
    }

    @Test
    void goesWithAnEpochThatBrokeOff() {
      Progress progress = Progress.bar(new PrintWriter(out));
      progress.start(1, 3);
      progress.start(1, 3);
      progress.step(1);
      assertThatCode(progress::close).doesNotThrowAnyException();
      assertThat(out.toString()).isEmpty();
    }

    @Test
    void toleratesAStepOutsideAnEpoch() {
      try (Progress progress = Progress.bar(new PrintWriter(out))) {
        assertThatCode(() -> progress.step(1)).doesNotThrowAnyException();
      }
    }
  }
}
