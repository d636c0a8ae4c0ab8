package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * Square roots of Wishart matrices whose scale is the identity, D x D with these degrees of
 * freedom, and what the densities of Wishart matrices and of their inverses have in common.
 *
 * <p>The root is lower triangular: standard normal numbers below the diagonal, on it roots of χ²
 * numbers with {@code df}, {@code df - 1}, … degrees of freedom, all independent. The latter carry
 * their gradient by implicit differentiation; see {@link Gamma}. They are kept off 0 by so much
 * that the matrix is positive definite after rounding.
 *
 * <p>Source: Bartlett, On the theory of statistical regression, 1933; Anderson, An Introduction to
 * Multivariate Statistical Analysis, 2003, chapter 7.
 */
record Bartlett(Operand df, int size) {
  /** The place for the degrees of freedom of matrices of this size. */
  static Slot slot(String distribution, int size) {
    return new Slot(distribution, "df", Constraints.greaterThan(size - 1.0));
  }

  /** A root for each of a batch. */
  Tensor root(Noise noise, Shape batch, DataType type) {
    Tensor half = halves(type).expand(Shapes.concat(batch, Shapes.of(size)));
    Tensor gamma = half.standardGamma(noise.at(1).seed()).maximum(Float.MIN_NORMAL);
    Tensor square = noise.at(0).normal(Shapes.concat(batch, Shapes.of(size, size)), type);
    Tensor below = square.tril(-1);
    Tensor least = below.square().sum(-1).sqrt().mul(leastRatio(type));
    return below.add(gamma.mul(2).sqrt().maximum(least).diagEmbed());
  }

  /** With less than this on the diagonal, as part of its row, a root's square would be singular. */
  private double leastRatio(DataType type) {
    double rounding = type == DataType.FLOAT64 ? 0x1p-52 : 0x1p-23;
    return Math.sqrt(10 * rounding * size);
  }

  /** {@code ½ df D log 2 + log Γ_D(df/2)}, where Γ_D is the multivariate gamma function. */
  Tensor logNormalizer(DataType type) {
    Tensor volume = halves(DataType.FLOAT64).lgamma().sum(-1);
    Tensor whole = volume.add(0.25 * size * (size - 1) * Math.log(Math.PI));
    return df.times(0.5 * size * Math.log(2)).addTo(whole).to(type);
  }

  /** The expectation of the log determinant of the Wishart matrix. */
  Tensor meanLogDet(DataType type) {
    return halves(type).digamma().sum(-1).add(size * Math.log(2));
  }

  /** {@code df/2, (df - 1)/2, …} */
  private Tensor halves(DataType type) {
    Tensor steps = Tensor.indices(size).to(type).mul(0.5);
    return df.times(0.5).tensor(type).to(type).unsqueeze(-1).sub(steps);
  }
}
