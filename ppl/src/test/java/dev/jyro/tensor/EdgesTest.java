package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where formulas overflow, cancel or have no value. */
final class EdgesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Nested
  final class NearZero {
    @Test
    void log1pAndExpm1KeepTheirDigits() {
      assertThat(Tensor.of(1e-18).log1p().item()).isEqualTo(1e-18);
      assertThat(Tensor.of(1e-18).expm1().item()).isEqualTo(1e-18);
    }

    @Test
    void zeroTimesTheLogarithmOfZeroIsZero() {
      assertThat(Tensor.of(0.0).xlogy(Tensor.of(0.0)).item()).isZero();
      assertThat(Gradients.grad(x -> x.xlogy(Tensor.of(0.5)).sum(), Tensor.of(0.0)).item())
          .isEqualTo(Math.log(0.5));
    }

    @Test
    void theSlopeOfASquareIsZeroAtZero() {
      assertThat(Gradients.grad(x -> x.pow(2).sum(), Tensor.of(0.0)).item()).isZero();
    }
  }

  @Nested
  final class FarOut {
    @Test
    void logSumExpDoesNotOverflow() {
      assertThat(Tensor.of(1000.0, 1000).logSumExp().item())
          .isCloseTo(1000 + Math.log(2), within(1e-12));
      assertThat(Tensor.of(-INFINITY, -INFINITY).logSumExp().item()).isEqualTo(-INFINITY);
      assertThat(Tensor.of(-INFINITY, 3).logSumExp().item()).isEqualTo(3);
      assertThat(Tensor.of(1000.0).logAddExp(Tensor.of(1000.0)).item())
          .isCloseTo(1000 + Math.log(2), within(1e-12));
    }

    @Test
    void theGradientOfLogSumExpIsFiniteBesideAnImpossibleEntry() {
      assertThat(Gradients.grad(x -> x.logSumExp(), Tensor.of(-INFINITY, 3)).toDoubles())
          .containsExactly(0, 1);
    }

    @Test
    void softplusAndLogSigmoidAreLinear() {
      assertThat(Tensor.of(1000.0).softplus().item()).isEqualTo(1000);
      assertThat(Tensor.of(-1000.0).softplus().item()).isZero();
      assertThat(Tensor.of(-1000.0).logSigmoid().item()).isEqualTo(-1000);
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(doubles = {19, 20.5, 25, 36, 40})
    void softplusKeepsItsLastDigitsInDoublePrecision(double x) {
      assertThat(Tensor.of(x).softplus().item()).isEqualTo(Maths.softplus(x), within(Math.ulp(x)));
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(doubles = {-15, -40, -200})
    void logNdtrIsItsAsymptoticSeries(double x) {
      double y = 1 / (x * x);
      double series = 1 - y * (1 - 3 * y * (1 - 5 * y * (1 - 7 * y * (1 - 9 * y))));
      double expected =
          -0.5 * x * x - 0.5 * Math.log(2 * Math.PI) - Math.log(-x) + Math.log(series);
      assertThat(Tensor.of(x).logNdtr().item()).isCloseTo(expected, within(-1e-7 * expected));
    }

    @Test
    void softmaxOfHugeNumbersIsFinite() {
      assertThat(Tensor.of(1e30, 0).softmax(0).toDoubles()).containsExactly(1, 0);
    }

    @Test
    void theNormOfInfiniteOrderIsTheLargestMagnitude() {
      assertThat(Tensor.of(3.0, -4).norm(INFINITY).item()).isEqualTo(4);
    }
  }

  @Nested
  final class Clamping {
    @Test
    void passesTheGradientOnItsBounds() {
      Tensor at = Tensor.of(-2.0, -1, 0, 1, 2);
      assertThat(Gradients.grad(x -> x.clamp(-1, 1).sum(), at).toDoubles())
          .containsExactly(0, 1, 1, 1, 0);
      assertThat(Gradients.grad(x -> x.clampMin(-1).sum(), at).toDoubles())
          .containsExactly(0, 1, 1, 1, 1);
      assertThat(Gradients.grad(x -> x.clampMax(1).sum(), at).toDoubles())
          .containsExactly(1, 1, 1, 1, 0);
    }

    @Test
    void fromOneSideLeavesWhatIsInfiniteOnTheOther() {
      assertThat(Tensor.of(INFINITY, -INFINITY).clampMin(0).toDoubles())
          .containsExactly(INFINITY, 0);
      assertThat(Tensor.of(INFINITY, -INFINITY).clampMax(0).toDoubles())
          .containsExactly(0, -INFINITY);
      assertThat(Gradients.grad(x -> x.clampMin(0).sum(), Tensor.of(INFINITY)).item()).isOne();
    }

    @Test
    void ofWholeNumbersGivesFractions() {
      assertThat(Tensor.of(1L, 5).clamp(1.5, 4).dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(Tensor.of(1L, 5).clampMin(1.5).toDoubles()).containsExactly(1.5, 5);
    }

    @Test
    void betweenCrossedBoundsGivesTheUpper() {
      assertThat(Tensor.of(0.0, 5).clamp(3, 2).toDoubles()).containsExactly(2, 2);
    }

    @Test
    void toABoundThatIsNoNumberGivesNone() {
      assertThat(Tensor.of(1.0).clamp(Double.NaN, 2).item()).isNaN();
      assertThat(Tensor.of(1.0).clampMin(Double.NaN).item()).isNaN();
      assertThat(Tensor.of(1.0).clampMax(Double.NaN).item()).isNaN();
    }
  }

  @Nested
  final class NotANumber {
    @Test
    void winsOverNumbers() {
      assertThat(Tensor.of(Double.NaN).maximum(1).item()).isNaN();
      assertThat(Tensor.of(Double.NaN).minimum(1).item()).isNaN();
      assertThat(Tensor.of(Double.NaN, 1).max().item()).isNaN();
      assertThat(Tensor.of(Double.NaN).clamp(0, 1).item()).isNaN();
    }

    @Test
    void equalsNothing() {
      assertThat(Tensor.of(Double.NaN).eq(Double.NaN).toBooleans()).containsExactly(false);
      assertThat(Tensor.of(Double.NaN).isClose(Tensor.of(Double.NaN), 1, 1).toBooleans())
          .containsExactly(false);
    }

    @Test
    void doesNotComeThroughAMaskInTheGradient() {
      Tensor at = Tensor.of(0.0, 2);
      Tensor gradient = Gradients.grad(x -> x.eq(0).where(0, x.maximum(1e-3).log()).sum(), at);
      assertThat(gradient.toDoubles()).containsExactly(0, 0.5);
    }
  }

  @Nested
  final class Folding {
    @Test
    void overNoDimensionsLeavesTheTensor() {
      Tensor x = Tensor.of(1.0, 2);
      assertThat(x.sum(new int[0])).isSameAs(x);
      assertThat(x.keepSum()).isSameAs(x);
      assertThat(x.mean(new int[0])).isSameAs(x);
    }

    @Test
    void ofASingleNumber() {
      Tensor x = Tensor.scalar(3, DataType.FLOAT64);
      assertThat(x.sum().item()).isEqualTo(3);
      assertThat(x.logSumExp().item()).isEqualTo(3);
      assertThat(x.max().item()).isEqualTo(3);
    }

    @Test
    void ofASingleNumberPassesItsGradient() {
      Tensor at = Tensor.scalar(3, DataType.FLOAT64);
      assertThat(Gradients.grad(x -> x.mean(0), at).item()).isOne();
      assertThat(Gradients.grad(x -> x.keepMean(-1), at).item()).isOne();
      assertThat(Gradients.grad(x -> x.softmax(0), at).item()).isZero();
    }

    @Test
    void ofNothing() {
      assertThat(Tensor.zeros(0).sum().item()).isZero();
      assertThat(Tensor.zeros(0).mean().item()).isNaN();
      assertThat(Tensor.zeros(0).logSumExp().item()).isEqualTo(-INFINITY);
      assertThatThrownBy(() -> Tensor.zeros(0).max()).isInstanceOf(ShapeException.class);
    }

    @Test
    void theVarianceOfOneNumberHasNoValue() {
      assertThat(Tensor.of(3.0).variance().item()).isNaN();
    }

    @Test
    void quantilesReachTheEnds() {
      Tensor x = Tensor.of(3.0, 1, 2);
      assertThat(x.quantile(Tensor.of(0.0, 1), 0).toDoubles()).containsExactly(1, 3);
    }

    @Test
    void manyEqualNumbersShareTheGradientOfTheirMaximum() {
      assertThat(Gradients.grad(x -> x.max(), Tensor.of(2.0, 1, 2)).toDoubles())
          .containsExactly(0.5, 0, 0.5);
    }

    @Test
    void topKFallsAndNamesThePlaces() {
      Tensor[] top = Tensor.of(1.0, 5, 3).topK(2, 0);
      assertThat(top[0].toDoubles()).containsExactly(5, 3);
      assertThat(top[1].toLongs()).containsExactly(1, 2);
    }
  }

  @Nested
  final class Matrices {
    @Test
    void thatAreNotPositiveDefiniteAreNoShapeError() {
      assertThatThrownBy(() -> Tensor.eye(2).neg().cholesky())
          .isExactlyInstanceOf(JyroException.class)
          .hasMessageStartingWith("cholesky: ")
          .hasMessageContaining("not positive-definite");
      assertThatThrownBy(() -> Tensor.eye(2).neg().expand(3, 2, 2).cholesky())
          .isExactlyInstanceOf(JyroException.class)
          .hasMessageContaining("Batch element 0");
    }

    @Test
    void thatAreSingularAreNoShapeError() {
      assertThatThrownBy(() -> Tensor.zeros(2, 2).inverse())
          .isExactlyInstanceOf(JyroException.class)
          .hasMessageContaining("singular");
      assertThatThrownBy(() -> Tensor.zeros(2, 2).solve(Tensor.ones(2, 1)))
          .isExactlyInstanceOf(JyroException.class)
          .hasMessageContaining("singular");
      assertThat(Tensor.zeros(2, 2).logAbsDet().item()).isEqualTo(-INFINITY);
    }

    @Test
    void thatAreNotSquareAreAShapeError() {
      assertThatThrownBy(() -> Tensor.ones(2, 3).cholesky())
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("(2, 3)");
    }

    @Test
    void solveInBatches() {
      Tensor a = Tensor.eye(2).mul(2).expand(3, 2, 2);
      Tensor b = Tensor.ones(3, 2, 1);
      assertThat(a.solve(b).shape()).isEqualTo(new Shape(3, 2, 1));
      assertThat(a.cholesky().triangularSolve(b).toDoubles())
          .containsOnly((double) (float) (1 / Math.sqrt(2)));
    }

    @Test
    void aWrongEquationIsNamed() {
      assertThatThrownBy(() -> LinalgOps.einsum("ij,jk->iz", Tensor.eye(2), Tensor.eye(2)))
          .isInstanceOf(JyroException.class)
          .hasMessageStartingWith("einsum: ")
          .hasMessageContaining("ij,jk->iz");
    }
  }

  @Nested
  final class Pieces {
    @Test
    void theLastMayBeShorter() {
      Tensor[] pieces = Tensor.arange(5).split(2, 0);
      assertThat(pieces).hasSize(3);
      assertThat(pieces[2].toLongs()).containsExactly(4);
    }

    @Test
    void ofNothingAreOneEmptyPiece() {
      assertThat(Tensor.zeros(0).split(2, 0)).hasSize(1);
    }

    @Test
    void asManyAsAskedOrFewer() {
      assertThat(Tensor.arange(6).chunk(3, 0)).hasSize(3);
      assertThat(Tensor.arange(5).chunk(4, 0)).hasSize(3);
      assertThat(Tensor.arange(2).chunk(4, 0)).hasSize(2);
    }
  }
}
