package dev.jyro.inference.graph;

import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.Session;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Provenance;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;

/**
 * The plate diagram of a program: its sites and parameters, what each was computed from, and the
 * plates around them.
 *
 * <pre>{@code
 * String picture = ModelGraph.of(model, data).toMermaid();
 * }</pre>
 *
 * <p>An edge says from what a density was computed: distribution, data and mask. It is found by
 * listening to all operations of one run, not by the order of sites, and leads over one step: what
 * lies behind a named value has no edge to what was computed from that value only. Where a program
 * reads numbers into Java (a branch on {@code z.item()}, an index) what becomes of them cannot be
 * seen; all later nodes then have an edge of kind {@code READ}, but for those that other edges lead
 * to already.
 *
 * <p>It is the graph of that run: a program that branches may have others. Draws are decided by a
 * seed, so that one program and data give one text. The indices of a subsample are no node, a plate
 * without sites is no box, and parameters that the program brings with it, as {@code
 * params.given(model)} does, are not seen: give them beside it.
 *
 * <p>Errors: those of the program, with the table of sites so far. Immutable; safe for any number
 * of threads. Source: the plate notation of Buntine, Operations for Learning with Graphical Models,
 * 1994, section 2.
 *
 * @param nodes in the order of the run
 * @param plates in the order of the run, outer before inner
 * @param edges by the node that they lead to
 */
public record ModelGraph(List<Node> nodes, List<PlateBox> plates, List<Edge> edges) {

  /** The graph of one run of the program, with parameters that start anew. */
  public static <A> ModelGraph of(Model<A> program, A data) {
    return of(program, data, ParamStore.create());
  }

  /** The graph of one run of the program with these parameters, which stay as they are. */
  public static <A> ModelGraph of(Model<A> program, A data, ParamStore params) {
    Session session = params.session(Noise.of(0));
    try {
      return Gradients.paused(
          () ->
              Interpreter.under(
                  session, () -> Interpreter.seeded(Noise.of(0), () -> heard(program, data))));
    } finally {
      session.undo();
    }
  }

  private static <A> ModelGraph heard(Model<A> program, A data) {
    Provenance provenance = new Provenance();
    Listening listening = new Listening(provenance);
    try (TensorScope scope = TensorScope.open(provenance)) {
      Trace.of(input -> Interpreter.under(listening, () -> program.run(input)), data);
      return listening.graph();
    }
  }

  /** As text for Graphviz: {@code dot -Tpng}. */
  public String toDot() {
    return new Drawing(this, new Dot()).text();
  }

  /** As text for Mermaid, which many pages of Markdown draw. */
  public String toMermaid() {
    return new Drawing(this, new Mermaid()).text();
  }
}
