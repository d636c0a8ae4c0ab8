package dev.jyro.inference.svi;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LossBySiteTest {
  private static final Tensor DATA =
      TensorScope.release(Tensor.of(0.3, -0.2, 1.4).to(DataType.FLOAT64));

  private final Model<Tensor> model =
      data -> {
        Tensor scale = sample("scale", Gamma.of(2, 2));
        Tensor loc = sample("loc", Normal.standard());
        plate("rows", 3, () -> observe("x", Normal.of(loc, scale), data));
      };
  private final Model<Tensor> guide =
      data -> {
        sample("scale", Gamma.of(param("a", 2, positive()), param("b", 2, positive())));
        sample("loc", Normal.of(param("m", 0.5), param("s", 0.5, positive())));
      };

  static List<Objective<? super Tensor>> sums() {
    return List.of(
        TraceELBO.create(),
        TraceELBO.withParticles(3).beta(0.3),
        TraceELBO.withParticles(3).parallel(),
        TraceELBO.vectorized(4),
        TraceMeanFieldELBO.withParticles(3),
        TraceMeanFieldELBO.vectorized(3).beta(2),
        TraceGraphELBO.withParticles(2),
        TraceELBO.withParticles(2).meanPerDatum((Tensor rows) -> rows.size(0)));
  }

  private SVI<Tensor> svi(Objective<? super Tensor> objective) {
    return SVI.of(model, guide, Adam.withLearningRate(0.01), objective);
  }

  /** Two trainings with one seed draw the same; sums are taken in another order, in float32. */
  @ParameterizedTest
  @MethodSource("sums")
  void addsUpToTheLoss(Objective<? super Tensor> objective) {
    double loss = svi(objective).evaluateLoss(DATA);

    LossBySite parts = svi(objective).lossBySite(DATA);

    assertThat(parts.total()).isEqualTo(loss, within(1e-5 * Math.abs(loss)));
    assertThat(parts.sites()).containsOnlyKeys("scale", "loc", "x");
  }

  @Test
  void hasDivergencesInClosedForm() {
    LossBySite parts = svi(TraceMeanFieldELBO.create()).lossBySite(DATA);

    double expected = 0.5 * (0.25 + 0.25 - 1) - Math.log(0.5);
    assertThat(parts.of("loc")).isEqualTo(expected, within(1e-6));
  }

  @Test
  void countsTheScaleOfASite() {
    Model<Tensor> twice = Handlers.scale(model, 2);
    SVI<Tensor> svi = SVI.of(twice, guide, Adam.withLearningRate(0.01), TraceELBO.create());

    double x = svi.lossBySite(DATA).of("x");

    assertThat(x).isEqualTo(2 * svi(TraceELBO.create()).lossBySite(DATA).of("x"), within(1e-4));
  }

  @Test
  void tellsOfPartsThatAreNotFinite() {
    LossBySite parts = svi(TraceELBO.create()).lossBySite(Tensor.of(0.3, Double.NaN, 1));

    assertThat(parts.of("x")).isNaN();
    assertThat(parts.of("loc")).isFinite();
  }

  @Test
  void namesItsSitesIfThereIsNone() {
    assertThatThrownBy(() -> svi(TraceELBO.create()).lossBySite(DATA).of("y"))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("no site 'y'. There are: [scale, loc, x]");
  }

  @Test
  void isATable() {
    assertThat(new LossBySite(java.util.Map.of("scale", 1.25)))
        .hasToString("scale        1.2500%nloss         1.2500%n".formatted());
  }

  @Test
  void isRefusedWhereTheLossIsNoSum() {
    assertThatThrownBy(() -> svi(VIMCO.withParticles(2)).lossBySite(DATA))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("VIMCO is no sum over sites")
        .hasMessageContaining("TraceELBO.create()");
  }

  @Test
  void changesNeitherParametersNorTheNextStep() {
    SVI<Tensor> asked = svi(TraceELBO.create());
    SVI<Tensor> plain = svi(TraceELBO.create());
    asked.step(DATA);
    plain.step(DATA);
    asked.lossBySite(DATA);

    assertThat(asked.step(DATA)).isEqualTo(plain.step(DATA));
  }
}
