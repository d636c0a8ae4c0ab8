package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A piece that outlives the scopes does not hold the memory of the whole. */
final class PieceTest {
  static Stream<Arguments> pieces() {
    return Stream.of(
        cut("select a row", x -> x.select(0, 0)),
        cut("select a column", x -> x.select(1, 0)),
        cut("select from the end", x -> x.select(1, -2)),
        cut("narrow", x -> x.narrow(0, 0, 1)),
        cut("slice", x -> x.slice(1, 0, 2, 2)),
        cut("split", x -> x.split(1, 0)[0]),
        cut("unbind", x -> x.unbind(1)[0]),
        cut("diagonal", Tensor::diagonal),
        cut("index", x -> x.index(Index.at(0))),
        cut("a piece of a piece", x -> x.select(0, 0).select(0, 0)),
        cut("reshaped", x -> x.narrow(0, 0, 1).reshape(2)),
        cut("detached", x -> x.select(0, 0).detach()),
        cut("transposed", x -> x.narrow(0, 0, 1).mT()),
        cut("in one more dimension", x -> x.select(0, 0).unsqueeze(0)),
        cut("in one less", x -> x.narrow(0, 0, 1).squeeze(0)),
        cut("in another order", x -> x.narrow(0, 0, 1).permute(1, 0)),
        cut("laid out row by row", x -> x.select(0, 0).contiguous()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pieces")
  void hasItsOwnMemoryOutsideOfScopes(String name, UnaryOperator<Tensor> cut) {
    Tensor piece;
    double[] numbers;
    try (TensorScope scope = TensorScope.open()) {
      Tensor whole = Tensor.of(new float[][] {{1, 2}, {3, 4}});
      piece = cut.apply(whole);
      numbers = piece.toDoubles();
      TensorScope.release(piece);
      overwrite(whole);
    }
    assertThat(piece.toDoubles()).containsExactly(numbers);
  }

  @Test
  void sharesTheMemoryOfTheWholeWhileTheyAreInScopes() {
    Tensor whole = Tensor.of(1f, 2);
    Tensor piece = whole.select(0, 0);
    overwrite(whole);
    assertThat(piece.item()).isEqualTo(9);
  }

  static Stream<Arguments> views() {
    return Stream.of(
        cut("a number", x -> x.select(0, 0)),
        cut("detached", x -> x.detach().select(0, 0)),
        cut("reshaped", x -> x.reshape(2, 1).select(0, 0)),
        cut("stretched", x -> x.expand(3, 2).select(0, 0).select(0, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void ofATrainedValueMovesWithItWhereverItIs(String name, UnaryOperator<Tensor> cut) {
    Leaf leaf = Leaf.kept(Tensor.of(1f, 2));
    Tensor piece = TensorScope.release(cut.apply(leaf.value()));
    leaf.set(Tensor.of(9f, 2));
    assertThat(piece.item()).isEqualTo(9);
  }

  @Test
  void thatIsStretchedIsNotCopied() {
    Tensor stretched = Tensor.of(1f, 2).select(0, 0).expand(1L << 40);
    assertThat(TensorScope.release(stretched).numel()).isEqualTo(1L << 40);
    stretched.free(); // it counts for 4 TiB
  }

  @Test
  void thatAGradientGoesThroughKeepsItsWay() {
    Leaf leaf = Leaf.of(Tensor.of(1f, 2));
    Gradients.recording(
        () -> {
          Tensor piece;
          try (TensorScope scope = TensorScope.open()) {
            piece = TensorScope.release(leaf.value().mul(3).select(0, 0));
          }
          Gradients.backward(piece.mul(2));
          return piece;
        });
    assertThat(leaf.gradient().get().toDoubles()).containsExactly(6, 0);
  }

  private static Arguments cut(String name, UnaryOperator<Tensor> cut) {
    return Arguments.of(name, cut);
  }

  private static void overwrite(Tensor whole) {
    Memory.window(whole).putFloat(0, 9);
  }
}
