package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.jyro.OutsideScopes;
import io.vavr.control.Option;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A collection between the forward and the backward pass must not change a gradient.
 *
 * <p>No scope is open, so that whatever Java does not hold is free to go. The operations are found
 * by reflection: a new one cannot be forgotten.
 */
@OutsideScopes
final class GarbageCollectionTest {
  private static final int ROUNDS = 3;
  private static final int PASSES = 20;
  private static final Shape SHAPE = new Shape(2, 3);
  private static final double[] AT = {0.15, 0.25, 0.35, 0.45, 0.55, 0.65};
  private static final NDManager MANAGER = Engine.getEngine("PyTorch").newBaseManager();
  private static final NDArray DJLS = MANAGER.create(new float[] {1, 2, 3});
  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.ofEntries(
          Map.entry(float[].class, new float[] {1, 2, 3}),
          Map.entry(double[].class, new double[] {1, 2, 3}),
          Map.entry(long[].class, new long[] {1, 2, 3}),
          Map.entry(boolean[].class, new boolean[] {true, false, true}),
          Map.entry(float[][].class, new float[][] {{1, 2}, {3, 4}}),
          Map.entry(double[][].class, new double[][] {{1, 2}, {3, 4}}),
          Map.entry(int[].class, new int[] {0}),
          Map.entry(int.class, 3),
          Map.entry(long.class, 3L),
          Map.entry(Shape.class, new Shape(3)),
          Map.entry(DataType.class, DataType.FLOAT64),
          Map.entry(ByteOrder.class, ByteOrder.LITTLE_ENDIAN),
          Map.entry(DoubleSupplier.class, (DoubleSupplier) () -> 1.25));

  @AfterAll
  static void closeDjlsManager() {
    MANAGER.close();
  }

  @ParameterizedTest
  @MethodSource("operationsThatTakeNumbers")
  void anOperationThatTakesANumberKeepsItsGradient(String name, UnaryOperator<Tensor> operation) {
    double[] expected = gradient(operation, () -> {});
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(gradient(operation, Churn::collect)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("waysToMakeATensor")
  void aTensorFromJavaKeepsItsNumbersForTheBackwardPass(String name, UnaryOperator<Tensor> made) {
    UnaryOperator<Tensor> operation = x -> x.sum().mul(made.apply(x).to(DataType.FLOAT64));
    double[] expected = gradient(operation, () -> {});
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(gradient(operation, Churn::collect)).isEqualTo(expected);
    }
  }

  @Test
  void everyOperationThatTakesANumberIsHere() {
    assertThat(operationsThatTakeNumbers().map(row -> (String) row[0]))
        .contains("mul(double)", "rdiv(double)", "maximum(double)", "pow(double)", "elu(double)")
        .hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void everyWayToMakeATensorIsHere() {
    assertThat(waysToMakeATensor().map(row -> (String) row[0]))
        .contains(
            "of(float[])", "of(double[], Shape)", "full(double, DataType, long[])", "eye(int)")
        .hasSizeGreaterThanOrEqualTo(20);
  }

  /** Else the tests here would pass whatever happened. */
  @Test
  void theCollectionsHereCorruptTheGradientsOfDjlsOwnArithmetic() {
    double[] expected = gradient(x -> x.mul(3), () -> {});
    assertThat(gradient(GarbageCollectionTest::timesThreeByDjl, Churn::collect))
        .isNotEqualTo(expected);
  }

  private static Tensor timesThreeByDjl(Tensor x) {
    PtNDArray lent = new PtNDArray((PtNDManager) MANAGER, x.address());
    PtNDArray product = lent.mul(3.0);
    lent.detach();
    product.detach();
    return TensorScope.current().adopt(product.getHandle());
  }

  static Stream<Object[]> operationsThatTakeNumbers() {
    return Stream.of(Tensor.class.getInterfaces())
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getReturnType() == Tensor.class)
        .filter(method -> List.of(method.getParameterTypes()).contains(double.class))
        .sorted((a, b) -> signature(a).compareTo(signature(b)))
        .map(method -> new Object[] {signature(method), operation(method)});
  }

  static Stream<Object[]> waysToMakeATensor() {
    return Stream.of(Tensor.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == Tensor.class)
        .sorted((a, b) -> signature(a).compareTo(signature(b)))
        .map(method -> new Object[] {signature(method), making(method)});
  }

  /** The gradients of several passes, all forward before all backward. */
  private static double[] gradient(UnaryOperator<Tensor> operation, Runnable between) {
    Leaf leaf = Leaf.of(Tensor.of(AT, SHAPE));
    return Gradients.recording(
        () -> {
          List<Tensor> losses = new ArrayList<>();
          for (int i = 0; i < PASSES; i++) {
            losses.add(operation.apply(leaf.value()).to(DataType.FLOAT64).square().sum());
          }
          between.run();
          losses.stream().filter(Tensor::requiresGradient).forEach(Gradients::backward);
          return leaf.gradient().map(Tensor::toDoubles).getOrElse(new double[0]);
        });
  }

  /** A truth is asked of what {@code where} is called on; elsewhere it is the leaf itself. */
  private static UnaryOperator<Tensor> operation(Method method) {
    return x ->
        call(method, method.getName().equals("where") ? x.gt(0.4) : x, arguments(method, x));
  }

  private static UnaryOperator<Tensor> making(Method method) {
    return x -> call(method, x, arguments(method, x));
  }

  private static Tensor call(Method method, Tensor receiver, Object... arguments) {
    try {
      return (Tensor) method.invoke(receiver, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(signature(method), e);
    }
  }

  private static Object[] arguments(Method method, Tensor x) {
    double[] number = {0.1};
    DoubleSupplier numbers = () -> number[0] += 0.2;
    Tensor other = method.getName().startsWith("masked") ? x.gt(0.4) : x.square();
    return Stream.of(method.getParameterTypes())
        .map(type -> argument(type, other, numbers))
        .toArray();
  }

  private static Object argument(Class<?> type, Tensor other, DoubleSupplier numbers) {
    if (type == double.class) {
      return numbers.getAsDouble();
    }
    if (type == Tensor.class) {
      return other;
    }
    if (type == NDArray.class) {
      return DJLS;
    }
    if (type == InputStream.class) {
      return threeNumbers();
    }
    return Option.of(ARGUMENTS.get(type))
        .getOrElseThrow(() -> new AssertionError("no argument known of type " + type));
  }

  private static InputStream threeNumbers() {
    ByteBuffer bytes = ByteBuffer.allocate(3 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(1).putDouble(2).putDouble(3);
    return new ByteArrayInputStream(bytes.array());
  }

  private static String signature(Method method) {
    return method.getName()
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
