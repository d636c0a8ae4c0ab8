package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RenyiELBOTest {
  /** One draw for all, and one for each of the rows that are taken. */
  private static final Model<Integer> PROGRAM =
      taken -> {
        sample("global", Normal.of(0, 1));
        plate("rows", 4, taken, i -> sample("local", Normal.of(0, 1)));
      };

  private static SVI<Integer> svi(ELBO objective) {
    return SVI.of(PROGRAM, PROGRAM, SGD.withLearningRate(0), objective);
  }

  /** A subsample of rows counts twice, the draw outside once: no one weight makes up for both. */
  @Test
  void refusesSeveralScalesWhenDoublyReparameterized() {
    SVI<Integer> svi = svi(RenyiELBO.vectorized(0, 2).doublyReparameterized());
    assertThatThrownBy(() -> svi.step(2))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Site 'local'")
        .hasMessageContaining("counts 2.0 fold, and that of 'global' 1.0 fold")
        .hasMessageContaining("Fix: leave this option out");
    assertThat(svi.steps()).isZero();
    assertThat(svi.step(4)).isFinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesAnAlphaWithoutABound(double alpha) {
    assertThatThrownBy(() -> RenyiELBO.vectorized(alpha, 2))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("RenyiELBO: alpha " + alpha)
        .hasMessageContaining("Fix: for alpha 1 use TraceELBO");
  }

  @Test
  void needsTwoParticlesAsItsKinDo() {
    for (IntFunction<ELBO> made :
        List.<IntFunction<ELBO>>of(
            count -> RenyiELBO.withParticles(0, count),
            count -> RenyiELBO.vectorized(0.5, count),
            VIMCO::withParticles,
            VIMCO::vectorized,
            ReweightedWakeSleep::withParticles,
            ReweightedWakeSleep::vectorized)) {
      assertThat(made.apply(2)).isNotNull();
      assertThatThrownBy(() -> made.apply(1))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("1 particles. Needed: at least 2.");
    }
  }

  @Test
  void takesSeveralScalesOtherwise() {
    assertThat(svi(RenyiELBO.vectorized(0, 2)).step(2)).isFinite();
  }
}
