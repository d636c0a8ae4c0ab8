package dev.jyro.examples.coin;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Beta;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;

/**
 * A coin of unknown fairness.
 *
 * <p>Model: {@code fairness ~ Beta(10, 10)}, the chance of heads, and {@code toss ~
 * Bernoulli(fairness)} for each toss. Guide: {@code fairness ~ Beta(alpha, beta)} with both numbers
 * to be learnt. The posterior is one of these, {@code Beta(10 + heads, 10 + tails)}.
 *
 * <p>Shapes: tosses are {@code (n)}, heads 1 and tails 0. Source: Pyro's tutorial on stochastic
 * variational inference, part I.
 */
public final class Coin {
  /** Both numbers of the prior: as if so many heads and tails had been seen, less one each. */
  static final double PRIOR = 10;

  /** Where both numbers of the guide begin. */
  static final double START = 5;

  static final String FAIRNESS = "fairness";
  static final String ALPHA = "alpha";
  static final String BETA = "beta";

  private Coin() {}

  // region coin-programs
  /** How tosses come about. */
  public static void model(Tensor tosses) {
    Tensor fairness = sample(FAIRNESS, Beta.of(PRIOR, PRIOR));
    plate("tosses", tosses.size(0), () -> observe("toss", Bernoulli.of(fairness), tosses));
  }

  /** What is believed of the coin afterwards. */
  public static void guide(Tensor tosses) {
    Tensor alpha = param(ALPHA, START, Constraints.positive());
    Tensor beta = param(BETA, START, Constraints.positive());
    sample(FAIRNESS, Beta.of(alpha, beta));
  }

  // endregion

  /** So many heads, then so many tails; their order is of no matter. */
  public static Tensor tosses(int heads, int tails) {
    return ShapeOps.cat(0, Tensor.ones(heads), Tensor.zeros(tails));
  }
}
