package dev.jyro.examples.bench;

import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A step at growing sizes of one thing.
 *
 * @param sizes the sizes, each at least 1
 * @param contenders what is timed at a size; their modes name the curves
 */
record Sweep(List<Integer> sizes, IntFunction<List<Contender>> contenders) {
  private static final List<Integer> TO_1000 = List.of(1, 3, 10, 30, 100, 300, 1000);
  private static final List<Integer> TO_100 = TO_1000.subList(0, 5);

  /** What is swept; the order is that of the picture's colours. */
  static List<Sweep> all() {
    return List.of(
        new Sweep(
            List.of(10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000),
            rows -> both("rows", Work.linearRegression(rows))),
        new Sweep(TO_1000, sites -> both("sites", Sites.of(sites))),
        new Sweep(TO_1000, parameters -> both("parameters", Parameters.of(parameters))),
        new Sweep(TO_100, Sweep::particles),
        new Sweep(List.of(1, 2, 4, 8, 16, 32, 64), depth -> List.of(Plates.of(depth))),
        new Sweep(TO_100, depth -> List.of(behind(depth))));
  }

  /** The same up to this size. */
  Sweep upTo(int most) {
    return new Sweep(sizes.stream().filter(size -> size <= most).toList(), contenders);
  }

  private static List<Contender> both(String name, Work<?> work) {
    return List.of(
        new Contender(name, work.inJyro().step()),
        new Contender(name + " by hand", work.inHand().step()));
  }

  private static List<Contender> particles(int count) {
    return List.of(
        schools("particles in a loop", TraceELBO.withParticles(count)),
        schools("particles side by side", TraceELBO.vectorized(count)));
  }

  private static Contender schools(String name, ELBO elbo) {
    return contender(name, EightSchools::model, EightSchools::guide, elbo);
  }

  private static Contender behind(int depth) {
    return contender(
        "handlers",
        behind(depth, EightSchools::model),
        behind(depth, EightSchools::guide),
        TraceELBO.create());
  }

  private static Model<EightSchools.Data> behind(int depth, Model<EightSchools.Data> model) {
    Model<EightSchools.Data> outer = model;
    for (int i = 0; i < depth; i++) {
      outer = Handlers.with((effect, next) -> next.ask(effect), outer);
    }
    return outer;
  }

  private static Contender contender(
      String name, Model<EightSchools.Data> model, Model<EightSchools.Data> guide, ELBO elbo) {
    EightSchools.Data data = EightSchools.data();
    SVI<EightSchools.Data> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), elbo);
    return new Contender(name, () -> svi.step(data));
  }
}
