package dev.jyro.examples.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter out = new StringWriter();

  private static void train(Progress progress, int epoch) {
    progress.start("epoch " + epoch, Progress.Way.begin(3));
    for (double elbo : List.of(-3.0, -2.0, Double.NaN)) {
      progress.step("ELBO", elbo);
    }
    progress.line("epoch " + epoch);
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
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private Progress bar() {
      return new BarProgress(
          new PrintWriter(out), new PrintStream(screen, true, StandardCharsets.UTF_8));
    }

    private String shown() {
      return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givesWayToTheLineOfTheEpoch() {
      try (Progress progress = bar()) {
        train(progress, 1);
        train(progress, 2);
      }
      assertThat(out.toString().lines()).containsExactly("epoch 1", "epoch 2");
      assertThat(shown()).contains("epoch 1", "3/3", "epoch 2").endsWith(" \r");
    }

    @Test
    void comesBackAfterALine() {
      try (Progress progress = bar()) {
        progress.start("steps", Progress.Way.begin(4));
        progress.step("ELBO", -1);
        progress.line("said");
        screen.reset();
        progress.step("ELBO", -2.5);
        progress.step("ELBO", -2.5);
        progress.line("said again");
      }
      assertThat(shown()).contains("steps", "/4");
      assertThat(out.toString().lines()).containsExactly("said", "said again");
    }

    @Test
    void showsTheNumber() {
      try (Progress progress = bar()) {
        progress.start("epoch 1", Progress.Way.begin(1));
        progress.step("ELBO", -24600.25);
        progress.line("epoch 1");
      }
      assertThat(shown()).contains("ELBO -24600.3");
    }

    @Test
    void goesWithAnEpochThatBrokeOff() {
      Progress progress = bar();
      progress.start("epoch 1", Progress.Way.begin(3));
      progress.start("epoch 1", Progress.Way.begin(3));
      progress.step("ELBO", 1);
      progress.close();
      assertThat(out.toString()).isEmpty();
      assertThat(shown()).endsWith(" \r");
    }

    @Test
    void toleratesAStepOutsideAnEpoch() {
      try (Progress progress = bar()) {
        assertThatCode(() -> progress.step("ELBO", 1)).doesNotThrowAnyException();
      }
    }
  }
}
