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
 * <p>Differences are taken along two random directions through all of them: a wrong element
 * anywhere shows in both.
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

  /** The share of numbers that may be held fixed: it is 0.066 in 2,000 models. */
  private static final double HELD = 0.1;

  /** One in so many models may have no number to move: 30 in 2,000 have none. */
  private static final int STILL = 20;

  /** Directions of a model, since one alone may be blind to two errors that cancel. */
  private static final int DIRECTIONS = 2;

  /** Counts of models, of the directions in them, and of the numbers behind their values. */
  private static final class Tally {
    private int models;
    private int still;
    private int directions;
    private int blurred;
    private long free;
    private long held;

    void add(Ground ground) {
      models++;
      still += ground.starts().isEmpty() ? 1 : 0;
      free += count(ground.starts());
      held += count(ground.held());
    }

    private static long count(List<Tensor> tensors) {
      return tensors.stream().mapToLong(tensor -> tensor.shape().size()).sum();
    }

    /** The error if differences told it, else 0. */
    double judged(double error) {
      directions++;
      blurred += error > SHARP ? 1 : 0;
      return error > SHARP ? 0 : error;
    }

    double heldShare() {
      return (double) held / (double) (held + free);
    }

    void tell() {
      Endurance.figure("numbers", "gradients, models", models);
      Endurance.figure("numbers", "models without a number to move", still);
      Endurance.figure("numbers", "numbers moved", free);
      Endurance.figure("numbers", "numbers held fixed", held);
      Endurance.figure("numbers", "directions with differences", directions);
      Endurance.figure("numbers", "of them too rough to tell", blurred);
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    Tally tally = new Tally();
    double worst = RandomModels.each(40, 10_000, model -> errorOfTheSlopes(model, tally));
    tally.tell();
    Endurance.figure("numbers", "gradients against differences, worst error", worst);
    if (!RandomModels.areChosen()) {
      assertThat(tally.blurred)
          .as("differences tell nothing")
          .isLessThanOrEqualTo(DIRECTIONS + tally.directions / 50);
      assertThat(tally.heldShare()).as("share of numbers held fixed").isLessThan(HELD);
      assertThat(tally.still).as("models without a number").isLessThan(tally.models / STILL);
    }
  }

  /**
   * The worst of those that differences tell. A draw that was rounded to where it has no density
   * has no slope either; its gradients must be numbers all the same.
   */
  private static double errorOfTheSlopes(RandomModel model, Tally tally) {
    Ground ground = Ground.of(model, 1);
    tally.add(ground);
    if (ground.starts().isEmpty()) {
      return 0;
    }
    List<Tensor> recorded = ground.gradients();
    if (ground.along(ground.starts(), 0) == Double.NEGATIVE_INFINITY) {
      assertThat(recorded).allMatch(each -> each.isFinite().all().item() == 1);
      return tally.judged(Double.POSITIVE_INFINITY);
    }
    return worst(Noise.of(model.seed()), ground, recorded, tally);
  }

  private static double worst(Noise noise, Ground ground, List<Tensor> recorded, Tally tally) {
    double size = Math.max(1, recorded.stream().mapToDouble(SlopesSoakTest::size).sum());
    needSame(ground, recorded, ROUNDING * size);
    double worst = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
      List<Tensor> direction = direction(noise.at(i), ground.starts());
      worst = Math.max(worst, tally.judged(errorAlong(direction, ground, recorded, size)));
    }
    return worst;
  }

  /** Or the error of the differences themselves, if that is more; relative to the gradients. */
  private static double errorAlong(
      List<Tensor> direction, Ground ground, List<Tensor> recorded, double size) {
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

  private static List<Tensor> direction(Noise noise, List<Tensor> starts) {
    List<Tensor> direction = new ArrayList<>();
    for (Tensor start : starts) {
      direction.add(noise.at(direction.size()).normal(start.shape(), DataType.FLOAT64));
    }
    return direction;
  }
}
