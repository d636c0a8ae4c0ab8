package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DeltaTest {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final Tensor rows = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, Shapes.of(2, 3));

  @Nested
  final class OfSingleNumbers {
    @Test
    void hasAllItsProbabilityAtTheValue() {
      assertThat(Delta.of(2).logProb(Tensor.of(1f, 2f)).toDoubles()).containsExactly(NEVER, 0);
      assertThat(Delta.of(rows).logProb(rows).toDoubles()).containsOnly(0);
      assertThat(Delta.of(rows).logProb(rows.add(1)).toDoubles()).containsOnly(NEVER);
    }

    @Test
    void countsAllDimensionsAsBatch() {
      assertThat(Delta.of(rows).batchShape()).isEqualTo(Shapes.of(2, 3));
      assertThat(Delta.of(rows).eventShape()).isEqualTo(Shapes.scalar());
    }

    @Test
    void itsDistributionFunctionIsAStep() {
      Tensor found = Delta.of(2).cdf(Tensor.of(1f, 2f, 3f));
      assertThat(found.toDoubles()).containsExactly(0, 1, 1);
    }

    @Test
    void hasTheValueAsItsOnlyOne() {
      assertThat(Delta.of(rows).enumerateSupport().shape()).isEqualTo(Shapes.of(1, 2, 3));
    }
  }

  @Nested
  final class OfVectors {
    private final Delta subject = Delta.of(rows, 1);

    @Test
    void needsTheWholeVectorToBeEqual() {
      Tensor values = Tensor.of(new double[] {1, 2, 3, 4, 5, 7}, Shapes.of(2, 3));
      assertThat(subject.logProb(values).toDoubles()).containsExactly(0, NEVER);
      assertThat(subject.batchShape()).isEqualTo(Shapes.of(2));
      assertThat(subject.eventShape()).isEqualTo(Shapes.of(3));
    }

    @Test
    void expandsItsBatch() {
      Distribution wide = subject.expand(Shapes.of(4, 2));
      assertThat(wide.sample(Noise.of(1)).shape()).isEqualTo(Shapes.of(4, 2, 3));
      assertThat(wide.logProb(rows).toDoubles()).hasSize(8).containsOnly(0);
      assertThat(wide.entropy().shape()).isEqualTo(Shapes.of(4, 2));
      assertThat(wide.variance().shape()).isEqualTo(Shapes.of(4, 2, 3));
    }

    @Test
    void takesFurtherDimensionsOfTheBatch() {
      assertThat(subject.toEvent(1).logProb(rows).item()).isZero();
      assertThat(subject.toEvent(1).support().eventDim()).isEqualTo(2);
    }

    @Test
    void isMaskedByBatch() {
      Distribution masked = subject.mask(Tensor.of(true, false));
      assertThat(masked.logProb(rows.add(1)).toDoubles()).containsExactly(NEVER, 0);
    }
  }

  @Nested
  final class WithALogDensity {
    @Test
    void addsItWhereTheValueIs() {
      Tensor densities = Tensor.of(0.5, -0.25);
      Delta subject = Delta.of(rows, densities, 1);
      assertThat(subject.logProb(rows).toDoubles()).containsExactly(0.5, -0.25);
      assertThat(subject.entropy().toDoubles()).containsExactly(-0.5, 0.25);
      Tensor gradient = Gradients.grad(d -> Delta.of(rows, d, 1).logProb(rows).sum(), densities);
      assertThat(gradient.toDoubles()).containsOnly(1);
    }

    @Test
    void mayBeOneNumber() {
      assertThat(Delta.of(rows, 0.5, 1).logProb(rows).toDoubles()).containsOnly(0.5);
    }

    @Test
    void mayHaveALargerBatchThanTheValue() {
      Delta subject = Delta.of(Tensor.of(1f, 2f), Tensor.zeros(4), 1);
      assertThat(subject.batchShape()).isEqualTo(Shapes.of(4));
      assertThat(subject.sample(Noise.of(1)).shape()).isEqualTo(Shapes.of(4, 2));
    }
  }

  @Test
  void itsSampleIsTheValueWithItsGradient() {
    assertThat(Delta.of(rows).sample(Noise.of(1)).toDoubles()).isEqualTo(rows.toDoubles());
    Tensor gradient =
        Gradients.grad(x -> Delta.of(x, 1).sample(Noise.of(1), Shapes.of(5)).sum(), rows);
    assertThat(gradient.toDoubles()).containsOnly(5);
    assertThat(Delta.of(rows).isReparameterized()).isTrue();
    assertThat(Delta.of(rows).notReparameterized().enumerateSupport().dim()).isEqualTo(3);
  }

  @Test
  void mayHoldWholeNumbers() {
    Tensor counts = Tensor.of(3L, 4L);
    assertThat(Delta.of(counts).sample(Noise.of(1)).dataType()).isEqualTo(DataType.INT64);
    assertThat(Delta.of(counts).logProb(counts).toDoubles()).containsExactly(0, 0);
    assertThat(Delta.of(counts).logProb(counts.add(1)).toDoubles()).containsExactly(NEVER, NEVER);
  }

  @Test
  void refusesBadParametersByName() {
    assertThatThrownBy(() -> Delta.of(Double.NaN)).hasMessage("Delta: value is NaN. Needed: real.");
    assertThatThrownBy(() -> Delta.of(rows, Double.NaN, 1))
        .hasMessage("Delta: logDensity is NaN. Needed: real.");
    assertThatThrownBy(() -> Delta.of(Tensor.of(0f, Float.NaN)).validate())
        .hasMessageStartingWith("Delta: value[1] is NaN. Needed: real.");
    for (int dims : List.of(-1, 3)) {
      assertThatThrownBy(() -> Delta.of(rows, dims))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("eventDims is " + dims);
    }
  }
}
