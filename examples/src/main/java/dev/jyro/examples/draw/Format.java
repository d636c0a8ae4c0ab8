package dev.jyro.examples.draw;

import dev.jyro.handler.Handlers;
import dev.jyro.inference.graph.ModelGraph;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.trace.Trace;

/** How a program can be drawn. */
enum Format {
  /** A plate diagram for Graphviz. */
  DOT {
    @Override
    <A> String draw(Model<A> program, A data) {
      return ModelGraph.of(program, data).toDot();
    }
  },
  /** A plate diagram for Mermaid. */
  MERMAID {
    @Override
    <A> String draw(Model<A> program, A data) {
      return ModelGraph.of(program, data).toMermaid();
    }
  },
  /** The shapes of all sites. */
  TABLE {
    @Override
    <A> String draw(Model<A> program, A data) {
      Model<A> seeded = Handlers.seed(program, 0);
      return Interpreter.under(
          ParamStore.create().session(Noise.of(0)),
          () -> Trace.of(seeded, data).shapesWithDensities() + "\n");
    }
  };

  abstract <A> String draw(Model<A> program, A data);
}
