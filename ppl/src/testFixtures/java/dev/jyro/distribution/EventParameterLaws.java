package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bad parameters are refused by name: when they are validated, or at once. */
interface EventParameterLaws extends EventFamily {
  @TestFactory
  default Stream<DynamicTest> aBadParameterIsFound() {
    return bad().stream()
        .map(bad -> DynamicTest.dynamicTest(bad.title(), () -> assertRefused(bad)));
  }

  private void assertRefused(EventExample bad) {
    List<Tensor> second = EventFamily.stacked(List.of(examples().get(0), bad), DataType.FLOAT64);
    assertThatThrownBy(() -> of(second).validate())
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith(batch(DataType.FLOAT32).name() + ": " + bad.title());
  }

  @Test
  default void goodParametersAreValid() {
    batch(DataType.FLOAT64).validate();
    batch(DataType.FLOAT32).validate();
    assertThat(batch(DataType.FLOAT32).parameters()).isNotEmpty();
  }

  @Test
  default void parametersThatDoNotBroadcastAreRefusedByName() {
    List<Tensor> parameters = stackedParameters(DataType.FLOAT32);
    if (parameters.size() > 1) {
      parameters.set(0, ShapeOps.cat(0, parameters.get(0), parameters.get(0)));
      assertThatThrownBy(() -> of(parameters))
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith(
              batch(DataType.FLOAT32).name() + ": the parameters do not fit. Shapes ");
    }
  }
}
