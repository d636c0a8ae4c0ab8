package dev.jyro.examples.bench;

import static dev.jyro.ppl.Primitives.observe;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code bench handlers}. */
@Command(
    name = "handlers",
    description = {
      "Times an observed scalar site behind handlers, without any tensor work.",
      "A passing handler asks outward and no more; a scaling one asks for another effect."
    })
final class HandlersCommand implements Runnable {
  private static final Plan PLAN = Plan.byTurn(300, 15, 20);
  private static final int[] DEPTHS = {0, 1, 5, 10, 20};
  private static final int SITES = 1000;
  private static final Normal NORMAL = Normal.of(0, 1);

  @Mixin private BenchOptions options = new BenchOptions();

  /** What one run is of, beside its timing. */
  private record Case(String mode, int depth, Contender contender) {}

  @Override
  public void run() {
    Report report = options.start(1);
    List<Case> cases = cases();
    List<Timing> timings =
        Race.run(options.plan(PLAN), cases.stream().map(Case::contender).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      rows.add(row(cases.get(i), timings.get(i)));
    }
    report.rows("a site behind handlers", rows);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int depth : DEPTHS) {
      Model<Tensor> passing = behind(depth, HandlersCommand::passing);
      Model<Tensor> scaling = behind(depth, model -> Handlers.scale(model, 1.5));
      cases.add(of("passing", depth, passing));
      cases.add(of("passing, seeded", depth, Handlers.seed(passing, 0)));
      cases.add(of("scaling, seeded", depth, Handlers.seed(scaling, 0)));
    }
    return cases;
  }

  private static Case of(String mode, int depth, Model<Tensor> model) {
    Tensor value = Tensor.constant(0.5, DataType.FLOAT32);
    return new Case(mode, depth, new Contender(mode, () -> model.run(value)));
  }

  /** Many sites of one name, which only a trace would mind. */
  private static void sites(Tensor value) {
    for (int i = 0; i < SITES; i++) {
      observe("x", NORMAL, value);
    }
  }

  private static Model<Tensor> behind(int depth, UnaryOperator<Model<Tensor>> handler) {
    Model<Tensor> model = HandlersCommand::sites;
    for (int i = 0; i < depth; i++) {
      model = handler.apply(model);
    }
    return model;
  }

  private static Model<Tensor> passing(Model<Tensor> model) {
    return Handlers.with((effect, outer) -> outer.ask(effect), model);
  }

  private static Row row(Case one, Timing timing) {
    return Row.of("work", "site")
        .and("mode", one.mode())
        .and("handlers", one.depth())
        .and("site_ns_median", timing.medianNanos() / SITES, 0)
        .and("site_ns_min", timing.minNanos() / SITES, 0)
        .and("heap_bytes_per_site", timing.bytes() / SITES, 0);
  }
}
