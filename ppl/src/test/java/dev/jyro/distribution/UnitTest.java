package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class UnitTest {
  private final Tensor factors = Tensor.of(0.5, -0.25);

  @Test
  void itsLogDensityIsTheFactor() {
    Unit subject = Unit.of(factors);
    assertThat(subject.batchShape()).isEqualTo(Shapes.of(2));
    assertThat(subject.logProb(subject.sample(Noise.of(1))).toDoubles())
        .containsExactly(0.5, -0.25);
    assertThat(Unit.of(3).logProb(Unit.of(3).sample(Noise.of(1))).item()).isEqualTo(3);
  }

  @Test
  void aSampleIsEmptyAndLiesInTheSupport() {
    Tensor draw = Unit.of(factors).sample(Noise.of(1), Shapes.of(4));
    assertThat(draw.shape()).isEqualTo(Shapes.of(4, 2, 0));
    assertThat(draw.dataType()).isEqualTo(DataType.FLOAT64);
    assertThat(Unit.of(factors).support().check(draw).shape()).isEqualTo(Shapes.of(4, 2));
    assertThat(Unit.of(factors).support().check(draw).all().item()).isEqualTo(1);
    assertThat(Unit.of(factors).logProb(draw).shape()).isEqualTo(Shapes.of(4, 2));
  }

  @Test
  void expandsAndSumsAndIsMaskedLikeAnyOther() {
    Distribution wide = Unit.of(factors).expand(Shapes.of(3, 2));
    Tensor nothing = wide.sample(Noise.of(1));
    assertThat(wide.logProb(nothing).shape()).isEqualTo(Shapes.of(3, 2));
    assertThat(wide.toEvent(1).logProb(nothing).toDoubles()).containsExactly(0.25, 0.25, 0.25);
    Distribution masked = Unit.of(factors).mask(Tensor.of(true, false));
    assertThat(masked.logProb(masked.sample(Noise.of(1))).toDoubles()).containsExactly(0.5, 0);
  }

  @Test
  void theGradientPassesTheFactor() {
    Tensor nothing = Unit.of(factors).sample(Noise.of(1));
    Tensor found = Gradients.grad(f -> Unit.of(f).logProb(nothing).sum(), factors);
    assertThat(found.toDoubles()).containsExactly(1, 1);
  }

  @Test
  void aFactorThatIsNoNumberIsRefusedByName() {
    assertThatThrownBy(() -> Unit.of(Double.NaN))
        .hasMessage("Unit: logFactor is NaN. Needed: real.");
    assertThatThrownBy(() -> Unit.of(Tensor.of(0f, Float.NaN)).validate())
        .hasMessageStartingWith("Unit: logFactor[1] is NaN. Needed: real.");
  }
}
