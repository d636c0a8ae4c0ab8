package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;

/**
 * What distributions are made of: log densities in one call, and draws that depend on parameters.
 *
 * <p>A draw is decided by its seed: the same seed gives the same numbers on any thread. Two draws
 * that are to be independent need two seeds, such as {@code noise.at("a").seed()}.
 */
public sealed interface DensityOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  /**
   * The log probability of class {@code value} where the last dimension holds logarithms of
   * weights.
   *
   * @param value broadcasts with the other dimensions; what names no class has log probability -∞
   */
  default Tensor categoricalLogProb(Tensor value) {
    return Dispatch.script(Op.CATEGORICAL_LOG_PROB, tensor(), value);
  }

  /** As {@link #categoricalLogProb}, where the last dimension holds the weights themselves. */
  default Tensor categoricalWeightsLogProb(Tensor value) {
    return Dispatch.script(Op.CATEGORICAL_WEIGHTS_LOG_PROB, tensor(), value);
  }

  /**
   * The regularised incomplete beta function I(this, b, x), where x is from 0 to 1: the
   * distribution function of the beta distribution with these concentrations.
   *
   * <p>Torch has none. It is computed in Java, in double precision whatever the type, and has
   * gradients with respect to all three; first ones only with respect to this and b. Near 1 take
   * {@code 1 - I(b, this, 1 - x)}: x would lose its digits there.
   */
  default Tensor betaInc(Tensor b, Tensor x) {
    return Dispatch.computed(Op.BETA_INC, IncompleteBeta::value, tensor(), b, x);
  }

  /** The x at which {@link #betaInc} is {@code probability}; computed in Java, as that is. */
  default Tensor betaIncInv(Tensor b, Tensor probability) {
    return Dispatch.computed(Op.BETA_INC_INV, IncompleteBeta::inverse, tensor(), b, probability);
  }

  /**
   * The x at which {@link PointwiseOps#gammaInc} is {@code probability}: the quantile of the gamma
   * distribution with rate 1 and this concentration. Computed in Java, as {@link #betaInc} is.
   */
  default Tensor gammaIncInv(Tensor probability) {
    return Dispatch.computed(Op.GAMMA_INC_INV, IncompleteGamma::inverse, tensor(), probability);
  }

  /**
   * A draw from the gamma distribution with rate 1, one for each element, which is its
   * concentration (floating point, positive).
   *
   * <p>The gradient with respect to the concentration passes through the draw, by implicit
   * differentiation of the distribution function: Figurnov, Mohamed and Mnih 2018, Implicit
   * Reparameterization Gradients.
   */
  default Tensor standardGamma(long seed) {
    return Dispatch.script(Op.STANDARD_GAMMA, tensor(), mixed(seed));
  }

  /** The derivative of {@code draw} by its concentration, this; carries no gradient itself. */
  default Tensor standardGammaGradient(Tensor draw) {
    return Dispatch.script(Op.STANDARD_GAMMA_GRADIENT, tensor(), draw);
  }

  /** A draw from the Poisson distribution, one for each element, which is its rate. */
  default Tensor poisson(long seed) {
    return Dispatch.script(Op.POISSON, tensor(), mixed(seed));
  }

  /**
   * A draw from the binomial distribution: of so many trials, this, how many succeed.
   *
   * @param probs of a success, in the shape and type of this
   */
  default Tensor binomial(Tensor probs, long seed) {
    return Dispatch.script(Op.BINOMIAL, tensor(), probs, mixed(seed));
  }

  /**
   * A draw from the multinomial distribution: how many of {@code total} fall into each class of the
   * last dimension, where this holds the classes' weights.
   */
  default Tensor multinomial(double total, long seed) {
    return Dispatch.script(Op.MULTINOMIAL, tensor(), total, mixed(seed));
  }

  /** The entropy of the Poisson distribution with this rate. Computed in Java. */
  default Tensor poissonEntropy() {
    return Dispatch.computed(Op.POISSON_ENTROPY, Entropies::poisson, tensor());
  }

  /**
   * Owen's T: the probability that of two standard normal numbers the first is above this, and the
   * second between 0 and {@code slope} times it. Computed in Java, as {@link #betaInc} is.
   */
  default Tensor owensT(Tensor slope) {
    return Dispatch.computed(Op.OWENS_T, OwensT::value, tensor(), slope);
  }

  /**
   * A draw from the von Mises distribution around 0, one for each element, which is its
   * concentration; an angle from -π to π.
   *
   * <p>Best and Fisher 1979, Efficient Simulation of the von Mises Distribution. The gradient
   * passes through the draw, by implicit differentiation of {@link #vonMisesCdf}.
   */
  default Tensor vonMises(long seed) {
    return Dispatch.script(Op.VON_MISES, tensor(), mixed(seed));
  }

  /**
   * The distribution function of the von Mises distribution around 0 with this concentration: 0 at
   * -π, 1 at π, and one more for each turn. Computed in Java, as {@link #betaInc} is.
   */
  default Tensor vonMisesCdf(Tensor angle) {
    return Dispatch.computed(Op.VON_MISES_CDF, Circle::cdf, tensor(), angle);
  }

  /**
   * The logarithm of {@code ∫ exp(-(t² - m²)/2) dt} from this to {@code high}, where m between the
   * two is nearest to 0: the mass of the normal distribution there, measured at its peak, so that
   * nothing underflows. Bounds may be infinite.
   */
  default Tensor logTruncatedMass(Tensor high) {
    return Dispatch.script(Op.LOG_TRUNCATED_MASS, tensor(), high);
  }

  /**
   * The number from this to {@code high} at which the standard normal distribution, truncated to
   * these bounds, has this probability at or below it. Bounds may be infinite.
   */
  default Tensor truncatedNormalIcdf(Tensor high, Tensor probability) {
    return Dispatch.script(Op.TRUNCATED_NORMAL_ICDF, tensor(), high, probability);
  }

  /** Torch's generator (Mersenne Twister) looks at 32 bits only: all of the seed's count here. */
  private static long mixed(long seed) {
    long a = (seed ^ (seed >>> 33)) * 0xFF51AFD7ED558CCDL;
    long b = (a ^ (a >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return (b ^ (b >>> 33)) >>> 32;
  }

  /**
   * A draw from the beta distribution, whose concentrations are this (of 1) and {@code
   * concentration0}, strictly between 0 and 1.
   *
   * <p>The gradient with respect to both passes through the draw: Jankowiak and Obermeyer 2018,
   * Pathwise Derivatives Beyond the Reparameterization Trick.
   *
   * @param wait1 draws from the exponential distribution with rate 1, as is {@code wait0}; their
   *     shape, to which the concentrations broadcast, is that of the result
   */
  default Tensor beta(Tensor concentration0, Tensor wait1, Tensor wait0, long seed) {
    boolean isDouble = wait1.dataType() == DataType.FLOAT64;
    double least = isDouble ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    double most = isDouble ? Math.nextDown(1.0) : Math.nextDown(1f);
    return Dispatch.script(
        Op.BETA, tensor(), concentration0, wait1, wait0, mixed(seed), least, most);
  }

  /**
   * A draw from the Dirichlet distribution for each row, which holds its concentrations; each
   * number greater than 0.
   *
   * <p>The gradient passes through the draw: each number moves with its quantile in its own beta
   * distribution held, the others in proportion. Jankowiak and Obermeyer 2018, Pathwise Derivatives
   * Beyond the Reparameterization Trick.
   *
   * @param wait draws from the exponential distribution with rate 1; its shape, to which the
   *     concentrations broadcast, is that of the result
   */
  default Tensor dirichlet(Tensor wait, long seed) {
    boolean isDouble = wait.dataType() == DataType.FLOAT64;
    double least = isDouble ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    return Dispatch.script(Op.DIRICHLET, tensor(), wait, mixed(seed), least);
  }
}
