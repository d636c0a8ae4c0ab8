package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.distribution.Dirichlet;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Uniform;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutoDeltaTest {
  private static SVI<String> fitted(Model<String> model, AutoDelta<String> guide) {
    ClippedAdam optimizer = ClippedAdam.withLearningRate(0.1).rateDecay(0.99);
    SVI<String> svi = SVI.of(model, guide, optimizer, TraceELBO.create());
    for (int i = 0; i < 800; i++) {
      svi.step("");
    }
    return svi;
  }

  /** In their own space: in free space the mode of Gamma(3, 1) would be 3, not 2. */
  @Test
  void findsModes() {
    Model<String> model =
        data -> {
          sample("rate", Gamma.of(3, 1));
          sample("shares", Dirichlet.of(Tensor.of(4f, 3f, 2f)));
        };
    AutoDelta<String> guide = AutoDelta.of(model);
    SVI<String> svi = fitted(model, guide);
    // steps of less than 1e-4 at the end
    assertThat(svi.params().get("AutoDelta.rate.loc").item()).isEqualTo(2, within(1e-3));
    double[] shares = requireNonNull(guide.median(svi.params()).get("shares")).toDoubles();
    assertThat(shares).containsExactly(new double[] {3 / 6.0, 2 / 6.0, 1 / 6.0}, within(1e-3));
    assertThat(guide.sample(svi.params(), 2, Noise.of(0)).get("shares").shape())
        .isEqualTo(Shapes.of(2, 3));
    assertThat(requireNonNull(guide.quantiles(svi.params(), 0.1, 0.9).get("rate")).toFloats())
        .containsOnly((float) svi.params().get("AutoDelta.rate.loc").item());
  }

  @Test
  void keepsValuesWithinBoundsThatAreTensors(@TempDir Path folder) {
    Model<String> model = data -> sample("z", Uniform.of(Tensor.scalar(2), Tensor.scalar(3)));
    AutoDelta<String> guide = AutoDelta.of(model);
    ParamStore params = ParamStore.create();
    params.run(guide, "");
    params.save(folder);
    ParamStore loaded = ParamStore.create();
    loaded.load(folder);
    double value = requireNonNull(guide.median(loaded).get("z")).item();
    assertThat(value).isStrictlyBetween(2.0, 3.0);
  }
}
