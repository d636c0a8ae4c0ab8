package dev.jyro.handler;

import static dev.jyro.handler.Link.POSITIVE;
import static dev.jyro.handler.Link.REAL;

import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Categorical;
import dev.jyro.distribution.Delta;
import dev.jyro.distribution.Folded;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Laplace;
import dev.jyro.distribution.Logistic;
import dev.jyro.distribution.Mixture;
import dev.jyro.distribution.MixtureSameFamily;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.distribution.Truncated;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;

/** Kinds made of others, and the point mass; their log densities are written out in Java. */
final class KindsOfWrapped {
  static final List<Kind> ALL =
      List.of(
          new Kind(
              "exp of Normal",
              List.of(REAL, POSITIVE),
              at -> Transformed.of(normal(at), Bijectors.exp()),
              Formulas::logNormal),
          new Kind(
              "1 - 2 Normal",
              List.of(REAL, POSITIVE),
              at -> Transformed.of(normal(at), Bijectors.affine(1.0, -2.0)),
              (at, x) -> Formulas.normal(at[0], at[1], (1 - x[0]) / 2) - Math.log(2)),
          new Kind(
              "sigmoid of Normal",
              List.of(REAL, POSITIVE),
              at -> Transformed.of(normal(at), Bijectors.sigmoid()),
              RarerFormulas::logitNormal),
          new Kind(
              "Folded Normal",
              List.of(REAL, POSITIVE),
              at -> Folded.of(normal(at)),
              RarerFormulas::foldedNormal),
          new Kind(
              "Mixture",
              List.of(REAL, POSITIVE),
              at ->
                  Mixture.of(
                      Categorical.of(Tensor.of(0.3, 0.7)),
                      normal(at),
                      Laplace.of(Bounds.tensor(1), Bounds.tensor(2))),
              (at, x) ->
                  RarerFormulas.logSum(
                      Math.log(0.3) + Formulas.normal(at[0], at[1], x[0]),
                      Math.log(0.7) - Math.abs(x[0] - 1) / 2 - Math.log(4))),
          new Kind(
              "MixtureSameFamily",
              List.of(REAL, POSITIVE),
              at ->
                  MixtureSameFamily.of(
                      Categorical.of(Tensor.of(0.25, 0.75)),
                      Normal.of(at[0].plus(-1, 1), at[1].times(1, 2))),
              (at, x) ->
                  RarerFormulas.logSum(
                      Math.log(0.25) + Formulas.normal(at[0] - 1, at[1], x[0]),
                      Math.log(0.75) + Formulas.normal(at[0] + 1, 2 * at[1], x[0]))),
          new Kind(
              "Truncated Logistic",
              List.of(REAL, POSITIVE),
              at -> Truncated.of(Logistic.of(at[0].tensor(), at[1].tensor()), -1, 1.5),
              KindsOfWrapped::truncatedLogistic),
          new Kind(
              "Gamma, not reparameterised",
              List.of(POSITIVE, POSITIVE),
              at -> Gamma.of(at[0].tensor(), at[1].tensor()).notReparameterized(),
              Formulas::gamma),
          new Kind(
              "Delta",
              List.of(REAL),
              at -> Delta.of(Bounds.tensor(0.5), at[0].tensor(), 0),
              FormulasOfMany::delta));

  private KindsOfWrapped() {}

  private static Normal normal(Amount... at) {
    return Normal.of(at[0].tensor(), at[1].tensor());
  }

  private static double truncatedLogistic(double[] at, double[] x) {
    double z = (x[0] - at[0]) / at[1];
    double mass = cumulative((1.5 - at[0]) / at[1]) - cumulative((-1 - at[0]) / at[1]);
    return -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(at[1]) - Math.log(mass);
  }

  private static double cumulative(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
