package dev.jyro.inference.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Cauchy;
import dev.jyro.distribution.Dirichlet;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.ImproperUniform;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Uniform;
import dev.jyro.effect.Sample;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InitializationTest {
  private static final Noise NOISE = Noise.of(7);

  private static Option<Tensor> at(Initialization how, Distribution prior) {
    return how.at(Sample.free("z", prior), NOISE);
  }

  private static double[] numbers(Initialization how, Distribution prior) {
    return at(how, prior).get().toDoubles();
  }

  @Test
  void feasibleIsWhatZeroIsMappedTo() {
    assertThat(numbers(Initialization.feasible(), Normal.of(5, 1))).containsExactly(0);
    assertThat(numbers(Initialization.feasible(), Gamma.of(5, 1))).containsExactly(1);
    assertThat(numbers(Initialization.feasible(), Uniform.of(2, 6))).containsExactly(4);
    assertThat(numbers(Initialization.feasible(), Dirichlet.of(Tensor.ones(4))))
        .containsOnly(new double[] {0.25}, within(1e-7));
  }

  @Test
  void feasibleHasTheTypeOfThePrior() {
    Tensor loc = Tensor.scalar(1, DataType.FLOAT64);
    assertThat(at(Initialization.feasible(), Normal.of(loc, 1)).get().dataType())
        .isEqualTo(DataType.FLOAT64);
  }

  @Test
  void sampleIsADrawOfThePrior() {
    Normal prior = Normal.of(5, 1);
    assertThat(numbers(Initialization.sample(), prior)).isEqualTo(prior.sample(NOISE).toDoubles());
  }

  @Test
  void medianIsInTheMiddleOfDraws() {
    double[] draws = Normal.of(5, 1).sample(NOISE, Shapes.of(15)).toDoubles();
    double median = numbers(Initialization.median(), Normal.of(5, 1))[0];
    assertThat(Arrays.stream(draws).filter(draw -> draw < median).count()).isEqualTo(7);
    assertThat(Arrays.stream(draws).filter(draw -> draw > median).count()).isEqualTo(7);
  }

  @Test
  void medianLeavesVectorsToOthers() {
    assertThat(at(Initialization.median(), Normal.standard(2).toEvent(1))).isEmpty();
  }

  @Test
  void meanIsThePriorsIfItHasOne() {
    assertThat(numbers(Initialization.mean(), Gamma.of(6, 2))).containsExactly(3);
    assertThat(at(Initialization.mean(), Cauchy.of(0, 1))).isEmpty();
  }

  @Test
  void uniformIsWithinTheRadiusInFreeSpace() {
    double[] free =
        Tensor.of(numbers(Initialization.uniform(0.5), Gamma.of(1, 1).expand(Shapes.of(200))))
            .log()
            .toDoubles();
    DoubleSummaryStatistics found = Arrays.stream(free).summaryStatistics();
    // of 200, none beyond 0.4 on one side has a chance of 0.9^200 < 1e-9
    assertThat(found.getMax()).isBetween(0.4, 0.5);
    assertThat(found.getMin()).isBetween(-0.5, -0.4);
  }

  @Test
  void valuesAreGivenByName() {
    Initialization values = Initialization.values(Map.of("z", Tensor.scalar(2)));
    assertThat(numbers(values, Normal.of(0, 1))).containsExactly(2);
    assertThat(values.at(Sample.free("y", Normal.of(0, 1)), NOISE)).isEmpty();
    assertThat(values.orElse(Initialization.mean()).names()).containsExactly("z");
  }

  @Test
  void aChainAsksOneAfterTheOther() {
    Initialization chain = Initialization.median().orElse(Initialization.mean());
    assertThat(numbers(chain, Dirichlet.of(Tensor.ones(2)))).containsExactly(0.5, 0.5);
    assertThat(numbers(chain, Normal.of(5, 1)))
        .isEqualTo(numbers(Initialization.median(), Normal.of(5, 1)));
  }

  @Test
  void whatCannotBeDrawnIsLeftToOthers() {
    ImproperUniform prior = ImproperUniform.of(Constraints.positive());
    assertThat(at(Initialization.sample(), prior)).isEmpty();
    assertThat(at(Initialization.median(), prior)).isEmpty();
    assertThat(at(Initialization.mean(), prior)).isEmpty();
    assertThat(numbers(Initialization.feasible(), prior)).containsExactly(1);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> Initialization.uniform(0)).isInstanceOf(JyroException.class);
    assertThatThrownBy(() -> Initialization.median(0)).isInstanceOf(JyroException.class);
  }
}
