package dev.jyro.handler;

import static dev.jyro.handler.Link.POSITIVE;
import static dev.jyro.handler.Link.REAL;

import dev.jyro.distribution.Dirichlet;
import dev.jyro.distribution.GaussianRandomWalk;
import dev.jyro.distribution.InverseWishart;
import dev.jyro.distribution.LKJCholesky;
import dev.jyro.distribution.LogisticNormal;
import dev.jyro.distribution.LowRankMultivariateNormal;
import dev.jyro.distribution.MatrixNormal;
import dev.jyro.distribution.MultivariateNormal;
import dev.jyro.distribution.MultivariateStudentT;
import dev.jyro.distribution.ProjectedNormal;
import dev.jyro.distribution.RelaxedOneHotCategorical;
import dev.jyro.distribution.Wishart;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;

/** Continuous kinds of vectors and matrices. */
final class KindsOfVectors {
  static final List<Kind> ALL =
      List.of(
          Kind.of("Dirichlet", at -> Dirichlet.of(at[0].times(1, 2, 1.5)), POSITIVE)
              .scored(FormulasOfMany::dirichlet),
          Kind.of(
                  "LogisticNormal",
                  at -> LogisticNormal.of(at[0].plus(0.2, -0.5), at[1].times(1, 1.5)),
                  REAL,
                  POSITIVE)
              .scored(FormulasOfMany::logisticNormal),
          Kind.of(
                  "MultivariateNormal",
                  at -> MultivariateNormal.ofScaleTril(at[0].plus(0.2, -0.5), at[1].tril()),
                  REAL,
                  POSITIVE)
              .scored(FormulasOfMany::multivariateNormal),
          Kind.of(
              "MultivariateNormal of covariance",
              at -> MultivariateNormal.ofCovariance(at[0].plus(0.2, -0.5), at[1].gram()),
              REAL,
              POSITIVE),
          Kind.of(
              "MultivariateNormal of precision",
              at -> MultivariateNormal.ofPrecision(at[0].plus(0.2, -0.5), at[1].gram()),
              REAL,
              POSITIVE),
          Kind.of(
              "LowRankMultivariateNormal",
              at ->
                  LowRankMultivariateNormal.of(
                      at[0].plus(0.2, -0.5), at[0].plus(1, 0.3).unsqueeze(-1), at[1].times(1, 2)),
              REAL,
              POSITIVE),
          Kind.of(
              "MultivariateStudentT",
              at -> MultivariateStudentT.of(at[1].tensor(), at[0].plus(0.2, -0.5), at[1].tril()),
              REAL,
              POSITIVE),
          Kind.of(
                  "MatrixNormal",
                  at -> MatrixNormal.of(matrix(at[0]), at[1].tril(), at[1].tril().mul(0.5)),
                  REAL,
                  POSITIVE)
              .scored(FormulasOfMany::matrixNormal),
          Kind.of("GaussianRandomWalk", at -> GaussianRandomWalk.of(at[0].tensor(), 3), POSITIVE)
              .scored(FormulasOfMany::gaussianRandomWalk),
          Kind.of("LKJCholesky", at -> LKJCholesky.of(3, at[0].tensor()), POSITIVE),
          Kind.of(
              "Wishart",
              at -> Wishart.ofScaleTril(at[0].tensor().add(2), at[1].tril()),
              POSITIVE,
              POSITIVE),
          Kind.of(
              "Wishart of covariance",
              at -> Wishart.ofCovariance(at[0].tensor().add(2), at[1].gram()),
              POSITIVE,
              POSITIVE),
          Kind.of(
                  "InverseWishart",
                  at -> InverseWishart.ofScaleTril(at[0].tensor().add(2), at[1].tril()),
                  POSITIVE,
                  POSITIVE)
              .scored(FormulasOfMany::inverseWishart),
          Kind.of("ProjectedNormal", at -> ProjectedNormal.of(at[0].plus(0.5, -0.3)), REAL)
              .scored(RarerFormulas::projectedNormal),
          Kind.of(
                  "RelaxedOneHotCategorical",
                  at -> RelaxedOneHotCategorical.ofLogits(at[0].tensor(), at[1].plus(0, -1, 1)),
                  POSITIVE,
                  REAL)
              .scored(FormulasOfMany::relaxedOneHotCategorical));

  private KindsOfVectors() {}

  private static Tensor matrix(Amount at) {
    Tensor shifts = Tensor.of(new double[] {0, 1, -1, 0.5}).reshape(2, 2);
    return at.tensor().unsqueeze(-1).unsqueeze(-1).add(shifts);
  }
}
