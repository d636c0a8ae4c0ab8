package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seed 1. */
final class LocationScaleFamilyTest {
  private static final Operand LOC = Operand.of(Tensor.of(-2.0, 7.0));
  private static final Operand SCALE = Operand.of(Tensor.of(0.25, 4.0));

  static Stream<LocationScaleFamily> families() {
    Tensor loc = Tensor.of(1.0, 3.0);
    Tensor scale = Tensor.of(2.0, 0.5);
    return Stream.of(
        Normal.of(loc, scale),
        StudentT.of(4.5, loc, scale),
        Cauchy.of(loc, scale),
        Laplace.of(loc, scale),
        AsymmetricLaplace.of(loc, scale, 1.5),
        SoftLaplace.of(loc, scale),
        Logistic.of(loc, scale),
        Gumbel.of(loc, scale));
  }

  /** Ten roundings of float64 in numbers of at most 10 are less than 1e-14. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void isTheSameAtTheSamePlaceInScales(LocationScaleFamily family) {
    LocationScaleFamily other = family.at(LOC, SCALE);
    Tensor z = Tensor.of(-1.3, 0.4);
    Tensor here = family.loc().addTo(family.scale().times(z));
    Tensor there = other.loc().addTo(other.scale().times(z));
    assertThat(family.logProb(here).add(family.scale().tensor().log()).toDoubles())
        .containsExactly(
            other.logProb(there).add(other.scale().tensor().log()).toDoubles(), within(1e-13));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void drawsTheSameInScales(LocationScaleFamily family) {
    Tensor here = standard(family, family.sample(Noise.of(1)));
    LocationScaleFamily other = family.at(LOC, SCALE);
    Tensor there = standard(other, other.sample(Noise.of(1)));
    assertThat(here.toDoubles()).containsExactly(there.toDoubles(), within(1e-12));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void keepsItsBatchOrGetsALargerOne(LocationScaleFamily family) {
    assertThat(family.at(Operand.of(0), Operand.of(1)).batchShape()).isEqualTo(Shapes.of(2));
    Operand wide = Operand.of(Tensor.zeros(Shapes.of(3, 1), DataType.FLOAT64));
    assertThat(family.at(wide, SCALE).batchShape()).isEqualTo(Shapes.of(3, 2));
  }

  @Test
  void saysWhichFamilyDoesNotFit() {
    assertThatThrownBy(() -> Laplace.of(0, SCALE.tensor()).at(Operand.of(Tensor.zeros(3)), SCALE))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Laplace: the parameters do not fit.");
  }

  private static Tensor standard(LocationScaleFamily family, Tensor x) {
    return family.scale().divide(family.loc().subtractFrom(x));
  }
}
