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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code expand}, {@code toEvent}, {@code mask} and {@code notReparameterized} promise. */
interface WrapperLaws extends Family {
  @Test
  default void expandBroadcastsDensitiesAndDrawsAnew() {
    Distribution batch = batch(DataType.FLOAT64);
    Shape wide = Shapes.of(30, examples().size());
    Distribution expanded = batch.expand(wide);
    assertThat(expanded.batchShape()).isEqualTo(wide);
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Numbers.assertClose(
        expanded.logProb(value), batch.logProb(value).expand(wide), 1e-12, "density");
    Tensor draws = expanded.sample(Noise.of(4));
    assertThat(draws.shape()).isEqualTo(wide);
    assertThat(draws.sub(draws.get(0)).abs().sum().item()).isGreaterThan(0);
    Numbers.assertClose(
        expanded.logProb(draws), batch.logProb(draws), 1e-12, "density of the draws");
  }

  @Test
  default void expandAgreesWithTheGeneralWrapper() {
    Distribution batch = batch(DataType.FLOAT64);
    Shape wide = Shapes.of(3, examples().size());
    Distribution general = Expanded.of(batch, wide);
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Numbers.assertClose(
        general.logProb(value), batch.expand(wide).logProb(value), 1e-12, "density");
    assertThat(general.sample(Noise.of(4)).shape()).isEqualTo(wide);
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
    assertThatThrownBy(() -> batch.expand(Shapes.of(examples().size() + 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(batch.name())
        .hasMessageContaining("does not expand to");
  }

  @Test
  default void toEventSumsDensities() {
    Distribution batch = batch(DataType.FLOAT64);
    Distribution event = batch.expand(Shapes.of(2, examples().size())).toEvent(1);
    assertThat(event.batchShape()).isEqualTo(Shapes.of(2));
    assertThat(event.eventShape()).isEqualTo(Shapes.of(examples().size()));
    assertThat(event.support().eventDim()).isEqualTo(1);
    assertThat(event.name()).isEqualTo(batch.name());
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Tensor sum = batch.logProb(value).sum(-1).expand(2);
    Numbers.assertClose(event.logProb(value), sum, 1e-12, "density");
    assertThat(event.sample(Noise.of(4), Shapes.of(7)).shape())
        .isEqualTo(Shapes.of(7, 2, examples().size()));
    Numbers.assertClose(
        event.sample(Noise.of(4)),
        batch.expand(Shapes.of(2, examples().size())).sample(Noise.of(4)),
        0,
        "sample");
  }

  @Test
  default void toEventRefusesMoreDimensionsThanThereAre() {
    assertThatThrownBy(() -> batch(DataType.FLOAT32).toEvent(2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("toEvent(2)");
  }

  @Test
  default void maskMakesDensityAndGradientZeroWhateverTheValue() {
    Distribution batch = batch(DataType.FLOAT64);
    boolean[] counts = new boolean[examples().size()];
    counts[0] = true;
    Tensor mask = Tensor.of(counts);
    Tensor good = stackedValues(DataType.FLOAT64).get(0);
    Tensor values = mask.where(good, good.constant(Double.NaN));
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
    List<Tensor> draws = new ArrayList<>();
    List<Tensor> gradients =
        Gradients.grad(
            p -> {
              Distribution detached = of(p).notReparameterized();
              assertThat(detached.isReparameterized()).isFalse();
              draws.add(detached.sample(Noise.of(4)).add(0));
              assertThat(draws.get(0).requiresGradient()).isFalse();
              return detached.logProb(stackedValues(DataType.FLOAT64).get(0)).sum();
            },
            stackedParameters(DataType.FLOAT64));
    assertThat(gradients).isNotEmpty();
  }
}
