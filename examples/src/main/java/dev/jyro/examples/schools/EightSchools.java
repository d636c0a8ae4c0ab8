package dev.jyro.examples.schools;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.HalfCauchy;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Tensor;

/**
 * Eight schools, in two terms.
 *
 * <p>Model: {@code mu ~ Normal(0, 5)}, {@code tau ~ HalfCauchy(5)}, and for each school {@code
 * theta ~ Normal(mu, tau)}, {@code effect ~ Normal(theta, error)}. Non-centred {@code z ~ Normal(0,
 * 1)} is drawn instead and {@code theta = mu + tau z} computed: the same distribution of theta and
 * the data.
 *
 * <p>Shapes: mu and tau {@code ()}, theta, z and effect {@code (8)}. Units: points of the test.
 * Sources: Rubin 1981, Estimation in Parallel Randomized Experiments; Gelman, Carlin, Stern,
 * Dunson, Vehtari and Rubin 2013, Bayesian Data Analysis, section 5.5; the priors are those of
 * Betancourt 2017, Diagnosing Biased Inference with Divergences.
 */
final class EightSchools {
  /** The standard deviation of the prior of mu. */
  static final double MU_SCALE = 5;

  /** The median of the prior of tau. */
  static final double TAU_SCALE = 5;

  private EightSchools() {}

  // region schools-centred
  /** As one would say it: each school's effect lies about the mean. */
  static void centred(Schools schools) {
    Tensor mu = sample("mu", Normal.of(0, MU_SCALE));
    Tensor tau = sample("tau", HalfCauchy.of(TAU_SCALE));
    plate(
        "schools",
        schools.effects().size(0),
        () -> {
          Tensor theta = sample("theta", Normal.of(mu, tau));
          observe("effect", Normal.of(theta, schools.errors()), schools.effects());
        });
  }

  // endregion

  // region schools-non-centred
  /** The same, each school's effect being so many standard deviations off the mean. */
  static void nonCentred(Schools schools) {
    Tensor mu = sample("mu", Normal.of(0, MU_SCALE));
    Tensor tau = sample("tau", HalfCauchy.of(TAU_SCALE));
    plate(
        "schools",
        schools.effects().size(0),
        () -> {
          Tensor z = sample("z", Normal.of(0, 1));
          Tensor theta = deterministic("theta", mu.add(tau.mul(z)));
          observe("effect", Normal.of(theta, schools.errors()), schools.effects());
        });
  }
  // endregion
}
