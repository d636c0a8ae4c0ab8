package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/** Compares what was read with what was written. */
final class Same {
  private Same() {}

  static void assertSame(InferenceData found, InferenceData expected) {
    assertThat(found.attributes()).isEqualTo(expected.attributes());
    assertThat(found.groups()).containsOnlyKeys(expected.groups().keySet());
    expected.groups().forEach((name, group) -> assertSame(name, found.group(name), group));
  }

  private static void assertSame(String where, Dataset found, Dataset expected) {
    assertThat(found.attributes()).as(where).isEqualTo(expected.attributes());
    assertThat(found.coords()).as(where).containsOnlyKeys(expected.coords().keySet());
    found
        .coords()
        .forEach((dim, labels) -> assertSame(where + "/" + dim, labels, expected.labels(dim)));
    assertThat(found.variables()).as(where).containsOnlyKeys(expected.variables().keySet());
    expected
        .variables()
        .forEach(
            (name, variable) -> {
              String place = where + "/" + name;
              assertThat(found.variable(name).dims()).as(place).isEqualTo(variable.dims());
              assertThat(found.variable(name).attributes())
                  .as(place)
                  .isEqualTo(variable.attributes());
              assertSame(place, found.variable(name).values(), variable.values());
            });
  }

  static void assertSame(String where, Values found, Values expected) {
    assertThat(found.shape()).as(where).isEqualTo(expected.shape());
    if (expected instanceof Values.Numbers numbers) {
      Tensor read = ((Values.Numbers) found).tensor();
      assertThat(read.dataType()).as(where).isEqualTo(numbers.tensor().dataType());
      if (read.dataType() == DataType.INT64) {
        assertThat(read.toLongs()).as(where).isEqualTo(numbers.tensor().toLongs());
      }
      assertThat(read.toDoubles()).as(where).isEqualTo(numbers.tensor().toDoubles());
    } else {
      assertThat(found).as(where).isEqualTo(expected);
    }
  }
}
