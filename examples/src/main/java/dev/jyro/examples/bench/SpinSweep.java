package dev.jyro.examples.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The step of the autoencoder under settings of OpenMP, which are read when Torch is loaded: each
 * in a process of its own, alone and beside a busy one.
 *
 * @param plan what each process is asked for
 * @param settings what is tried, the default first
 */
record SpinSweep(Plan plan, List<Setting> settings) {
  private static final String SPINS = "GOMP_SPINCOUNT";

  /** libgomp's own count if nothing is set and there are no more threads than cores. */
  private static final String LIBGOMP = "300000";

  /** What is set. */
  record Setting(String name, Map<String, String> environment, int threads) {}

  /** The neighbours of a measurement. */
  private enum Beside {
    NOBODY,
    BUSY
  }

  static List<Setting> all(int threads) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("as Jyro comes", Map.of(), threads));
    settings.add(new Setting("libgomp's default", Map.of(SPINS, LIBGOMP), threads));
    Stream.of("0", "100", "1000", "3000", "10000", "30000", "100000")
        .map(spins -> new Setting(SPINS + "=" + spins, Map.of(SPINS, spins), threads))
        .forEach(settings::add);
    settings.add(
        new Setting("OMP_WAIT_POLICY=passive", Map.of("OMP_WAIT_POLICY", "passive"), threads));
    settings.add(new Setting("1 thread", Map.of(), 1));
    return settings;
  }

  /** Idle and busy by turns for each setting; the rounds of the plan go over all of them. */
  List<Row> run() throws IOException, InterruptedException {
    Map<Setting, List<Double>> idle = new LinkedHashMap<>();
    Map<Setting, List<Double>> busy = new LinkedHashMap<>();
    for (int round = 0; round < plan.rounds(); round++) {
      for (Setting setting : settings) {
        idle.computeIfAbsent(setting, key -> new ArrayList<>()).add(millis(setting, Beside.NOBODY));
        busy.computeIfAbsent(setting, key -> new ArrayList<>()).add(millis(setting, Beside.BUSY));
      }
    }
    double base = Timing.median(idle.getOrDefault(settings.get(0), List.of()));
    return settings.stream()
        .map(
            setting ->
                row(
                    setting,
                    Timing.median(idle.getOrDefault(setting, List.of())),
                    Timing.median(busy.getOrDefault(setting, List.of())),
                    base))
        .toList();
  }

  private double millis(Setting setting, Beside beside) throws IOException, InterruptedException {
    if (beside == Beside.NOBODY) {
      return millis(setting);
    }
    Process neighbour = Child.busy();
    try {
      return millis(setting);
    } finally {
      neighbour.destroyForcibly().waitFor();
    }
  }

  private double millis(Setting setting) throws IOException, InterruptedException {
    JsonObject found =
        Child.run(
            setting.environment(),
            List.of(
                "bench",
                "vae",
                "--json",
                "--only-svi",
                "--threads=" + setting.threads(),
                "--warm-up=" + plan.warmUp(),
                "--rounds=" + plan.steps(),
                "--steps=5",
                "--limit=" + plan.limit().toSeconds()));
    return found.get("step_ms_median").getAsDouble();
  }

  private static Row row(Setting setting, double idle, double busy, double base) {
    return Row.of("work", "vae")
        .and("mode", setting.name())
        .and("threads", setting.threads())
        .and("idle_ms_median", idle, 2)
        .and("busy_ms_median", busy, 2)
        .and("idle_ratio", idle / base, 2)
        .and("busy_ratio", busy / base, 2);
  }
}
