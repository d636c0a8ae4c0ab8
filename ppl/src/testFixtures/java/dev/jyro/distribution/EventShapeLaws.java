package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sample shape, then batch shape, then event shape. */
interface EventShapeLaws extends EventFamily {
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  default void samplesHaveSampleBatchAndEventShape(DataType type) {
    Distribution batch = batch(type);
    Shape event = batch.eventShape();
    assertThat(batch.batchShape()).isEqualTo(Shapes.of(count()));
    assertThat(event).isEqualTo(examples().get(0).values().get(0).shape());
    assertThat(batch.support().eventDim()).isEqualTo(event.dimension());
    assertThat(batch.sample(Noise.of(1)).shape())
        .isEqualTo(Shapes.concat(Shapes.of(count()), event));
    Tensor many = batch.sample(Noise.of(1), Shapes.of(5, 2));
    assertThat(many.shape()).isEqualTo(Shapes.concat(Shapes.of(5, 2, count()), event));
    assertThat(many.dataType()).isEqualTo(type);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  default void logDensitiesHaveBatchShapeAndMoreAtTheLeft(DataType type) {
    Distribution batch = batch(type);
    Tensor values = stackedValues(type);
    Tensor densities = batch.logProb(values);
    assertThat(densities.shape()).isEqualTo(Shapes.of(values.size(0), count()));
    assertThat(densities.dataType()).isEqualTo(type);
    for (int i = 0; i < count(); i++) {
      Numbers.assertClose(
          densities.select(1, i),
          of(examples().get(i), type).logProb(values.select(1, i)),
          type == DataType.FLOAT64 ? 1e-12 : 1e-5,
          "density of example " + i + " by itself");
    }
  }

  @Test
  default void aSingleValueBroadcastsToTheBatch() {
    Distribution batch = batch(DataType.FLOAT64);
    Tensor value = stackedValues(DataType.FLOAT64).get(0, 0);
    assertThat(batch.logProb(value).shape()).isEqualTo(batch.batchShape());
  }

  @Test
  default void parametersBroadcastAgainstEachOther() {
    List<Tensor> stacked = stackedParameters(DataType.FLOAT64);
    stacked.set(0, stacked.get(0).unsqueeze(1));
    Distribution broad = of(stacked);
    Shape expected = stacked.size() == 1 ? Shapes.of(count(), 1) : Shapes.of(count(), count());
    assertThat(broad.batchShape()).isEqualTo(expected);
    assertThat(broad.sample(Noise.of(1)).shape())
        .isEqualTo(Shapes.concat(expected, broad.eventShape()));
    Tensor values = stackedValues(DataType.FLOAT64);
    assertThat(broad.logProb(values.get(0)).shape()).isEqualTo(Shapes.of(count(), count()));
  }

  @Test
  default void momentsHaveBatchAndEventShapeAndEntropyTheBatchShape() {
    Distribution wide = batch(DataType.FLOAT64).expand(Shapes.of(3, count()));
    Shape full = Shapes.concat(wide.batchShape(), wide.eventShape());
    Summaries.ifThereIs(wide::mean).ifPresent(m -> assertThat(m.shape()).isEqualTo(full));
    Summaries.ifThereIs(wide::variance).ifPresent(v -> assertThat(v.shape()).isEqualTo(full));
    Summaries.ifThereIs(wide::entropy)
        .ifPresent(e -> assertThat(e.shape()).isEqualTo(wide.batchShape()));
  }

  @TestFactory
  default Stream<DynamicTest> floatAndDoubleAgree() {
    return forEachExample(
        example ->
            Numbers.assertClose(
                of(example, DataType.FLOAT32).logProb(example.inside(DataType.FLOAT32)),
                of(example, DataType.FLOAT64).logProb(example.inside(DataType.FLOAT64)),
                2e-5,
                "log density"));
  }

  @Test
  default void aValueOfAnotherShapeIsRefusedByName() {
    Distribution batch = batch(DataType.FLOAT64);
    Tensor value = stackedValues(DataType.FLOAT64).get(0);
    Tensor longer = value.repeat(repeatsOfTheLast(value.dim()));
    assertThatThrownBy(() -> batch.logProb(longer))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "%s: the value has shape %s. Needed: one that ends in %s.",
            batch.name(), longer.shape(), batch.eventShape());
    assertThatThrownBy(() -> batch.logProb(Tensor.scalar(1))).isInstanceOf(ShapeException.class);
  }

  private static long[] repeatsOfTheLast(int rank) {
    long[] times = new long[rank];
    java.util.Arrays.fill(times, 1);
    times[rank - 1] = 2;
    return times;
  }
}
