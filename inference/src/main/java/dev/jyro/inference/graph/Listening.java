package dev.jyro.inference.graph;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.Subsample;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Provenance;
import io.vavr.collection.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes the graph while the program runs: each answer goes on as a tensor of its own, so that what
 * is computed from it can be told from what is computed from what lies behind it. For one run.
 */
final class Listening implements Handler {
  private final Provenance provenance;
  private final Laws laws;
  private final Edges edges = new Edges();
  private final Boxes boxes = new Boxes();
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  Listening(Provenance provenance) {
    this.provenance = provenance;
    this.laws = new Laws(provenance);
  }

  ModelGraph graph() {
    return new ModelGraph(List.ofAll(nodes.values()), boxes.all(), edges.all());
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    Site site = provenance.trusting(() -> outer.ask(effect));
    if (site.effect() instanceof Subsample) {
      return site;
    }
    Node node = provenance.trusting(() -> node(site));
    if (nodes.putIfAbsent(node.name(), node) == null && !(site.effect() instanceof Param)) {
      Set<String> sources = provenance.trusting(() -> laws.sources(site));
      edges.lead(node.name(), nodes.keySet(), sources, provenance.read());
    }
    Tensor own = provenance.cut(site.value(), node.name());
    laws.remember(own, node.name());
    return site.answering(own);
  }

  private Node node(Site site) {
    List<String> plates = boxes.around(site);
    return site.effect()
        .fold(
            sample -> new Node(sample.name(), kind(sample), laws.of(sample.distribution()), plates),
            param -> parameter(param),
            index -> new Node(index.name(), Node.Kind.DETERMINISTIC, "", plates),
            named -> new Node(named.name(), Node.Kind.DETERMINISTIC, "", plates));
  }

  private static Node.Kind kind(Sample sample) {
    if (!sample.isObserved()) {
      return Node.Kind.LATENT;
    }
    boolean isFactor = sample.distribution().name().equals("Unit");
    return isFactor ? Node.Kind.FACTOR : Node.Kind.OBSERVED;
  }

  /** A network's weights are one node; a handler may have changed their names in front. */
  private static Node parameter(Param param) {
    String name = param.name();
    String weight = "." + param.setting().hint(Hint.WEIGHT).getOrElse("");
    if (weight.length() > 1 && name.endsWith(weight)) {
      String module = name.substring(0, name.length() - weight.length());
      return new Node(module + Node.ALL_WEIGHTS, Node.Kind.MODULE, "", List.empty());
    }
    String constraint = param.constraint().name();
    String law = constraint.equals("real") ? "" : constraint;
    return new Node(name, Node.Kind.PARAMETER, law, List.empty());
  }
}
