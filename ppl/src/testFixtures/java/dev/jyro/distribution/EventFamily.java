package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The distributions of one class of vectors or matrices, for the laws that each must keep. */
public interface EventFamily {
  /** One whose parameters are these tensors. */
  Distribution of(List<Tensor> parameters);

  /** Parameters to try, all of the same shapes; each with as many values inside. */
  List<EventExample> examples();

  /**
   * Parameters that are refused, by what the message says after the distribution's name when they
   * are the second of a batch.
   */
  List<EventExample> bad();

  /** A value that was moved a little, made one of the set again: symmetric, for instance. */
  default Tensor mended(Tensor value) {
    return value;
  }

  /** The example as a distribution. */
  default Distribution of(EventExample example, DataType type) {
    return of(example.tensors(type));
  }

  /** All the examples as one distribution with a batch of shape (n). */
  default Distribution batch(DataType type) {
    return of(stackedParameters(type));
  }

  /** How many examples there are. */
  default long count() {
    return examples().size();
  }

  /** The parameters of all the examples, one below the other. */
  default List<Tensor> stackedParameters(DataType type) {
    return stacked(examples(), type);
  }

  /** The parameters of these examples, one below the other. */
  static List<Tensor> stacked(List<EventExample> examples, DataType type) {
    List<Tensor> stacked = new ArrayList<>();
    for (int p = 0; p < examples.get(0).parameters().size(); p++) {
      int place = p;
      stacked.add(
          ShapeOps.stack(
              0, examples.stream().map(e -> e.tensors(type).get(place)).toArray(Tensor[]::new)));
    }
    return stacked;
  }

  /** Values inside, of shape (v, n) and the event's. */
  default Tensor stackedValues(DataType type) {
    return ShapeOps.stack(1, examples().stream().map(e -> e.inside(type)).toArray(Tensor[]::new));
  }

  /** One test for each example. */
  default Stream<DynamicTest> forEachExample(Consumer<EventExample> test) {
    return examples().stream()
        .map(example -> DynamicTest.dynamicTest(example.title(), () -> test.accept(example)));
  }
}
