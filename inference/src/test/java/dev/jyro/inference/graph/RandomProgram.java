package dev.jyro.inference.graph;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A program decided by a number, which keeps account of what it does: sites of all kinds with odd
 * names in nested plates, each computed from some of those before it. For one run.
 */
final class RandomProgram {
  private static final String CHARACTERS = "ab_.\"\\[]{}()<>&;#%`\n:|-=é中/ ";

  /** The plates around each site that it makes, by name. */
  final Map<String, List<String>> plates = new LinkedHashMap<>();

  /** What was computed from what. */
  final Set<Edge> edges = new LinkedHashSet<>();

  private final Random random;
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();
  private int made;

  RandomProgram(long seed) {
    this.random = new Random(seed);
  }

  void run() {
    int statements = 1 + random.nextInt(5);
    for (int i = 0; i < statements; i++) {
      if (open.size() < 3 && random.nextInt(3) == 0) {
        inPlate();
      } else {
        site();
      }
    }
  }

  /** The dimension is given by the depth, so that whatever is inside fits. */
  private void inPlate() {
    String name = name();
    open.add(name);
    plate(name, 1 + random.nextInt(3), this::run);
    open.remove(name);
  }

  private void site() {
    String name = name();
    Set<String> sources = sources();
    Tensor mean = sum(sources);
    int kind = random.nextInt(5);
    plates.put(name, kind == 4 ? List.of() : List.copyOf(open));
    switch (kind) {
      case 0 -> values.put(name, sample(name, Normal.of(mean, 1)));
      case 1 -> values.put(name, observe(name, Normal.of(mean, 1), Tensor.scalar(1)));
      case 2 -> values.put(name, deterministic(name, mean.mul(2)));
      case 3 -> factor(name, mean);
      default -> values.put(name, param(name, 1));
    }
    if (kind != 4) {
      sources.forEach(source -> edges.add(new Edge(source, name, Edge.Kind.COMPUTED)));
    }
  }

  private Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>(values.keySet());
    sources.removeIf(name -> random.nextInt(3) > 0);
    return sources;
  }

  private Tensor sum(Set<String> sources) {
    Tensor sum = Tensor.scalar(0);
    for (Map.Entry<String, Tensor> value : values.entrySet()) {
      if (sources.contains(value.getKey())) {
        sum = sum.add(value.getValue().mean());
      }
    }
    return sum;
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return name.append(made++).toString();
  }
}
