package dev.jyro.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.JyroException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(CommandLine commandLine, String... arguments) {
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return Main.run(commandLine, arguments);
  }

  private int run(String... arguments) {
    return run(Main.commandLine(), arguments);
  }

  /** Every command, with those of commands. */
  static Stream<String> commands() {
    return Stream.concat(Stream.of(""), below("", Main.commandLine()));
  }

  private static Stream<String> below(String prefix, CommandLine commandLine) {
    return commandLine.getSubcommands().entrySet().stream()
        .flatMap(
            command -> {
              String name = (prefix + " " + command.getKey()).strip();
              return Stream.concat(Stream.of(name), below(name, command.getValue()));
            });
  }

  @Nested
  final class WithoutArguments {
    @Test
    void theDefaultExampleIsMeant() {
      assertThat(Main.orDefault()).containsExactly("vae");
      assertThat(Main.orDefault("list")).containsExactly("list");
    }
  }

  @Nested
  final class TheList {
    @Test
    void hasALineForEachExample() {
      assertThat(run("list")).isZero();
      Set<String> expected = new LinkedHashSet<>(Main.commandLine().getSubcommands().keySet());
      expected.remove("list");
      assertThat(out.toString().lines())
          .allMatch(line -> line.matches("\\S+ +\\S.*"))
          .extracting(line -> line.replaceFirst(" .*", ""))
          .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "coin",
          "regression",
          "eight-schools",
          "bayesian-logistic",
          "bnn",
          "vae",
          "vae-particles",
          "beta-vae",
          "vae-gaussian",
          "vae-generate"
        })
    void hasTheGallery(String example) {
      CommandLine found = requireNonNull(Main.commandLine().getSubcommands().get(example));
      assertThat(found.getCommandSpec().optionsMap().keySet())
          .contains("--json", "--seed", "--out", "--epochs", "--steps", "--threads", "--resume");
    }

    @Test
    void leavesTheProcessRunning() {
      Main.main(new String[] {"list"});
      assertThat(System.getProperty("java.awt.headless")).isEqualTo("true");
    }
  }

  @Nested
  final class EveryCommand {
    @ParameterizedTest(name = "jyro {0}")
    @MethodSource("dev.jyro.examples.MainTest#commands")
    void hasHelp(String command) {
      assertThat(run((command + " --help").strip().split(" "))).isZero();
      assertThat(out.toString()).startsWith(("Usage: jyro " + command).strip());
    }

    @ParameterizedTest(name = "jyro {0}")
    @MethodSource("dev.jyro.examples.MainTest#commands")
    void hasAVersion(String command) {
      assertThat(run((command + " --version").strip().split(" "))).isZero();
      assertThat(out.toString()).matches("Jyro \\d+\\.\\d+\\.\\d+\\S*\\R");
    }
  }

  @Nested
  final class WrongArguments {
    @ParameterizedTest(name = "jyro {0}")
    @ValueSource(strings = {"--nonsense", "vae --nonsense", "list --nonsense"})
    void nameAnUnknownOption(String arguments) {
      assertThat(run(arguments.split(" "))).isEqualTo(2);
      assertThat(err.toString()).contains("Unknown option: '--nonsense'");
      assertThat(out.toString()).isEmpty();
    }

    @Test
    void nameAnUnknownCommand() {
      assertThat(run("vea")).isEqualTo(2);
      assertThat(err.toString()).contains("Unmatched argument at index 0: 'vea'").contains("vae");
    }
  }

  @Nested
  final class AnExampleThatFails {
    private int runFailing(RuntimeException failure) {
      return run(Main.commandLine().addSubcommand(new Failing(failure)), "failing");
    }

    @Test
    void printsAMessageOfJyroWithoutAStackTrace() {
      assertThat(runFailing(new JyroException("Here: found that.\nFix: do this."))).isEqualTo(1);
      assertThat(err.toString()).isEqualToIgnoringNewLines("Here: found that.\nFix: do this.\n");
      assertThat(out.toString()).isEmpty();
    }

    @Test
    void printsAnyOtherFailureWithAStackTrace() {
      assertThat(runFailing(new IllegalStateException("bug"))).isEqualTo(1);
      assertThat(err.toString())
          .contains("java.lang.IllegalStateException: bug")
          .contains("at dev.jyro.examples.MainTest");
    }
  }

  @Command(name = "failing", description = "Fails.")
  private static final class Failing implements Runnable {
    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public void run() {
      throw failure;
    }
  }
}
