package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class CotangentsTest {
  @Test
  void carriesADerivativeOnFromWhereItEnters() {
    // loss = (x²)³, whose last step is not recorded
    double[] found =
        gradient(
            Tensor.of(1.0, 2.0),
            x -> {
              Tensor y = x.square();
              return entering(y, y.square().mul(3).detach());
            });
    assertThat(found).containsExactly(6, 192);
  }

  @Test
  void sumsTheDerivativesOfATensorThatIsThereTwice() {
    double[] found =
        gradient(
            Tensor.of(1.0, 2.0),
            x -> {
              Cotangents both = entering(x, Tensor.of(1.0, 10.0));
              both.add(x, () -> Tensor.of(0.5, 0.25));
              return both;
            });
    assertThat(found).containsExactly(1.5, 10.25);
  }

  @Test
  void sumsADerivativeOfALargerShape() {
    double[] found =
        gradient(
            Tensor.of(1.0, 2.0),
            x -> entering(x.mul(2), Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}})));
    assertThat(found).containsExactly(18, 24);
  }

  @Test
  void ofALossIsItsGradient() {
    double[] found = gradient(Tensor.of(0.3, -1.2), x -> Cotangents.of(x.sin().sum()));
    assertThat(found[0]).isCloseTo(Math.cos(0.3), within(1e-15));
    assertThat(found[1]).isCloseTo(Math.cos(-1.2), within(1e-15));
  }

  @Test
  void ofALossNeedsOneElement() {
    Leaf leaf = Leaf.of(Tensor.of(1.0, 2.0));
    assertThatThrownBy(() -> Cotangents.of(leaf.value()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Sum it first");
  }

  @Test
  void doesNotComputeADerivativeThatNobodyWants() {
    Cotangents cotangents = Cotangents.none();
    Tensor constant = Tensor.of(1.0).add(2);
    Tensor cut = Leaf.of(Tensor.of(1.0)).value().detach();
    for (Tensor tensor : new Tensor[] {constant, cut, Tensor.constant(3, constant.dataType())}) {
      cotangents.add(
          tensor,
          () -> {
            throw new AssertionError("computed");
          });
    }
    cotangents.backward();
  }

  @Test
  void leavesOutWhatWasNotRecorded() {
    Leaf leaf = Leaf.of(Tensor.of(1.0));
    Tensor unrecorded = Gradients.paused(() -> leaf.value().mul(3));
    entering(unrecorded, Tensor.of(1.0)).backward();
    assertThat(leaf.gradient()).isEmpty();
  }

  private static Cotangents entering(Tensor tensor, Tensor derivative) {
    Cotangents cotangents = Cotangents.none();
    cotangents.add(tensor, () -> derivative);
    return cotangents;
  }

  private static double[] gradient(Tensor at, Function<Tensor, Cotangents> loss) {
    Leaf leaf = Leaf.of(at);
    Gradients.recording(
        () -> {
          loss.apply(leaf.value()).backward();
          return leaf;
        });
    return leaf.gradient().get().toDoubles();
  }
}
