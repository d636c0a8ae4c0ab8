package dev.jyro.inference.svi;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Next;
import dev.jyro.effect.Site;
import dev.jyro.tensor.OpListener;
import dev.jyro.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which draws tensors were computed from; for one run, on one thread.
 *
 * <pre>{@code
 * Provenance provenance = new Provenance();
 * try (TensorScope scope = TensorScope.open(provenance)) {
 *   Handlers.with(provenance::marking, model).run(data);
 * }
 * }</pre>
 *
 * <p>It hears of every operation: a result comes from what its inputs come from. Where a program
 * reads a draw's numbers into Java what becomes of them cannot be seen, and everything counts as
 * computed from that draw; a draw may be charged with too much then, which costs noise, never with
 * too little, which would be wrong.
 */
public final class Provenance implements OpListener {
  private final Map<Tensor, Set<String>> known = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private boolean settled;

  /** Of nothing yet. */
  public Provenance() {}

  /** A handler that marks what is drawn. */
  public Site marking(Effect effect, Next outer) {
    Site site = outer.ask(effect);
    if (site.isLatent()) {
      add(site.value(), Set.of(site.name()));
    }
    return site;
  }

  /** What comes now, such as reading the loss, is no program's doing. */
  void settle() {
    settled = true;
  }

  /** The names of the draws that the tensor was computed from. */
  public Set<String> of(Tensor tensor) {
    Set<String> all = new HashSet<>(known.getOrDefault(tensor, Set.of()));
    all.addAll(read);
    return all;
  }

  @Override
  public void ran(
      String operation, List<Tensor> inputs, List<?> attributes, List<Tensor> outputs, long nanos) {
    for (Tensor input : inputs) {
      Set<String> sources = known.get(input);
      if (sources != null && !settled) {
        outputs.forEach(output -> add(output, sources));
      }
    }
  }

  @Override
  public void reads(Tensor tensor) {
    if (!settled) {
      read.addAll(known.getOrDefault(tensor, Set.of()));
    }
  }

  private void add(Tensor tensor, Set<String> sources) {
    Set<String> before = known.get(tensor);
    if (before == null) {
      known.put(tensor, sources);
    } else if (!before.containsAll(sources)) {
      Set<String> both = new HashSet<>(before);
      both.addAll(sources);
      known.put(tensor, both);
    }
  }
}
