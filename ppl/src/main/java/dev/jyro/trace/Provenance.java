package dev.jyro.trace;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Next;
import dev.jyro.effect.Site;
import dev.jyro.tensor.OpListener;
import dev.jyro.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which of the named tensors others were computed from: the draws and parameters of a run.
 *
 * <pre>{@code
 * Provenance provenance = new Provenance();
 * try (TensorScope scope = TensorScope.open(provenance)) {
 *   Tensor z = Tensor.scalar(1);
 *   provenance.add(z, "z");
 *   provenance.of(z.mul(2).exp()); // z
 * }
 * }</pre>
 *
 * <p>It hears of every operation in its scope: a result comes from what its inputs come from. Where
 * a program reads a tensor's numbers into Java what becomes of them cannot be seen; {@link #of}
 * then takes everything to be computed from that tensor. So a result may be said to come from too
 * much, never from too little.
 *
 * <p>For one run, and the thread of it.
 */
public final class Provenance implements OpListener {
  private final Map<Tensor, Set<String>> known = new HashMap<>();
  private final Set<String> read = new LinkedHashSet<>();
  private boolean deaf;
  private boolean trusting;

  /** From here on the tensor comes from what has this name, beside what it came from before. */
  public void add(Tensor tensor, String name) {
    add(tensor, Set.of(name));
  }

  /** A handler that names what is drawn by its site. */
  public Site marking(Effect effect, Next outer) {
    Site site = outer.ask(effect);
    if (site.isLatent()) {
      add(site.value(), site.name());
    }
    return site;
  }

  /**
   * The same numbers as another tensor, which comes from what has this name and from nothing else:
   * what is computed from it is then one step away, and not said to come from what lies behind it.
   */
  public Tensor cut(Tensor tensor, String name) {
    Tensor same = tensor.detach();
    known.put(same, Set.of(name));
    return same;
  }

  /** The names of all that the tensor was, or may have been, computed from. */
  public Set<String> of(Tensor tensor) {
    Set<String> all = computed(tensor);
    all.addAll(read);
    return all;
  }

  /** The names of what the tensor was computed from by operations. */
  public Set<String> computed(Tensor tensor) {
    return new HashSet<>(known.getOrDefault(tensor, Set.of()));
  }

  /** The names behind all numbers that were read into Java so far, in the order of reading. */
  public Set<String> read() {
    return new LinkedHashSet<>(read);
  }

  /**
   * Runs the body, whose reading is no program's: what it reads decides of its own results only.
   */
  public <T> T trusting(Supplier<T> body) {
    boolean before = trusting;
    trusting = true;
    try {
      return body.get();
    } finally {
      trusting = before;
    }
  }

  /** What comes now, such as reading the loss, is no program's doing. */
  public void settle() {
    deaf = true;
  }

  @Override
  public void ran(
      String operation, List<Tensor> inputs, List<?> attributes, List<Tensor> outputs, long nanos) {
    for (Tensor input : inputs) {
      Set<String> sources = known.get(input);
      if (sources != null && !deaf) {
        outputs.forEach(output -> add(output, sources));
      }
    }
  }

  @Override
  public void reads(Tensor tensor) {
    if (!deaf && !trusting) {
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
