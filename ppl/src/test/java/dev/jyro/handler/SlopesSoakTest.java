package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.Endurance;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The gradients of random models' log densities, by the numbers behind parameters and continuous
 * latent values, against finite differences.
 *
 * <p>Differences are taken along one random direction through all of them: a wrong element anywhere
 * shows in it.
 */
@Tag(Endurance.TAG)
final class SlopesSoakTest {
  /**
   * Of the gradients as recorded and by formula, relative to their absolute values: some hundred
   * roundings of 1e-16, made larger by what cancels.
   */
  private static final double ROUNDING = 1e-10;

  /** How often a slope may be as far off as its error, which is an estimate. */
  private static final double ERRORS = 10;

  /**
   * Relative to the gradients: what differences must tell, for a model to be one that is judged.
   */
  private static final double SHARP = 1e-6;

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    int[] blurred = {0};
    int[] models = {0};
    double worst =
        RandomModels.each(
            40,
            10_000,
            model -> {
              double error = errorOfTheSlope(model);
              models[0]++;
              blurred[0] += error > SHARP ? 1 : 0;
              return error > SHARP ? 0 : error;
            });
    assertThat(blurred[0]).as("differences tell nothing").isLessThanOrEqualTo(1 + models[0] / 50);
    Endurance.figure("numbers", "gradients against differences, worst error", worst);
    Endurance.figure("numbers", "models whose differences are too rough to tell", blurred[0]);
  }

  /**
   * Or the error of the differences themselves, relative to the gradients. A draw that was rounded
   * to where it has no density has no slope either; its gradients must be numbers all the same.
   */
  private static double errorOfTheSlope(RandomModel model) {
    Ground ground = Ground.of(model, 1);
    List<Tensor> recorded = ground.gradients();
    List<Tensor> direction = direction(model.seed(), ground.starts());
    if (ground.along(direction, 0) == Double.NEGATIVE_INFINITY) {
      assertThat(recorded).allMatch(each -> each.isFinite().all().item() == 1);
      return Double.POSITIVE_INFINITY;
    }
    double size = Math.max(1, recorded.stream().mapToDouble(SlopesSoakTest::size).sum());
    needSame(ground, recorded, ROUNDING * size);
    Slopes needed = Slopes.of(step -> ground.along(direction, step));
    double error = Math.abs(along(recorded, direction) - needed.slope());
    assertThat(error)
        .as("slope %s, by differences %s", along(recorded, direction), needed)
        .isLessThanOrEqualTo(ERRORS * needed.error() + ROUNDING * size);
    return Math.max(error, needed.error()) / size;
  }

  /** Inference takes the gradients by the formulas that densities have of their own. */
  private static void needSame(Ground ground, List<Tensor> recorded, double tolerance) {
    List<Tensor> byFormula = ground.gradientsOfDensities();
    for (int i = 0; i < recorded.size(); i++) {
      assertThat(size(byFormula.get(i).sub(recorded.get(i))))
          .as("by formula against recorded, by %s", ground.names().get(i))
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private static double along(List<Tensor> gradients, List<Tensor> direction) {
    double slope = 0;
    for (int i = 0; i < gradients.size(); i++) {
      slope += gradients.get(i).mul(direction.get(i)).sum().item();
    }
    return slope;
  }

  private static double size(Tensor tensor) {
    return tensor.abs().sum().item();
  }

  private static List<Tensor> direction(long seed, List<Tensor> starts) {
    List<Tensor> direction = new ArrayList<>();
    for (Tensor start : starts) {
      direction.add(Noise.of(seed).at(direction.size()).normal(start.shape(), DataType.FLOAT64));
    }
    return direction;
  }
}
