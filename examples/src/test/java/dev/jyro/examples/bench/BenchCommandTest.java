package dev.jyro.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.getCommandSpec().version("Jyro 1.2.3");
    return bench.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  private List<JsonObject> rows(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--warm-up", "1", "--rounds", "2", "--steps", "2"));
    assertThat(run(all.toArray(new String[0]))).as(err::toString).isZero();
    return out.toString()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static List<String> texts(List<JsonObject> rows, String key) {
    return rows.stream().map(row -> row.get(key).getAsString()).toList();
  }

  @Nested
  final class Json {
    @TempDir Path folder;

    @Test
    void ofSmallModelsHasThePeersKeys() {
      List<JsonObject> rows = rows("small");
      assertThat(texts(rows, "work"))
          .containsExactly(
              "eight_schools", "eight_schools", "linear_regression", "linear_regression");
      assertThat(texts(rows, "mode")).containsExactly("svi", "by hand", "svi", "by hand");
      assertThat(rows.get(0).keySet())
          .containsExactly(
              "system",
              "torch",
              "work",
              "mode",
              "step_us_median",
              "step_us_min",
              "heap_bytes_per_step",
              "threads",
              "load_average");
      assertThat(rows.get(0).get("system").getAsString()).isEqualTo("jyro 1.2.3");
      assertThat(rows.get(0).get("threads").getAsInt()).isEqualTo(1);
    }

    @Test
    void ofTheAutoencoderHasMillisecondsAndTheFirstStep() {
      List<JsonObject> rows = rows("vae");
      assertThat(texts(rows, "mode")).containsExactly("svi", "by hand");
      assertThat(rows.get(0).keySet())
          .contains("step_ms_median", "step_us_median", "start_to_first_step_s");
      assertThat(rows.get(1).keySet()).doesNotContain("start_to_first_step_s");
    }

    @Test
    void ofOperationsCountsThemByPhase() {
      List<JsonObject> rows = rows("ops");
      JsonObject programs = phase(rows, "programs");
      assertThat(programs.get("tracked_ops").getAsDouble())
          .isPositive()
          .isLessThanOrEqualTo(programs.get("ops").getAsDouble());
      assertThat(phase(rows, "densities").get("ops").getAsDouble()).isPositive();
      assertThat(phase(rows, "backward").get("torch_us").getAsDouble()).isPositive();
      assertThat(rows).anyMatch(row -> row.has("operation"));
    }

    private JsonObject phase(List<JsonObject> rows, String name) {
      return rows.stream()
          .filter(row -> row.has("phase"))
          .filter(row -> row.get("phase").getAsString().equals(name))
          .findFirst()
          .orElseThrow();
    }

    @Test
    void ofHandlersNamesTheirNumber() {
      List<JsonObject> rows = rows("handlers");
      assertThat(rows).hasSize(15).allMatch(row -> row.has("site_ns_median"));
      assertThat(texts(rows, "handlers")).contains("0", "1", "5", "10", "20");
    }

    @Test
    void ofGrowthComesWithAPicture() {
      List<JsonObject> rows = rows("growth", "--up-to", "10", "--out", folder.toString());
      assertThat(texts(rows, "mode"))
          .contains("rows", "sites by hand", "parameters", "particles side by side", "handlers");
      assertThat(rows).allMatch(row -> row.get("size").getAsInt() <= 10);
      assertThat(folder.resolve("growth.png")).isNotEmptyFile();
    }

    @Test
    void ofThreadsComparesOneLoopWithTwo() {
      List<JsonObject> rows = rows("threads");
      assertThat(texts(rows, "mode")).containsExactly("one loop", "two loops");
      assertThat(rows).allMatch(row -> row.get("steps_per_s_median").getAsDouble() > 0);
    }

    @Test
    void ofParticlesComparesThreeWays() {
      List<JsonObject> rows = rows("particles", "--particles", "2");
      assertThat(texts(rows, "mode"))
          .containsExactly("loop", "threads", "side by side", "loop", "threads", "side by side");
      assertThat(rows.get(0).get("ratio").getAsDouble()).isEqualTo(1);
    }

    @Test
    void ofASweepComesFromOtherProcesses() {
      List<JsonObject> rows = rows("threads", "--sweep", "--settings", "1");
      assertThat(texts(rows, "mode")).containsExactly("as Jyro comes");
      assertThat(rows.get(0).keySet()).contains("idle_ms_median", "busy_ms_median", "busy_ratio");
    }
  }

  @Nested
  final class ATable {
    @Test
    void hasTheKeysOnTopAndTheRatioBelow() {
      assertThat(run("small", "--warm-up", "1", "--rounds", "1", "--steps", "1")).isZero();
      assertThat(out.toString())
          .contains("eight_schools (jyro 1.2.3, Torch ")
          .containsPattern("work +mode +step_us_median +step_us_min +heap_bytes_per_step")
          .containsPattern("svi / by hand: \\d+\\.\\d\\d");
    }
  }

  @Nested
  final class WrongArguments {
    @Test
    void nameWhatIsMissing() {
      assertThat(run()).isEqualTo(2);
      assertThat(err.toString()).contains("needed one of [small, vae, ops");
    }

    @ParameterizedTest(name = "{0} 0")
    @ValueSource(strings = {"--rounds", "--steps", "--threads", "--limit"})
    void nameTheOption(String option) {
      assertThat(run("small", option, "0")).isEqualTo(2);
      assertThat(err.toString()).contains(option).contains("found '0', needed");
    }
  }
}
