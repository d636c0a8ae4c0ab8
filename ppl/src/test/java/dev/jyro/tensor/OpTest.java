package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, from one table: its values in both precisions, and its gradient. */
final class OpTest {
  /** What the table cannot hold: draws, and what gradients and optimizers are made of. */
  private static final Set<Op> ELSEWHERE =
      Set.of(
          Op.BETA,
          Op.BINOMIAL,
          Op.CATEGORICAL_LOG_PROB,
          Op.CATEGORICAL_WEIGHTS_LOG_PROB,
          Op.DIRICHLET,
          Op.STANDARD_GAMMA,
          Op.STANDARD_GAMMA_GRADIENT,
          Op.MULTINOMIAL,
          Op.POISSON,
          Op.TO_DEVICE,
          Op.VON_MISES,
          Op.GRADIENTS,
          Op.REQUIRES_GRADIENT,
          Op.ADAGRAD,
          Op.ADAGRAD_RMS_PROP,
          Op.ADAM,
          Op.ADAM_W,
          Op.ARE_FINITE,
          Op.CLIPPED_ADAM,
          Op.CLIP_EACH_NORM,
          Op.CLIP_NORM,
          Op.CLIP_VALUES,
          Op.COPY,
          Op.RMS_PROP,
          Op.SGD);

  private static final double STEP = 1e-5;

  static Stream<OpCase> cases() {
    return Stream.of(
            PointwiseTable.cases(), ReductionTable.cases(), ShapeTable.cases(), LinalgTable.cases())
        .flatMap(rows -> rows);
  }

  static Stream<OpCase> differentiable() {
    return cases().filter(OpCase::isDifferentiable);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesInDoublePrecisionWhatTheMathsSays(OpCase op) {
    double[] expected = op.maths(DataType.FLOAT64);
    compare(op.run(DataType.FLOAT64).toDoubles(), expected, op.precision());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesInSinglePrecisionWhatTheMathsSays(OpCase op) {
    compare(op.run(DataType.FLOAT32).toDoubles(), op.maths(DataType.FLOAT32), 2e-5);
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void hasTheGradientOfFiniteDifferences(OpCase op) {
    List<Tensor> at = op.inputs().stream().map(in -> in.as(DataType.FLOAT64)).toList();
    List<Tensor> found = Gradients.grad(in -> weighed(op.operation().apply(in)), at);
    for (int input = 0; input < at.size(); input++) {
      compare(found.get(input).toDoubles(), differences(op, input), 1e-6);
    }
  }

  /** The other way round would lose gradients without a word. */
  @ParameterizedTest
  @MethodSource("differentiable")
  void aResultThatRequiresAGradientIsTracked(OpCase op) {
    Gradients.recording(
        () -> {
          List<Tensor> leaves =
              op.inputs().stream().map(in -> Leaf.of(in.as(DataType.FLOAT64)).value()).toList();
          Tensor result = op.operation().apply(leaves);
          assertThat(result.requiresGradient()).isTrue();
          assertThat(result.isTracked()).isTrue();
          return result;
        });
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void keepsTheTypeOfItsInputs(OpCase op) {
    if (!op.name().equals("another type")) {
      assertThat(op.run(DataType.FLOAT32).dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(op.run(DataType.FLOAT64).dataType()).isEqualTo(DataType.FLOAT64);
    }
  }

  @Test
  void theTableHoldsEveryOperation() {
    Set<String> met = new TreeSet<>();
    OpListener listener = (name, inputs, attributes, outputs, nanos) -> met.add(name);
    try (TensorScope scope = TensorScope.open(listener)) {
      cases().forEach(op -> op.run(DataType.FLOAT32));
    }
    assertThat(met).containsAll(labels(op -> !ELSEWHERE.contains(op)));
  }

  @Test
  void operationsAreCalledAsTheirMethodsAre() {
    Set<String> methods =
        Stream.concat(Stream.of(Tensor.class), Stream.of(Tensor.class.getInterfaces()))
            .flatMap(type -> Stream.of(type.getMethods()))
            .map(Method::getName)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<Op> shared = Set.of(Op.AS_TYPE);
    assertThat(
            labels(op -> !ELSEWHERE.contains(op) && !shared.contains(op)).stream()
                .map(name -> name.toLowerCase(Locale.ROOT)))
        .isSubsetOf(methods);
  }

  private static List<String> labels(Predicate<Op> which) {
    return Arrays.stream(Op.values()).filter(which).map(Op::label).toList();
  }

  private static double[] differences(OpCase op, int input) {
    double[] at = op.inputs().get(input).numbers();
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      slopes.add((moved(op, input, i, STEP) - moved(op, input, i, -STEP)) / (2 * STEP));
    }
    return slopes.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double moved(OpCase op, int input, int place, double by) {
    List<Tensor> at = new ArrayList<>();
    for (int i = 0; i < op.inputs().size(); i++) {
      double[] numbers = op.inputs().get(i).numbers().clone();
      if (i == input) {
        numbers[place] += by;
      }
      at.add(Tensor.of(numbers, op.inputs().get(i).shape()));
    }
    return weighed(op.operation().apply(at)).item();
  }

  /** One number that depends on every element in its own way. */
  private static Tensor weighed(Tensor output) {
    double[] weights = new double[Math.toIntExact(output.numel())];
    Arrays.setAll(weights, i -> Math.cos(i + 1));
    return output.mul(Tensor.of(weights, output.shape())).sum();
  }

  private static void compare(double[] found, double[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("element %d", i)
          .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
    }
  }
}
