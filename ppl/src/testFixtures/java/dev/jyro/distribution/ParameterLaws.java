package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bad parameters are refused by name: numbers at once, tensors when they are validated. */
interface ParameterLaws extends Family {
  @TestFactory
  default Stream<DynamicTest> aBadNumberIsRefusedAtOnce() {
    return forEachBad(
        bad ->
            assertThatThrownBy(() -> ofNumbers(numbers(bad)))
                .isInstanceOf(JyroException.class)
                .hasMessageStartingWith(
                    "%s: %s is %s. Needed: %s.", name(), bad.name(), bad.found(), bad.needed()));
  }

  @TestFactory
  default Stream<DynamicTest> aBadElementOfATensorIsFoundByValidate() {
    return forEachBad(
        bad -> {
          Distribution second = of(beside(bad));
          assertThatThrownBy(second::validate)
              .isInstanceOf(JyroException.class)
              .hasMessageStartingWith(
                  "%s: %s[1] is %s. Needed: %s.", name(), bad.name(), bad.found(), bad.needed());
        });
  }

  @Test
  default void goodParametersAreValid() {
    batch(DataType.FLOAT64).validate();
    batch(DataType.FLOAT32).validate();
    examples().forEach(example -> ofNumbers(example.numbers()).validate());
    assertThat(batch(DataType.FLOAT32).parameters()).isNotEmpty();
  }

  @Test
  default void parametersThatDoNotBroadcastAreRefusedByName() {
    List<Tensor> parameters = stackedParameters(DataType.FLOAT32);
    if (parameters.size() > 1) {
      parameters.set(0, ShapeOps.cat(0, parameters.get(0), parameters.get(0)));
      assertThatThrownBy(() -> of(parameters))
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith(name() + ": the parameters do not fit. Shapes ");
    }
  }

  @Test
  default void wholeNumbersInATensorBecomeFloat32() {
    Example example = examples().get(0);
    List<Tensor> whole =
        example.tensors(DataType.FLOAT64).stream()
            .map(parameter -> parameter.to(DataType.INT64))
            .toList();
    assertThat(of(whole).parameters())
        .allSatisfy(p -> assertThat(p.value().dataType()).isEqualTo(DataType.FLOAT32));
  }

  private String name() {
    return batch(DataType.FLOAT32).name();
  }

  private static double[] numbers(Bad bad) {
    return bad.parameters().stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** The bad parameters in the second place of a batch, good ones in the first. */
  private List<Tensor> beside(Bad bad) {
    List<Tensor> good = examples().get(0).tensors(DataType.FLOAT64);
    List<Tensor> worse = Example.tensors(bad.parameters(), DataType.FLOAT64);
    List<Tensor> both = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      both.add(ShapeOps.stack(0, good.get(i), worse.get(i)));
    }
    return both;
  }

  private Stream<DynamicTest> forEachBad(java.util.function.Consumer<Bad> test) {
    return bad().stream()
        .map(bad -> DynamicTest.dynamicTest(bad.toString(), () -> test.accept(bad)));
  }
}
