package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelTest {
  private static final double[][] LEFT = {{0, 1}, {2, -1}, {0.5, 0.5}};
  private static final double[][] RIGHT = {{1, 1}, {-3, 0.2}};

  private static double squared(double[] x, double[] y) {
    return Math.pow(x[0] - y[0], 2) + Math.pow(x[1] - y[1], 2);
  }

  @Test
  void isTheMeanOfGaussianFunctionsOfTheDistance() {
    Tensor found = Kernel.gaussians(0.5, 3).between(Tensor.of(LEFT), Tensor.of(RIGHT));
    assertThat(found.shape().getShape()).containsExactly(3, 2);
    double[] numbers = found.toDoubles();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        double square = squared(LEFT[i], RIGHT[j]);
        double expected = (Math.exp(-square / 0.5) + Math.exp(-square / 18)) / 2;
        assertThat(numbers[2 * i + j]).isEqualTo(expected, within(1e-14));
      }
    }
  }

  /** In float32 the squares of numbers near 10000 are known to 8 only; their distances are. */
  @Test
  void isExactFarFromTheOrigin() {
    Tensor left = Tensor.of(new float[][] {{10_000f}, {10_001f}});
    float[] found = Kernel.gaussian(1).between(left, left).toFloats();
    assertThat(found[0]).isEqualTo(1, within(1e-6f));
    assertThat(found[1]).isEqualTo((float) Math.exp(-0.5), within(1e-6f));
  }

  @Test
  void takesTheMedianDistanceForItsWidth() {
    // the distances are 1, 3 and 4
    Tensor points = Tensor.of(new double[][] {{0}, {1}, {4}});
    Tensor far = Tensor.of(new double[][] {{3}});
    double found = Kernel.gaussianOfMedian(points).between(points, far).toDoubles()[0];
    assertThat(found).isEqualTo(Math.exp(-0.5), within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAWidthThatIsNone(double width) {
    assertThatThrownBy(() -> Kernel.gaussian(width))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("width " + width)
        .hasMessageContaining("Needed: a positive number");
  }

  @Test
  void refusesPointsWithoutDistance() {
    assertThatThrownBy(Kernel::gaussians).hasMessageContaining("no width");
    assertThatThrownBy(() -> Kernel.gaussianOfMedian(Tensor.of(new double[][] {{1}})))
        .hasMessageContaining("width 0.0");
    assertThatThrownBy(() -> Kernel.gaussianOfMedian(Tensor.of(1f, 2f)))
        .hasMessageContaining("points of shape (2)");
  }
}
