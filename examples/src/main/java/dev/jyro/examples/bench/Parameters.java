package dev.jyro.examples.bench;

import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Normal;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** One site, {@code z ~ Normal(0, 1)}, whose mean in the guide is a sum of many parameters. */
final class Parameters {
  private Parameters() {}

  static Work<Integer> of(int count) {
    return new Work<>(
        "parameters",
        number -> sample("z", Normal.of(0, 1)),
        Parameters::guide,
        count,
        0.01,
        () -> new ByHand(count));
  }

  private static void guide(int count) {
    Tensor loc = param("p0", 0);
    for (int i = 1; i < count; i++) {
      loc = loc.add(param("p" + i, 0));
    }
    sample("z", Normal.of(loc, 1));
  }

  /** The same without the language. */
  private static final class ByHand implements Handwritten {
    private final List<Leaf> leaves;

    ByHand(int count) {
      this.leaves = Stream.generate(() -> Leaf.of(Tensor.scalar(0))).limit(count).toList();
    }

    @Override
    public List<Leaf> leaves() {
      return leaves;
    }

    @Override
    public Tensor loss(Noise noise) {
      Tensor loc = leaves.stream().map(Leaf::value).reduce(Tensor::add).orElseThrow();
      Tensor z = loc.add(Handwritten.normal(noise, "z"));
      return LogDensity.normal(z.sub(loc), 1).sub(LogDensity.normal(z, 1));
    }
  }
}
