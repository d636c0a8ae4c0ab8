package dev.jyro.examples.bench;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Normal;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * As many latent sites as one likes, each with an observation: {@code z_i ~ Normal(0, 1)}, {@code
 * x_i ~ Normal(z_i, 1)}. The guide has one mean and one scale for all.
 */
final class Sites {
  private Sites() {}

  static Work<Tensor> of(int count) {
    Tensor x = Tensor.scalar(0.5);
    return new Work<>(
        "sites",
        data -> model(count, data),
        data -> guide(count),
        x,
        0.01,
        () -> new ByHand(count, x));
  }

  private static void model(int count, Tensor x) {
    for (int i = 0; i < count; i++) {
      Tensor z = sample("z" + i, Normal.of(0, 1));
      observe("x" + i, Normal.of(z, 1), x);
    }
  }

  private static void guide(int count) {
    Tensor loc = param("loc", 0);
    Tensor scale = param("scale", 1, positive());
    for (int i = 0; i < count; i++) {
      sample("z" + i, Normal.of(loc, scale));
    }
  }

  /** The same without the language. */
  private static final class ByHand implements Handwritten {
    private final int count;
    private final Tensor x;
    private final Leaf loc = Leaf.of(Tensor.scalar(0));
    private final Leaf logScale = Leaf.of(Tensor.scalar(0));
    private final List<Leaf> leaves = List.of(loc, logScale);

    ByHand(int count, Tensor x) {
      this.count = count;
      this.x = x;
    }

    @Override
    public List<Leaf> leaves() {
      return leaves;
    }

    @Override
    public Tensor loss(Noise noise) {
      Tensor scale = logScale.value().exp();
      Tensor elbo = x.constant(0);
      for (int i = 0; i < count; i++) {
        Tensor z = loc.value().add(Handwritten.normal(noise, "z" + i).mul(scale));
        elbo =
            elbo.add(LogDensity.normal(z, 1))
                .add(LogDensity.normal(x.sub(z), 1))
                .sub(LogDensity.normal(z, loc.value(), scale));
      }
      return elbo.neg();
    }
  }
}
