package dev.jyro.examples.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jyro.FileSizeLimit;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.picture.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk is full after some bytes of a result: the older one stays, and nothing beside it. */
final class FullDiskTest {
  private static final int STEPS = 20;

  @TempDir private Path folder;

  /** Writes a result to a file. */
  @FunctionalInterface
  interface Result {
    void writeTo(Path file);
  }

  static Stream<Arguments> results() {
    byte[] text = "a report, ".repeat(3000).getBytes(StandardCharsets.UTF_8);
    LinePlot plot =
        LinePlot.of(
            "loss",
            "step",
            "nats",
            new Curve("train", List.of(1.0, 2.0, 3.0), List.of(3.0, 1.0, 2.0)));
    Picture picture = plot.draw();
    return Stream.of(
        Arguments.of(
            "a report", (Result) file -> new AtomicFile(file).write(out -> out.write(text))),
        Arguments.of("a picture", (Result) file -> picture.writeTo(file)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void leavesTheOlderResult(String name, Result result) throws IOException {
    Path file = folder.resolve("result");
    result.writeTo(file);
    long whole = Files.size(file);
    Files.writeString(file, "older");
    for (long bytes = 0; bytes < whole; bytes += Math.max(1, whole / STEPS)) {
      assertRefused(writeWithin(bytes, result, file), file);
      assertThat(file).hasContent("older");
      assertThat(folder.toFile().list()).containsExactly("result");
    }
    assertThat(writeWithin(whole, result, file)).isNull();
    assertThat(file).hasSize(whole);
  }

  @Test
  void isFoundOutBeforeAnyWork() {
    Path file = folder.resolve("file");
    new AtomicFile(file).write(out -> out.write(1));
    assertThat(catchThrowable(() -> OutputFolder.open(file)))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("Fix: ");
  }

  private static Throwable writeWithin(long bytes, Result result, Path file) {
    try (FileSizeLimit limit = FileSizeLimit.of(bytes)) {
      return catchThrowable(() -> result.writeTo(file));
    }
  }

  private static void assertRefused(Throwable thrown, Path file) {
    assertThat(thrown)
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(file + ": cannot be written.")
        .hasMessageContaining("Fix: see that the disk has room");
  }
}
