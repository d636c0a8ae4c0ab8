package dev.jyro.examples.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jyro.tensor.Torch;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what was measured: tables for people, or one JSON object a line. */
final class Report {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final String system;
  private final PrintWriter out;
  private final boolean json;

  private Report(String system, PrintWriter out, Form form) {
    this.system = system;
    this.out = out;
    this.json = form == Form.JSON;
  }

  /** For people or for programs. */
  enum Form {
    /** Aligned tables. */
    TABLE,
    /** An object a line. */
    JSON
  }

  static Report of(CommandSpec command, Form form) {
    String system = String.join(" ", command.root().version()).toLowerCase(Locale.ROOT);
    return new Report(system, command.commandLine().getOut(), form);
  }

  /** Rows that belong together, under a title. */
  void rows(String title, List<Row> rows) {
    if (json) {
      rows.forEach(row -> out.println(GSON.toJson(complete(row))));
    } else {
      out.printf(
          Locale.ROOT,
          "%n%s (%s, Torch %s, %s, load average %.1f)%n",
          title,
          system,
          Torch.version(),
          threads(),
          load());
      new Table(rows).lines().forEach(out::println);
    }
    out.flush();
  }

  /** A remark for people. */
  void say(String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }

  /** With what the peers' scripts say of themselves. */
  private Map<String, Object> complete(Row row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("system", system);
    cells.put("torch", Torch.version());
    cells.putAll(row.cells());
    cells.putIfAbsent("threads", Torch.threads());
    cells.put("load_average", Math.round(load() * 100) / 100.0);
    return cells;
  }

  /** How busy the machine was in the last minute, this process included; negative if unknown. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String threads() {
    int threads = Torch.threads();
    return threads + (threads == 1 ? " thread" : " threads");
  }
}
