package dev.jyro.examples.bench;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Tensor;

/**
 * Eight schools: what does coaching do for a test, in general and in each of eight schools?
 *
 * <p>Model: {@code mu ~ Normal(0, 5)}, {@code tau ~ LogNormal(0, 1)}, and for each school {@code
 * theta ~ Normal(mu, tau)}, {@code effect ~ Normal(theta, error)}. Guide: all of them independent.
 * Source: Rubin 1981, Estimation in Parallel Randomized Experiments.
 */
public final class EightSchools {
  static final int SCHOOLS = 8;

  /**
   * What was measured.
   *
   * @param effect points of the test that coaching gave, a school each
   * @param error the standard error of each
   */
  public record Data(Tensor effect, Tensor error) {}

  private EightSchools() {}

  /** The eight experiments. */
  public static Data data() {
    return new Data(
        Tensor.of(28f, 8f, -3f, 7f, -1f, 1f, 18f, 12f),
        Tensor.of(15f, 10f, 16f, 11f, 9f, 11f, 10f, 18f));
  }

  // region bench-eight-schools
  /** How the measured effects come about. */
  public static void model(Data data) {
    Tensor mu = sample("mu", Normal.of(0, 5));
    Tensor tau = sample("tau", LogNormal.of(0, 1));
    plate(
        "schools",
        SCHOOLS,
        () -> {
          Tensor theta = sample("theta", Normal.of(mu, tau));
          observe("effect", Normal.of(theta, data.error()), data.effect());
        });
  }

  /** What is believed of them afterwards. */
  public static void guide(Data data) {
    sample("mu", Normal.of(param("m", 0), param("m_scale", 1, positive())));
    sample("tau", LogNormal.of(param("t", 0), param("t_scale", 1, positive())));
    plate(
        "schools",
        SCHOOLS,
        () -> {
          Tensor loc = param("l", () -> Tensor.zeros(SCHOOLS), Constraints.real());
          Tensor scale = param("l_scale", () -> Tensor.ones(SCHOOLS), positive());
          sample("theta", Normal.of(loc, scale));
        });
  }
  // endregion
}
