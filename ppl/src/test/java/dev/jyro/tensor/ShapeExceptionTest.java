package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an error about shapes says. */
final class ShapeExceptionTest {
  static Stream<Arguments> pairs() {
    return Stream.of(
        pair("add", Tensor::add),
        pair("sub", Tensor::sub),
        pair("mul", Tensor::mul),
        pair("div", Tensor::div),
        pair("pow", Tensor::pow),
        pair("remainder", Tensor::remainder),
        pair("maximum", Tensor::maximum),
        pair("atan2", Tensor::atan2),
        pair("xlogy", Tensor::xlogy),
        pair("logAddExp", Tensor::logAddExp),
        pair("lerp", (x, y) -> x.lerp(y, 0.5)),
        pair("isClose", (x, y) -> x.isClose(y, 0, 0)),
        pair("eq", Tensor::eq),
        pair("logicalAnd", Tensor::logicalAnd),
        pair("where", (x, y) -> x.gt(0).where(x, y)),
        pair("binaryCrossEntropyWithLogits", Tensor::binaryCrossEntropyWithLogits),
        pair("matmul", Tensor::matmul),
        pair("solve", (x, y) -> x.unsqueeze(0).matmul(x.unsqueeze(0).mT()).solve(y)),
        pair("cat", (x, y) -> ShapeOps.cat(0, x, y)),
        pair("stack", (x, y) -> ShapeOps.stack(0, x, y)),
        pair("maskedSelect", (x, y) -> x.maskedSelect(y.gt(0))),
        pair("einsum", (x, y) -> LinalgOps.einsum("ij,jk->ik", x, y)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void namesTheOperationAndBothShapes(String operation, BinaryOperator<Tensor> misfit) {
    assertThatThrownBy(() -> misfit.apply(Tensor.ones(2, 3), Tensor.ones(4, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(operation + ": ")
        .hasMessageContaining("(4, 5)")
        .message()
        .containsPattern("\\(2, 3\\)|\\(1, 2, 2\\)");
  }

  static Stream<Arguments> attributes() {
    Tensor x = Tensor.ones(2, 3);
    return Stream.of(
        attribute("sum", "[4]", () -> x.sum(4)),
        attribute("mean", "4", () -> x.mean(4)),
        attribute("mean", "[4, 0]", () -> x.mean(4, 0)),
        attribute("logSumExp", "[4]", () -> x.logSumExp(4)),
        attribute("softmax", "4", () -> x.softmax(4)),
        attribute("argMax", "4", () -> x.argMax(4)),
        attribute("cumSum", "4", () -> x.cumSum(4)),
        attribute("sort", "4", () -> x.sort(4)),
        attribute("topK", "7", () -> x.topK(7, 0)),
        attribute("reshape", "[4]", () -> x.reshape(4)),
        attribute("expand", "[5, 3]", () -> x.expand(5, 3)),
        attribute("permute", "[0]", () -> x.permute(0)),
        attribute("transpose", "7", () -> x.transpose(0, 7)),
        attribute("unsqueeze", "7", () -> x.unsqueeze(7)),
        attribute("narrow", "9", () -> x.narrow(0, 0, 9)),
        attribute("narrow", "7", () -> x.narrow(7, 0, 1)),
        attribute("select", "9", () -> x.select(0, 9)),
        attribute("select", "-4", () -> x.select(1, -4)),
        attribute("select", "7", () -> x.select(7, 0)),
        attribute("slice", "7", () -> x.slice(7, 0, 1, 1)),
        attribute("gather", "int64(1)", () -> x.gather(0, Tensor.of(1L))),
        attribute("topK", "7", () -> x.topK(1, 7)),
        attribute("median", "7", () -> x.median(7)),
        attribute("prod", "7", () -> x.prod(7)),
        attribute("argSort", "7", () -> x.argSort(7)),
        attribute("split", "[1, 4]", () -> x.split(new long[] {1, 4}, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attributes")
  void namesTheOperationTheShapeAndWhatWasAsked(
      String operation, String asked, ThrowingCallable mistake) {
    assertThatThrownBy(mistake)
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(operation + ": ")
        .hasMessageContaining("(2, 3)")
        .hasMessageContaining(asked);
  }

  @Nested
  final class IsNotThrown {
    @Test
    void aboutTypes() {
      assertThatThrownBy(() -> Tensor.of(1L, 2).mean())
          .isExactlyInstanceOf(JyroException.class)
          .hasMessageStartingWith("mean: ")
          .hasMessageContaining("int64(2)");
    }

    @Test
    void aboutTypesThatAnActivationDoesNotTake() {
      assertThatThrownBy(() -> Tensor.of(1L, 2).elu(0.5))
          .isExactlyInstanceOf(JyroException.class)
          .hasMessageStartingWith("elu: ")
          .hasMessageContaining("int64(2)")
          .hasMessageContaining("0.5");
    }

    @Test
    void aboutNulls() {
      List<Tensor> nothing = java.util.Collections.singletonList(null);
      Tensor x = Tensor.ones(2);
      assertThatThrownBy(() -> x.add(nothing.get(0))).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> x.logAddExp(nothing.get(0)))
          .isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> ShapeOps.cat(0, x, nothing.get(0)))
          .isInstanceOf(NullPointerException.class);
    }
  }

  @Nested
  final class IsThrownByJavasSide {
    @Test
    void aboutNumbersThatDoNotFillAShape() {
      assertThatThrownBy(() -> Tensor.of(new float[] {1, 2, 3}, new Shape(2, 2)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("3 numbers")
          .hasMessageContaining("(2, 2)");
    }

    @Test
    void aboutRowsOfSeveralLengths() {
      assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("row 1 has 1 numbers and row 0 has 2");
    }

    @Test
    void aboutANegativeSize() {
      assertThatThrownBy(() -> Tensor.zeros(2, -3))
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith("full: ");
    }

    @Test
    void aboutADimensionThatIsNotThere() {
      assertThatThrownBy(() -> Tensor.zeros(2, 3).size(2))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("size")
          .hasMessageContaining("(2, 3)")
          .hasMessageContaining("-2 to 1");
      assertThatThrownBy(() -> Tensor.zeros(2, 3).flatten(1, 0))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("flatten")
          .hasMessageContaining("(2, 3)");
    }

    @Test
    void aboutPiecesOfNoSize() {
      assertThatThrownBy(() -> Tensor.zeros(4).split(0, 0))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("split");
      assertThatThrownBy(() -> Tensor.zeros(4).chunk(0, 0))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("chunk");
    }

    @Test
    void aboutTheItemOfMany() {
      assertThatThrownBy(() -> Tensor.zeros(2).item())
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("item")
          .hasMessageContaining("(2)");
    }
  }

  private static Arguments pair(String operation, BinaryOperator<Tensor> misfit) {
    return Arguments.of(operation, misfit);
  }

  private static Arguments attribute(String operation, String asked, ThrowingCallable mistake) {
    return Arguments.of(operation, asked, mistake);
  }
}
