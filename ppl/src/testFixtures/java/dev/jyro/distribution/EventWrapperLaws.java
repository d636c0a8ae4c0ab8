package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code expand}, {@code toEvent}, {@code mask} and {@code notReparameterized} promise. */
interface EventWrapperLaws extends EventFamily {
  @Test
  default void expandBroadcastsDensitiesAndDrawsAnew() {
    Distribution batch = batch(DataType.FLOAT64);
    Shape wide = Shapes.of(30, count());
    Distribution expanded = batch.expand(wide);
    assertThat(expanded.batchShape()).isEqualTo(wide);
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Numbers.assertClose(
        expanded.logProb(value), batch.logProb(value).expand(wide), 1e-12, "density");
    Tensor draws = expanded.sample(Noise.of(4));
    assertThat(draws.shape()).isEqualTo(Shapes.concat(wide, batch.eventShape()));
    assertThat(draws.sub(draws.get(0)).abs().sum().item()).isGreaterThan(0);
    Numbers.assertClose(
        expanded.logProb(draws), batch.logProb(draws), 1e-12, "density of the draws");
  }

  @Test
  default void expandAgreesWithTheGeneralWrapper() {
    Distribution batch = batch(DataType.FLOAT64);
    Shape wide = Shapes.of(3, count());
    Distribution general = Expanded.of(batch, wide);
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Numbers.assertClose(
        general.logProb(value), batch.expand(wide).logProb(value), 1e-12, "density");
    assertThat(general.sample(Noise.of(4)).shape())
        .isEqualTo(Shapes.concat(wide, batch.eventShape()));
    List<Tensor> own = Summaries.of(batch.expand(wide));
    List<Tensor> wrapped = Summaries.of(general);
    assertThat(wrapped).hasSameSizeAs(own);
    for (int i = 0; i < own.size(); i++) {
      Numbers.assertClose(wrapped.get(i), own.get(i), 1e-12, "summary " + i);
    }
  }

  @Test
  default void expandRefusesAShapeThatDoesNotFit() {
    Distribution batch = batch(DataType.FLOAT32);
    assertThatThrownBy(() -> batch.expand(Shapes.of(count() + 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(batch.name())
        .hasMessageContaining("does not expand to");
  }

  @Test
  default void toEventSumsDensities() {
    Distribution batch = batch(DataType.FLOAT64);
    Distribution event = batch.expand(Shapes.of(2, count())).toEvent(1);
    assertThat(event.batchShape()).isEqualTo(Shapes.of(2));
    assertThat(event.eventShape()).isEqualTo(Shapes.concat(Shapes.of(count()), batch.eventShape()));
    assertThat(event.support().eventDim()).isEqualTo(1 + batch.eventShape().dimension());
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Tensor sum = batch.logProb(value).sum(-1).expand(2);
    Numbers.assertClose(event.logProb(value), sum, 1e-12, "density");
    Numbers.assertClose(
        event.sample(Noise.of(4)),
        batch.expand(Shapes.of(2, count())).sample(Noise.of(4)),
        0,
        "sample");
  }

  @Test
  default void maskMakesDensityAndGradientZeroWhateverTheValue() {
    Distribution batch = batch(DataType.FLOAT64);
    boolean[] counts = new boolean[examples().size()];
    counts[0] = true;
    Tensor mask = Tensor.of(counts);
    Tensor good = stackedValues(DataType.FLOAT64).get(0);
    long[] sizes = new long[good.dim()];
    Arrays.fill(sizes, 1);
    sizes[0] = count();
    Tensor values = mask.reshape(sizes).where(good, good.constant(Double.NaN));
    double[] masked = batch.mask(mask).logProb(values).toDoubles();
    assertThat(masked[0]).isEqualTo(batch.logProb(good).toDoubles()[0]);
    List<Tensor> gradients =
        Gradients.grad(
            p -> of(p).mask(mask).logProb(values).sum(), stackedParameters(DataType.FLOAT64));
    for (int i = 1; i < counts.length; i++) {
      assertThat(masked[i]).isZero();
      for (Tensor gradient : gradients) {
        assertThat(gradient.get(i).abs().sum().item()).isZero();
      }
    }
  }

  @Test
  default void notReparameterizedGivesTheSameSamplesWithoutGradient() {
    List<Tensor> gradients =
        Gradients.grad(
            p -> {
              Distribution detached = of(p).notReparameterized();
              assertThat(detached.isReparameterized()).isFalse();
              assertThat(detached.sample(Noise.of(4)).requiresGradient()).isFalse();
              return detached.logProb(stackedValues(DataType.FLOAT64).get(0)).sum();
            },
            stackedParameters(DataType.FLOAT64));
    assertThat(gradients).isNotEmpty();
  }
}
