package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The distributions of one class, for the laws that each must keep. */
public interface Family {
  /** One whose parameters are these tensors. */
  Distribution of(List<Tensor> parameters);

  /** One whose parameters are these numbers. */
  Distribution ofNumbers(double... parameters);

  /** Parameters to try; each with as many values inside, and vectors of one length. */
  List<Example> examples();

  /** Parameters that are refused. */
  List<Bad> bad();

  /** What the factory methods for tensors mixed with numbers make of an example. */
  default List<Distribution> mixed(Example example, DataType type) {
    return List.of();
  }

  /** The example as a distribution. */
  default Distribution of(Example example, DataType type) {
    return of(example.tensors(type));
  }

  /** All the examples as one distribution with a batch of shape (n). */
  default Distribution batch(DataType type) {
    return of(stackedParameters(type));
  }

  /** The parameters of all the examples, one below the other. */
  default List<Tensor> stackedParameters(DataType type) {
    List<Tensor> stacked = new ArrayList<>();
    for (int p = 0; p < examples().get(0).parameters().size(); p++) {
      int place = p;
      stacked.add(
          ShapeOps.stack(
              0, examples().stream().map(e -> e.tensors(type).get(place)).toArray(Tensor[]::new)));
    }
    return stacked;
  }

  /** Values inside, of shape (v, n): a column for each example. */
  default Tensor stackedValues(DataType type) {
    return ShapeOps.stack(-1, examples().stream().map(e -> e.values(type)).toArray(Tensor[]::new));
  }

  /** One test for each example. */
  default Stream<DynamicTest> forEachExample(Consumer<Example> test) {
    return examples().stream()
        .map(example -> DynamicTest.dynamicTest(example.title(), () -> test.accept(example)));
  }
}
