package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.distribution.Dirichlet;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AutoStructuredTest {
  private static final Model<String> ROWS =
      data -> {
        Tensor shares = sample("shares", Dirichlet.of(Tensor.ones(3)));
        Tensor width = sample("width", Gamma.of(2, 1));
        plate(
            "rows",
            6,
            2,
            rows -> {
              Tensor z = sample("z", Normal.of(shares.select(-1, 0), width));
              sample("y", Dirichlet.of(Tensor.ones(4)));
              observe("x", Normal.of(z, 1), Tensor.zeros(2));
            });
      };

  @Test
  void findsTheCorrelationOfADependency() {
    AutoStructured<Tensor> guide = AutoStructured.of(SumOfTwo.MODEL).dependency("b", "a");
    SVI<Tensor> svi = SumOfTwo.fitted(guide);
    assertThat(svi.evaluateLoss(SumOfTwo.data())).isEqualTo(SumOfTwo.LOSS, within(0.01));
    assertThat(svi.params().get("AutoStructured.b.by.a").item()).isEqualTo(-0.5, within(0.02));
  }

  @Test
  void worksUnderPlatesForEveryObjective() {
    AutoStructured<String> guide =
        AutoStructured.of(ROWS)
            .dependency("width", "shares")
            .dependency("z", "shares")
            .dependency("y", "z")
            .dependency("y", "width");
    for (ELBO objective :
        List.of(
            TraceELBO.create(),
            TraceELBO.vectorized(3).stickingTheLanding(),
            TraceMeanFieldELBO.create())) {
      SVI<String> svi = SVI.of(ROWS, guide, Adam.withLearningRate(0.01), objective);
      assertThat(svi.step("")).isFinite();
      assertThat(svi.step("")).isFinite();
      assertThat(svi.params().get("AutoStructured.y.by.z").shape()).isEqualTo(Shapes.of(6, 3, 1));
      assertThat(guide.sample(svi.params(), 5, Noise.of(0)).get("y").shape())
          .isEqualTo(Shapes.of(5, 6, 4));
    }
  }

  @Test
  void refusesDependenciesThatCannotBe() {
    assertRefused(
        AutoStructured.of(SumOfTwo.MODEL).dependency("a", "b"), "'a' cannot depend on 'b'");
    assertRefused(AutoStructured.of(SumOfTwo.MODEL).dependency("a", "c"), "There are: a, b.");
  }

  private static void assertRefused(AutoStructured<Tensor> guide, String words) {
    SVI<Tensor> svi =
        SVI.of(SumOfTwo.MODEL, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    assertThatThrownBy(() -> svi.step(SumOfTwo.data()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining(words);
  }
}
