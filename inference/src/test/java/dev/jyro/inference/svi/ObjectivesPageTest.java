package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Stable;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/objectives.md}. */
final class ObjectivesPageTest {
  private static final Tensor ROWS = Tensor.of(0.3f, -0.4f, 1.2f);

  private final Model<Tensor> model =
      rows ->
          plate(
              "rows",
              rows.size(0),
              () -> {
                Tensor z = sample("z", Normal.of(0, 1));
                observe("x", Normal.of(z, 1), rows);
              });

  private final Model<Tensor> guide =
      rows ->
          plate("rows", rows.size(0), () -> sample("z", Normal.of(rows.mul(param("w", 0.5)), 1)));

  private SVI<Tensor> svi(Objective<? super Tensor> objective) {
    return SVI.of(model, guide, SGD.withLearningRate(0.01), objective);
  }

  @Test
  void eachTakesSteps() {
    // region objectives
    ELBO plain = TraceELBO.create();
    ELBO annealed = TraceELBO.create().beta(Schedule.linear(0, 1, 1000));
    ELBO quiet = TraceELBO.withParticles(4).stickingTheLanding();
    ELBO exact = TraceMeanFieldELBO.create();
    ELBO discrete = TraceGraphELBO.create().decayingAverage(0.9);
    ELBO tight = RenyiELBO.importanceWeighted(16).doublyReparameterized();
    ELBO tightAndDiscrete = VIMCO.vectorized(16);
    ELBO awakeAndAsleep =
        ReweightedWakeSleep.vectorized(8).insomnia(0.5, dream -> guide.run(dream.value("x")));
    ELBO byDraws = TraceMMD.vectorized(Kernel.gaussians(0.5, 1, 2), 8);
    ELBO byDistance = EnergyDistance.vectorized(8);
    Objective<Tensor> perRow = TraceELBO.create().meanPerDatum((Tensor rows) -> rows.size(0));
    // endregion
    for (Objective<? super Tensor> objective :
        List.<Objective<? super Tensor>>of(
            plain,
            annealed,
            quiet,
            exact,
            discrete,
            tight,
            tightAndDiscrete,
            awakeAndAsleep,
            byDraws,
            byDistance,
            perRow)) {
      SVI<Tensor> svi = svi(objective);
      for (int i = 0; i < 3; i++) {
        assertThat(svi.step(ROWS)).isFinite();
      }
      assertThat(svi.params().get("w").item()).isNotEqualTo(0.5).isFinite();
    }
  }

  @Test
  void fitsWithoutDensities() {
    Tensor one = Tensor.scalar(1);
    Tensor zero = Tensor.scalar(0);
    // region objectives-draws
    Model<Tensor> tails =
        rows ->
            plate(
                "rows",
                rows.size(0),
                () -> observe("x", Stable.of(one.mul(1.5), zero, one, param("loc", 0)), rows));
    SVI<Tensor> svi =
        SVI.of(
            tails,
            rows -> {},
            Adam.withLearningRate(0.05),
            EnergyDistance.vectorized(8).power(0.9));
    // endregion
    for (int i = 0; i < 200; i++) {
      svi.step(Tensor.of(4f, 5f, 6f));
    }
    assertThat(svi.params().get("loc").item()).isBetween(4.0, 6.0);
  }

  @Test
  void theMeanPerDatumIsTheSumDivided() {
    Objective<Tensor> perRow = TraceELBO.create().meanPerDatum((Tensor rows) -> rows.size(0));
    SVI<Tensor> sum = svi(TraceELBO.create());
    SVI<Tensor> mean = svi(perRow);
    assertThat(3 * mean.step(ROWS)).isEqualTo(sum.step(ROWS), within(1e-5));
    double bySum = sum.params().get("w").item() - 0.5;
    double byMean = mean.params().get("w").item() - 0.5;
    assertThat(3 * byMean).isEqualTo(bySum, within(1e-6));
  }

  @Test
  void oneOfTheUsersOwnAgreesWithTraceELBO() {
    // region objectives-own
    ELBO own =
        (run, descend) -> {
          Particle particle = run.particle(0);
          Tensor loss = particle.guide().logDensity().sub(particle.model().logDensity());
          descend.accept(Cotangents.of(loss));
          return loss.item();
        };
    // endregion
    SVI<Tensor> plain = svi(TraceELBO.create());
    SVI<Tensor> mine = svi(own);
    for (int i = 0; i < 3; i++) {
      assertThat(mine.step(ROWS)).isEqualTo(plain.step(ROWS), within(1e-4));
    }
    assertThat(mine.params().get("w").item())
        .isEqualTo(plain.params().get("w").item(), within(1e-5));
  }
}
