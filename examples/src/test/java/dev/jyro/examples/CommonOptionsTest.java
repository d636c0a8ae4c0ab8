package dev.jyro.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.examples.output.OutputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
      assertThat(options.json()).isFalse();
      assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
      assertThat(options.out(place.resolve("own")).path()).isEqualTo(place.resolve("own")).exists();
    }
  }

  @Nested
  final class Given {
    @Test
    void areTaken() {
      Path out = place.resolve("given");
      CommonOptions options =
          parse(
              "--seed=-9223372036854775808",
              "--epochs=3",
              "--steps=20",
              "--threads=2",
              "--json",
              "--out=" + out);
      assertThat(options.seed()).isEqualTo(Long.MIN_VALUE);
      assertThat(options.epochs(7)).isEqualTo(3);
      assertThat(options.steps()).isEqualTo(20);
      assertThat(options.threads()).isEqualTo(2);
      assertThat(options.json()).isTrue();
      assertThat(options.out(place.resolve("own")).path()).isEqualTo(out).exists();
      assertThat(place.resolve("own")).doesNotExist();
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
      assertThatThrownBy(() -> options.out(place)).isInstanceOf(OutputException.class);
    }
  }

  @Nested
  final class TheProgress {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private void report(String... arguments) {
      var example = new Example();
      var commandLine = new CommandLine(example);
      commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).parseArgs(arguments);
      example.options.progress().finish("epoch 1");
    }

    @Test
    void goesToTheOutput() {
      report();
      assertThat(out.toString()).isEqualToIgnoringNewLines("epoch 1\n");
      assertThat(err.toString()).isEmpty();
    }

    @Test
    void leavesTheOutputToJson() {
      report("--json");
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString()).isEqualToIgnoringNewLines("epoch 1\n");
    }

    @Test
    void needsTheCommandThatItBelongsTo() {
      assertThatThrownBy(() -> new CommonOptions().progress())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("@Mixin");
    }
  }

  @Command(name = "example")
  private static final class Example {
    @Mixin private final CommonOptions options = new CommonOptions();
  }
}
