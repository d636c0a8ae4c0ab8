package dev.jyro.examples.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class DrawCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new DrawCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  static Iterable<Subject<?>> subjects() {
    return Subject.all();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void drawsEveryProgramInEveryFormat(Subject<?> subject) {
    for (Format format : Format.values()) {
      assertThat(subject.draw(format)).isNotBlank().endsWith("\n");
    }
  }

  @Test
  void namesEveryProgramInItsHelp() {
    String help = new CommandLine(new DrawCommand()).getUsageMessage();
    assertThat(help.replaceAll("\\s+", " "))
        .contains("One of " + Subject.all().map(Subject::name).mkString(", ") + ".");
  }

  @Test
  void drawsForMermaidUnlessToldOtherwise() {
    assertThat(run("schools")).isZero();
    assertThat(out.toString()).startsWith("flowchart TD").contains("theta ~ Normal(mu, tau)");
  }

  @Test
  void drawsForGraphviz() {
    assertThat(run("vae", "--format", "dot")).isZero();
    assertThat(out.toString()).startsWith("digraph").contains("n_decoder__ -> n_pixels;");
  }

  @Test
  void printsTheTableOfShapes() {
    assertThat(run("regression", "--format", "TABLE")).isZero();
    assertThat(out.toString().lines().map(String::strip))
        .contains("rows   plate                 100 |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schools --format png", "school --format dot"})
  void refusesWhatItDoesNotKnow(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("found '").contains("needed");
    assertThat(out.toString()).isEmpty();
  }
}
