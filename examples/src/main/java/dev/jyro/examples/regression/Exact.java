package dev.jyro.examples.regression;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.StudentT;
import dev.jyro.examples.report.Estimate;
import dev.jyro.tensor.Tensor;

/**
 * The posterior of a {@link Regression} in closed form, in double precision.
 *
 * <p>With X of shape {@code (n, 4)}, the prior precision {@code P = I / 10²} and {@code S = (P + Xᵀ
 * X)⁻¹}: {@code weights | variance ~ N(m, variance S)} and {@code variance ~ InverseGamma(a, b)},
 * where {@code m = S Xᵀ y}, {@code a = 3 + n/2}, {@code b = 2 + (yᵀ y - yᵀ X m) / 2}. Without the
 * variance weights and predictions are Student's t with 2a degrees of freedom.
 *
 * <p>Source: Gelman, Carlin, Stern, Dunson, Vehtari and Rubin, Bayesian Data Analysis, third
 * edition, 2013, section 14.8.
 *
 * @param loc m, shape {@code (4)}
 * @param spread S, shape {@code (4, 4)}
 * @param shape a
 * @param rate b
 * @param logEvidence in nats
 */
record Exact(Tensor loc, Tensor spread, double shape, double rate, double logEvidence) {
  private static final double PRIOR_PRECISION = 1 / (Regression.WIDTH * Regression.WIDTH);

  /** The posterior given these points. */
  static Exact of(Points points) {
    Tensor x = points.x().to(DataType.FLOAT64);
    Tensor y = points.y().to(DataType.FLOAT64);
    Tensor prior = Tensor.eye(Regression.WEIGHTS, DataType.FLOAT64).mul(PRIOR_PRECISION);
    Tensor precision = prior.add(x.mT().matmul(x));
    Tensor loc = precision.solve(x.mT().matmul(y).unsqueeze(-1)).squeeze(-1);
    double shape = Regression.SHAPE + points.count() / 2.0;
    double left = y.mul(y.sub(x.matmul(loc))).sum().item();
    double rate = Regression.RATE + left / 2;
    double volume = (prior.logAbsDet().item() - precision.logAbsDet().item()) / 2;
    double evidence =
        volume
            - points.count() / 2.0 * Math.log(2 * Math.PI)
            + logMass(shape, rate)
            - logMass(Regression.SHAPE, Regression.RATE);
    return new Exact(loc, precision.inverse(), shape, rate, evidence);
  }

  /** The logarithm of the integral of {@code v^(-shape - 1) exp(-rate / v)}. */
  private static double logMass(double shape, double rate) {
    return Tensor.scalar(shape, DataType.FLOAT64).lgamma().item() - shape * Math.log(rate);
  }

  /** One of the weights. */
  Estimate weight(int number) {
    Tensor variance = weights().variance();
    return new Estimate(loc.get(number).item(), Math.sqrt(variance.get(number).item()));
  }

  /** Each weight by itself. */
  StudentT weights() {
    return StudentT.of(
        Tensor.scalar(2 * shape, DataType.FLOAT64),
        loc,
        spread.diagonal().mul(rate / shape).sqrt());
  }

  /** The variance of the noise. */
  Estimate variance() {
    double mean = rate / (shape - 1);
    return new Estimate(mean, mean / Math.sqrt(shape - 2));
  }

  /** How high points are at these places, each by itself; what they have as y is of no matter. */
  StudentT predicted(Points points) {
    Tensor x = points.x().to(DataType.FLOAT64);
    Tensor leverage = x.matmul(spread).mul(x).sum(-1);
    return StudentT.of(
        Tensor.scalar(2 * shape, DataType.FLOAT64),
        x.matmul(loc),
        leverage.add(1).mul(rate / shape).sqrt());
  }
}
