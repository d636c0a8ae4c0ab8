package dev.jyro.examples;

import ai.djl.engine.Engine;
import dev.jyro.tensor.Torch;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run ran on. */
final class Surroundings {
  private Surroundings() {}

  /** Versions, machine, threads and time, by name. */
  static Map<String, String> now() {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("Jyro", Version.number());
    found.put("Torch", Torch.version());
    found.put("DJL", Engine.getDjlVersion());
    found.put("Java", property("java.vm.name") + " " + property("java.version"));
    found.put(
        "System", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    found.put("Processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    found.put("Torch's threads", Integer.toString(Torch.threads()));
    found.put("Finished", time());
    return found;
  }

  private static String time() {
    return ZonedDateTime.now(ZoneId.systemDefault())
        .truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }
}
