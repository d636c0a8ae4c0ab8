package dev.jyro.examples.guide;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.HalfNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The code of docs/from-pyro.md. */
final class FromPyroPageTest {
  private final Page page = Page.named("from-pyro.md");

  @Test
  void everyPhraseIsCodeThatRuns() {
    String code =
        Page.code("PyroPhrasesTest")
            + Page.code("PyroFurtherPhrasesTest")
            + Page.code("FromPyroPageTest");
    assertThat(page.phrases("Jyro"))
        .hasSizeGreaterThan(100)
        .filteredOn(phrase -> !code.contains(phrase))
        .isEmpty();
  }

  // region from-pyro-model
  record Rows(Tensor x, Tensor y) {}

  private final Model<Rows> model =
      rows -> {
        Tensor slope = sample("slope", Normal.of(0, 2));
        Tensor spread = sample("spread", HalfNormal.of(1));
        plate(
            "rows",
            rows.x().size(0),
            () -> {
              Tensor line = deterministic("line", rows.x().mul(slope));
              observe("y", Normal.of(line, spread), rows.y());
            });
      };

  // endregion

  /**
   * With spread at its true 0.3 the slope's posterior is normal with standard deviation 0.3/√Σx² =
   * 0.03, and its mean is about as far from 1.5. Adam at rate α wanders by √(α σ / 2h) = 0.017, the
   * curvature h being 1/0.03² and the noise of one particle's gradient σ = 0.03 h. A prediction at
   * x = 2 is off by twice that, the mean of 1000 by 0.01 more: √(0.06² + 0.034² + 0.01²) = 0.07.
   * Four times: 0.28.
   */
  @Test
  void theModelFitsAndPredicts() {
    Tensor x = Noise.of(1).normal(Shapes.of(100), DataType.FLOAT32);
    Tensor y = x.mul(1.5).add(Noise.of(2).normal(Shapes.of(100), DataType.FLOAT32).mul(0.3));
    Rows rows = new Rows(x, y);
    Rows unseen = new Rows(Tensor.of(2f), Tensor.zeros(1));
    // region from-pyro-fit
    AutoNormal<Rows> guide = AutoNormal.of(model);
    SVI<Rows> svi = SVI.of(model, guide, Adam.withLearningRate(0.02), TraceELBO.create());
    for (int step = 0; step < 1000; step++) {
      svi.step(rows);
    }

    Predictive<Rows> predictive = Predictive.of(model, svi.params(), guide).draws(1000);
    Draws draws = predictive.sites("y").draw(unseen, 42); // y of unseen is drawn, not data
    // endregion
    assertThat(draws.get("y").mean().item()).isCloseTo(3, within(0.28));
  }

  @Test
  void allMisfitsOfModelAndGuideAreToldAtOnce() {
    Model<Rows> guide =
        rows -> {
          sample("slop", Normal.of(0, 1));
          sample("spread", HalfNormal.of(Tensor.ones(2)));
        };
    SVI<Rows> svi = SVI.of(model, guide, Adam.withLearningRate(0.02), TraceELBO.create());
    Rows rows = new Rows(Tensor.of(1f, 2f), Tensor.of(1f, 2f));
    Throwable error = catchThrowable(() -> svi.step(rows));
    String misfits = requireNonNull(error.getMessage()).split("Sites of the model", -1)[0];
    assertThat(page.text()).contains(Page.block(misfits));
  }
}
