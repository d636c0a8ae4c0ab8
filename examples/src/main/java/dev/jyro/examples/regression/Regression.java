package dev.jyro.examples.regression;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.InverseGamma;
import dev.jyro.distribution.MultivariateNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Tensor;

/**
 * Bayesian linear regression with unknown noise, under the prior that has a closed form.
 *
 * <p>Model: {@code variance ~ InverseGamma(3, 2)}, {@code weights ~ Normal(0, 10 √variance)⁴}, and
 * for each point {@code y ~ Normal(x · weights, √variance)}. Guide: {@code variance ~
 * InverseGamma(shape, shape centre)}, {@code weights ~ Normal(loc, variance factor factorᵀ)}; the
 * posterior is one of these.
 *
 * <p>Shapes: x is {@code (n, 4)}, y {@code (n)}, weights {@code (4)}. Dimensions are counted from
 * the right, so that particles and predictions can be drawn side by side. Sources: the model is
 * that of Pyro's tutorial on Bayesian regression but for the prior, which is the conjugate one of
 * Gelman et al., Bayesian Data Analysis, third edition, 2013, section 14.8.
 */
public final class Regression {
  /** How many weights there are. */
  static final int WEIGHTS = 4;

  /** The prior standard deviation of a weight, in those of the noise. */
  static final double WIDTH = 10;

  /** The prior of the noise's variance: its shape. */
  static final double SHAPE = 3;

  /** The prior of the noise's variance: its rate. */
  static final double RATE = 2;

  static final String WEIGHT_SITE = "weights";
  static final String VARIANCE_SITE = "variance";
  static final String HEIGHT_SITE = "y";

  private Regression() {}

  // region regression-model
  /** How points come about. */
  public static void model(Points points) {
    Tensor variance = sample(VARIANCE_SITE, InverseGamma.of(SHAPE, RATE));
    Tensor noise = variance.sqrt();
    Tensor widths = noise.unsqueeze(-1).mul(WIDTH); // one for all weights
    Tensor weights = sample(WEIGHT_SITE, Normal.of(Tensor.zeros(WEIGHTS), widths).toEvent(1));
    Tensor line = points.x().mul(weights).sum(-1);
    plate("points", points.count(), () -> observe(HEIGHT_SITE, Normal.of(line, noise), points.y()));
  }

  // endregion

  // region regression-guide
  /** What is believed of weights and noise afterwards. */
  public static void guide(Points points) {
    Tensor shape = param("shape", SHAPE, Constraints.positive());
    Tensor centre = param("centre", 1, Constraints.positive());
    Tensor variance = sample(VARIANCE_SITE, InverseGamma.of(shape, shape.mul(centre)));

    Tensor loc = param("loc", () -> Tensor.zeros(WEIGHTS), Constraints.real());
    Tensor factor =
        param("factor", () -> Tensor.eye(WEIGHTS).mul(0.1), Constraints.softplusLowerCholesky());
    Tensor noise = variance.sqrt().unsqueeze(-1).unsqueeze(-1); // one for the whole matrix
    sample(WEIGHT_SITE, MultivariateNormal.ofScaleTril(loc, factor.mul(noise)));
  }
  // endregion
}
