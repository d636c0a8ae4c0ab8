package dev.jyro.examples.bench;

import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;

/** One site inside plates of one repetition each, one inside the other. */
final class Plates {
  private Plates() {}

  static Contender of(int depth) {
    SVI<Integer> svi =
        SVI.of(Plates::model, Plates::guide, Adam.withLearningRate(0.01), TraceELBO.create());
    return new Contender("nested plates", () -> svi.step(depth));
  }

  private static void model(int depth) {
    inside(depth, () -> sample("z", Normal.of(0, 1)));
  }

  private static void guide(int depth) {
    inside(depth, () -> sample("z", Normal.of(param("loc", 0), 1)));
  }

  private static void inside(int depth, Runnable body) {
    if (depth == 0) {
      body.run();
    } else {
      plate("plate" + depth, 1, () -> inside(depth - 1, body));
    }
  }
}
