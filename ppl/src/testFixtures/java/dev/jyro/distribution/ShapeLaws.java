package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
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
interface ShapeLaws extends Family {
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  default void samplesHaveSampleBatchAndEventShape(DataType type) {
    Distribution batch = batch(type);
    assertThat(batch.batchShape()).isEqualTo(Shapes.of(examples().size()));
    assertThat(batch.eventShape()).isEqualTo(Shapes.scalar());
    assertThat(batch.sample(Noise.of(1)).shape()).isEqualTo(batch.batchShape());
    Tensor many = batch.sample(Noise.of(1), Shapes.of(5, 2));
    assertThat(many.shape()).isEqualTo(Shapes.concat(Shapes.of(5, 2), batch.batchShape()));
    assertThat(many.dataType()).isIn(type, DataType.INT64);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  default void logDensitiesHaveBatchShapeAndMoreAtTheLeft(DataType type) {
    Distribution batch = batch(type);
    Tensor values = stackedValues(type);
    assertThat(batch.logProb(values).shape()).isEqualTo(values.shape());
    assertThat(batch.logProb(values).dataType()).isEqualTo(type);
    assertThat(batch.logProb(values.get(0)).shape()).isEqualTo(batch.batchShape());
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
    long n = examples().size();
    boolean isSingle = stacked.size() == 1;
    Shape expected = isSingle ? Shapes.of(n, 1) : Shapes.of(n, n);
    assertThat(broad.batchShape()).isEqualTo(expected);
    assertThat(broad.sample(Noise.of(1)).shape()).isEqualTo(expected);
    Tensor values = stackedValues(DataType.FLOAT64);
    assertThat(broad.logProb(values.get(0)).shape()).isEqualTo(Shapes.of(n, n));
  }

  @Test
  default void momentsAndEntropyHaveTheBatchShape() {
    Distribution wide = batch(DataType.FLOAT64).expand(Shapes.of(3, examples().size()));
    for (Tensor summary : Summaries.of(wide)) {
      assertThat(summary.shape()).isEqualTo(wide.batchShape());
    }
  }

  @TestFactory
  default Stream<DynamicTest> floatAndDoubleAgree() {
    return forEachExample(
        example ->
            Numbers.assertClose(
                of(example, DataType.FLOAT32).logProb(example.values(DataType.FLOAT32)),
                of(example, DataType.FLOAT64).logProb(example.values(DataType.FLOAT64)),
                1e-5,
                "log density"));
  }

  @TestFactory
  default Stream<DynamicTest> numbersBesideTensorsTakeTheirType() {
    return forEachExample(
        example -> {
          Distribution tensors = of(example, DataType.FLOAT64);
          Tensor values = example.values(DataType.FLOAT64);
          for (Distribution mixed : mixed(example, DataType.FLOAT64)) {
            Numbers.assertClose(mixed.logProb(values), tensors.logProb(values), 1e-12, "density");
            Tensor draw = mixed.sample(Noise.of(3));
            assertThat(draw.dataType()).isEqualTo(DataType.FLOAT64);
            Numbers.assertClose(draw, tensors.sample(Noise.of(3)), 1e-12, "sample");
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> numbersAloneMeanTheSameInFloat32() {
    return forEachExample(
        example -> {
          Distribution numbers = ofNumbers(example.numbers());
          Distribution tensors = of(example, DataType.FLOAT32);
          Tensor values = example.values(DataType.FLOAT32);
          Numbers.assertClose(numbers.logProb(values), tensors.logProb(values), 1e-5, "density");
          Tensor draw = numbers.sample(Noise.of(3));
          assertThat(draw.dataType()).isIn(DataType.FLOAT32, DataType.INT64);
          Numbers.assertClose(draw, tensors.sample(Noise.of(3)), 1e-5, "sample");
        });
  }
}
