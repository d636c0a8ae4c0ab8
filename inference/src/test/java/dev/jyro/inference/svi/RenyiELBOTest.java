package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import org.junit.jupiter.api.Test;

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

  @Test
  void takesSeveralScalesOtherwise() {
    assertThat(svi(RenyiELBO.vectorized(0, 2)).step(2)).isFinite();
  }
}
