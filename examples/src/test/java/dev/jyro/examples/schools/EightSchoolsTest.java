package dev.jyro.examples.schools;

import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.reparam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.inference.reparam.LocScaleReparam;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EightSchoolsTest {
  private static final Tensor MU = Tensor.scalar(4);
  private static final Tensor TAU = Tensor.scalar(3);
  private static final Tensor Z = Tensor.of(1f, 0.5f, -1f, 0f, -0.5f, 0.2f, 2f, -2f);

  private final Schools schools = Schools.measured();

  /** Some hundred float32 numbers of at most 50 are added up: a few times 1e-6 of 50. */
  private static final double ROUNDING = 5e-4;

  @Test
  void isTheSameByHandAndByTheHandler() {
    // region schools-reparam
    Model<Schools> centred = EightSchools::centred;
    Model<Schools> nonCentred = reparam(centred, Map.of("theta", LocScaleReparam.nonCentred()));
    // endregion
    Trace byHandler =
        Trace.of(
            condition(nonCentred, Map.of("mu", MU, "tau", TAU, "theta.decentred", Z)), schools);
    Trace byHand = nonCentred(Z);
    assertThat(byHandler.logDensity().item())
        .isCloseTo(byHand.logDensity().item(), within(ROUNDING));
    assertThat(byHandler.value("theta").toDoubles()).isEqualTo(byHand.value("theta").toDoubles());
  }

  @Test
  void hasTheSameDensityInBothTermsButForTheVolume() {
    Model<Schools> centred = EightSchools::centred;
    Tensor theta = MU.add(TAU.mul(Z));
    Trace plain =
        Trace.of(condition(centred, Map.of("mu", MU, "tau", TAU, "theta", theta)), schools);
    // dz = dtheta / tau, in eight schools
    double volume = 8 * Math.log(3);
    assertThat(nonCentred(Z).logDensity().item())
        .isCloseTo(plain.logDensity().item() + volume, within(ROUNDING));
  }

  private Trace nonCentred(Tensor z) {
    Model<Schools> byHand = EightSchools::nonCentred;
    return Trace.of(condition(byHand, Map.of("mu", MU, "tau", TAU, "z", z)), schools);
  }
}
