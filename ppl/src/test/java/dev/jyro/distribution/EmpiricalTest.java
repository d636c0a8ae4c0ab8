package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class EmpiricalTest {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final Tensor samples = Tensor.of(1.0, 2.0, 2.0, 5.0);

  @Nested
  final class OfSamplesOfOneWeight {
    private final Empirical subject = Empirical.of(samples);

    @Test
    void countsHowOftenAValueIsThere() {
      double[] needed = {Math.log(0.25), Math.log(0.5), NEVER};
      Numbers.assertClose(
          subject.logProb(Tensor.of(1.0, 2.0, 3.0)).toDoubles(), needed, 1e-12, "density");
    }

    @Test
    void hasTheMeanTheVarianceAndTheStepsOfTheSamples() {
      assertThat(subject.mean().item()).isEqualTo(2.5);
      assertThat(subject.variance().item()).isEqualTo(2.25);
      assertThat(subject.cdf(Tensor.of(0.0, 1.0, 2.5, 5.0)).toDoubles())
          .containsExactly(0, 0.25, 0.75, 1);
    }

    @Test
    void drawsOnlyFromThem() {
      Tensor draws = subject.sample(Noise.of(1), Shapes.of(2000));
      assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
      double error = 1.5 / Math.sqrt(2000);
      assertThat(Math.abs(draws.mean().item() - 2.5)).isLessThan(4 * error);
      assertThat(draws.toDoubles()).contains(1, 2, 5);
    }

    @Test
    void expands() {
      Distribution wide = subject.expand(Shapes.of(3));
      assertThat(wide.mean().shape()).isEqualTo(Shapes.of(3));
      assertThat(wide.logProb(Tensor.of(5.0)).shape()).isEqualTo(Shapes.of(3));
      assertThat(wide.name()).isEqualTo("Empirical");
    }

    @Test
    void doesNotEnumerateWhatIsThereTwice() {
      assertThatThrownBy(subject::enumerateSupport).hasMessageContaining("may be there twice");
    }
  }

  @Nested
  final class OfWeightedVectors {
    private final Tensor rows =
        Tensor.of(new double[] {0, 1, 2, 3, 2, 3, 4, 5, 0, 1, 6, 7}, Shapes.of(2, 3, 2));
    private final Tensor logWeights = Tensor.of(new double[][] {{0, 0, 0}, {0, NEVER, 1}});
    private final Empirical subject = Empirical.of(rows, logWeights);

    @Test
    void theDimensionsBeforeTheSamplesAreTheBatch() {
      assertThat(subject.batchShape()).isEqualTo(Shapes.of(2));
      assertThat(subject.eventShape()).isEqualTo(Shapes.of(2));
      Tensor draws = subject.sample(Noise.of(1), Shapes.of(7));
      assertThat(draws.shape()).isEqualTo(Shapes.of(7, 2, 2));
      assertThat(subject.logProb(draws).shape()).isEqualTo(Shapes.of(7, 2));
      assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
    }

    @Test
    void wholeVectorsAreCompared() {
      double first = -Math.log1p(Math.E);
      Tensor values = Tensor.of(new double[][] {{2, 3}, {4, 5}});
      double[] needed = {Math.log(2 / 3.0), first};
      Numbers.assertClose(subject.logProb(values).toDoubles(), needed, 1e-12, "density");
      assertThat(subject.logProb(Tensor.of(2.0, 7.0)).toDoubles()).containsOnly(NEVER);
      assertThat(subject.logProb(Tensor.of(0.0, 1.0)).toDoubles()[1]).isEqualTo(NEVER);
    }

    @Test
    void theGradientByTheWeightsPasses() {
      Tensor values = Tensor.of(new double[][] {{2, 3}, {4, 5}});
      Tensor found = Gradients.grad(w -> Empirical.of(rows, w).logProb(values).sum(), logWeights);
      double other = 1 / (1 + Math.exp(-1));
      double[] needed = {-1 / 3.0, 1 / 6.0, 1 / 6.0, other, 0, -other};
      Numbers.assertClose(found.toDoubles(), needed, 1e-12, "gradient");
    }
  }

  @Test
  void keepsWholeNumbers() {
    Empirical subject = Empirical.of(Tensor.of(3L, 4L));
    assertThat(subject.sample(Noise.of(1)).dataType()).isEqualTo(DataType.INT64);
    assertThat(subject.mean().item()).isEqualTo(3.5);
    assertThat(subject.logProb(Tensor.of(3L, 5L)).exp().toDoubles()[1]).isZero();
  }

  @Test
  void refusesShapesThatDoNotBeginAlike() {
    assertThatThrownBy(() -> Empirical.of(Tensor.ones(4, 2), Tensor.ones(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Empirical: samples has shape (4, 2), logWeights (3).");
    assertThatThrownBy(() -> Empirical.of(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Empirical: samples has shape ()");
    assertThatThrownBy(() -> Empirical.of(samples, Tensor.of(0.0, Double.NaN, 0, 0)).validate())
        .hasMessageStartingWith("Empirical: logWeights is [0.0, NaN, 0.0, 0.0].");
  }
}
