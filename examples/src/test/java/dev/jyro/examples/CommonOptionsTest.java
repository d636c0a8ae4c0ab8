package dev.jyro.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.examples.output.OutputException;
import dev.jyro.examples.stage.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class CommonOptionsTest {
  @TempDir Path place;

  private static CommonOptions parse(String... arguments) {
    var example = new Example();
    new CommandLine(example).parseArgs(arguments);
    return example.options;
  }

  @Nested
  final class NotGiven {
    @Test
    void areWhatTheExampleSays() {
      CommonOptions options = parse();
      assertThat(options.seed()).isZero();
      assertThat(options.epochs(7)).isEqualTo(7);
      assertThat(options.steps()).isZero();
      assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }

  @Nested
  final class Given {
    @Test
    void areTaken() {
      CommonOptions options =
          parse("--seed=-9223372036854775808", "--epochs=3", "--steps=20", "--threads=2", "--json");
      assertThat(options.seed()).isEqualTo(Long.MIN_VALUE);
      assertThat(options.epochs(7)).isEqualTo(3);
      assertThat(options.steps()).isEqualTo(20);
      assertThat(options.threads()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1} steps")
    @CsvSource({
      "'',                     70",
      "--steps=0,              70",
      "--steps=500,            500",
      "--epochs=9,             9",
      "--epochs=90,            90",
      "--epochs=9 --steps=500, 9",
      "--epochs=90 --steps=5,  5"
    })
    void countAnEpochAsAStepWhereAStepSeesAllData(String options, int steps) {
      String[] words = options.isEmpty() ? new String[0] : options.split(" ", -1);
      assertThat(parse(words).steps(70)).isEqualTo(steps);
    }

    @Test
    void leaveTheEpochsToTheStepsWhereTheseAreGivenAlone() {
      assertThat(parse("--steps=20").epochs(7)).isZero();
      assertThat(parse("--steps=20", "--epochs=3").epochs(7)).isEqualTo(3);
    }

    @Test
    void makeStepsOfEpochs() {
      assertThat(parse("--epochs=3").steps(100, 4)).isEqualTo(12);
      assertThat(parse("--epochs=3", "--steps=5").steps(100, 4)).isEqualTo(5);
      assertThat(parse().steps(100, 4)).isEqualTo(100);
    }

    @Test
    void maySetNoLimitToTheSteps() {
      assertThat(parse("--steps", "0").steps()).isZero();
    }

    @ParameterizedTest(name = "{0} {1}: needed {2}")
    @CsvSource({
      "--epochs,  0,                    a whole number from 1 to 2147483647",
      "--epochs,  -3,                   a whole number from 1 to 2147483647",
      "--epochs,  many,                 a whole number from 1 to 2147483647",
      "--epochs,  2.5,                  a whole number from 1 to 2147483647",
      "--epochs,  2147483648,           a whole number from 1 to 2147483647",
      "--epochs,  '',                   a whole number from 1 to 2147483647",
      "--threads, 0,                    a whole number from 1 to 2147483647",
      "--steps,   -1,                   a whole number from 0 to 2147483647",
      "--steps,   1e3,                  a whole number from 0 to 2147483647",
      "--seed,    lucky,                a whole number from -9223372036854775808 to ",
      "--seed,    9223372036854775808,  a whole number from -9223372036854775808 to "
    })
    void areRefusedByNameWithWhatIsAllowed(String option, String value, String allowed) {
      assertThatThrownBy(() -> parse(option + "=" + value))
          .isInstanceOf(ParameterException.class)
          .hasMessageContainingAll(
              "'" + option + "'", "found '" + value + "'", "needed " + allowed);
    }

    @Test
    void areRefusedWithExitCodeTwo() {
      var err = new StringWriter();
      CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err));
      assertThat(Main.run(commandLine, "vae", "--epochs", "0")).isEqualTo(2);
      assertThat(err.toString()).contains("--epochs", "found '0'", "from 1 to");
    }

    @Test
    void areRefusedForAFileInTheWay() throws IOException {
      Path file = Files.createFile(place.resolve("file"));
      CommonOptions options = parse("--out", file.toString());
      assertThatThrownBy(() -> options.perform(new Told(1), (told, stage) -> new Found(2)))
          .isInstanceOf(OutputException.class);
    }
  }

  @Nested
  final class ARun {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private void perform(String... arguments) {
      var example = new Example();
      new CommandLine(example)
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err))
          .parseArgs(arguments);
      example.options.perform(
          new Told(7),
          (told, stage) -> {
            stage.tell("half", Map.of("done", 0.5));
            return new Found(told.wanted() + 1);
          });
    }

    @Test
    void speaksInLines() {
      perform("--out", place.resolve("given").toString());
      assertThat(out.toString().lines())
          .containsExactly(
              "half",
              "Found 8.",
              "Pictures and report are in " + place.resolve("given").resolve("report.html"));
      assertThat(err.toString()).isEmpty();
      assertThat(place.resolve("given").resolve("report.html")).exists();
    }

    @Test
    void leavesTheOutputToJson() {
      perform("--json", "--threads=1", "--out=" + place.resolve("given"));
      assertThat(out.toString().lines())
          .hasSize(2)
          .first()
          .asString()
          .matches(
              "\\{\"system\":\"jyro .+\",\"torch\":\".+\",\"work\":\"example\",\"threads\":1,\"done\":0.5}");
      assertThat(out.toString()).contains("\"result\":{\"found_number\":8}}");
      assertThat(err.toString()).contains("half");
    }

    @Test
    void goesOnWithNothingWhereNothingIs() {
      Path typo = place.resolve("typo");
      assertThatThrownBy(() -> perform("--resume=" + typo))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll("--resume " + typo, "Fix: ");
      assertThat(typo).doesNotExist();
    }

    @Test
    void needsTheCommandThatItBelongsTo() {
      assertThatThrownBy(() -> new CommonOptions().perform(new Told(1), (t, s) -> new Found(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("@Mixin");
    }
  }

  private record Told(int wanted) {}

  private record Found(int foundNumber) implements Outcome {
    @Override
    public String summary() {
      return "Found %d.".formatted(foundNumber);
    }
  }

  @Command(name = "example")
  private static final class Example {
    @Mixin private final CommonOptions options = new CommonOptions();
  }
}
