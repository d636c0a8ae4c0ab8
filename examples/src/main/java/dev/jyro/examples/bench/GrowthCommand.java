package dev.jyro.examples.bench;

import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench growth}. */
@Command(
    name = "growth",
    description = {
      "Times a step against the number of rows, sites, parameters, particles, plates, handlers.",
      "Writes the curves into growth.png in --out."
    })
final class GrowthCommand implements Runnable {
  private static final Plan COMPILING = Plan.byTurn(0, 1, 2000);

  /** At most; a size whose steps are long gets fewer of them. */
  private static final Plan PLAN = Plan.byTurn(300, 7, 100);

  private static final double TURN_NANOS = 30e6;

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out/bench",
      description = "Folder for the picture, made if need be. Default: out/bench.")
  private Path out = Path.of("out", "bench");

  @Option(
      names = "--up-to",
      paramLabel = "N",
      defaultValue = "100000",
      converter = WholeNumber.Positive.class,
      description = "Leave out sizes past this one. Default: 100000.")
  private int most;

  /** One size, timed. */
  private record Point(int size, Timing timing) {}

  @Override
  public void run() {
    OutputFolder folder = OutputFolder.open(out);
    Report report = options.start(1);
    Plan plan = options.plan(PLAN);
    compile(plan);
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    for (Sweep sweep : Sweep.all()) {
      Map<String, List<Point>> found = measured(sweep.upTo(most), plan);
      found.forEach((name, points) -> report.rows(name, rows(name, points)));
      curves.putAll(found);
    }
    draw(curves).draw().writeTo(folder.file("growth.png"));
    report.say("%nThe picture is in %s".formatted(folder.path()));
  }

  /** Or the first sizes would be measured before Java's compiler has seen the code. */
  private static void compile(Plan plan) {
    int steps = Math.min(COMPILING.steps(), 10 * plan.warmUp());
    Work.eightSchools().contenders().forEach(contender -> contender.run(steps));
  }

  private static Map<String, List<Point>> measured(Sweep sweep, Plan plan) {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    for (int size : sweep.sizes()) {
      List<Contender> contenders = sweep.contenders().apply(size);
      for (Timing timing : Race.run(fitting(plan, contenders), contenders)) {
        curves
            .computeIfAbsent(timing.mode(), mode -> new ArrayList<>())
            .add(new Point(size, timing));
      }
    }
    return curves;
  }

  private static Plan fitting(Plan plan, List<Contender> contenders) {
    long start = System.nanoTime();
    contenders.forEach(contender -> contender.run(2));
    double step = (System.nanoTime() - start) / 2.0 / contenders.size();
    int most = (int) Math.max(1, TURN_NANOS / step);
    return Plan.byTurn(
        Math.min(plan.warmUp(), 5 * most), plan.rounds(), Math.min(plan.steps(), most));
  }

  private static List<Row> rows(String name, List<Point> points) {
    return points.stream()
        .map(
            point ->
                Row.of("work", "growth")
                    .and("mode", name)
                    .and("size", point.size())
                    .micros(point.timing())
                    .heap(point.timing()))
        .toList();
  }

  /** What is by hand comes last: past the colours they begin again, dashed. */
  private static LinePlot draw(Map<String, List<Point>> curves) {
    List<Curve> inOrder = new ArrayList<>();
    curves.keySet().stream()
        .sorted((a, b) -> Boolean.compare(a.endsWith("by hand"), b.endsWith("by hand")))
        .forEach(name -> inOrder.add(curve(name, curves.getOrDefault(name, List.of()))));
    return LinePlot.logarithmic("A step of SVI", "how many", "microseconds a step", inOrder);
  }

  private static Curve curve(String name, List<Point> points) {
    return new Curve(
        name,
        points.stream().map(point -> (double) point.size()).toList(),
        points.stream().map(point -> point.timing().medianMicros()).toList());
  }
}
