package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.function.Function;

/** How to make each distribution of vectors and matrices from a row of the reference table. */
final class MultivariateFamilies {
  static final Map<String, Function<ReferenceParameters, Distribution>> KNOWN =
      Map.ofEntries(
          Map.entry("Dirichlet", p -> Dirichlet.of(p.get("concentration"))),
          Map.entry("GaussianRandomWalk", MultivariateFamilies::walk),
          Map.entry("LKJCholesky", MultivariateFamilies::correlations),
          Map.entry("LogisticNormal", p -> LogisticNormal.of(p.get("loc"), p.get("scale"))),
          Map.entry("LowRankMultivariateNormal", MultivariateFamilies::lowRank),
          Map.entry("MultivariateNormal", MultivariateFamilies::normal),
          Map.entry("MultivariateStudentT", MultivariateFamilies::student),
          Map.entry("ProjectedNormal", p -> ProjectedNormal.of(p.get("concentration"))),
          Map.entry("Wishart", MultivariateFamilies::wishart));

  private MultivariateFamilies() {}

  private static Distribution correlations(ReferenceParameters p) {
    return LKJCholesky.of((int) p.number("dim"), p.get("concentration"));
  }

  private static Distribution lowRank(ReferenceParameters p) {
    return LowRankMultivariateNormal.of(p.get("loc"), p.get("cov_factor"), p.get("cov_diag"));
  }

  /** By both factories, if the row has both parameters. */
  private static Distribution normal(ReferenceParameters p) {
    if (p.has("precision_matrix")) {
      return MultivariateNormal.ofPrecision(p.get("loc"), p.get("precision_matrix"));
    }
    if (!p.has("covariance_matrix")) {
      return MultivariateNormal.ofScaleTril(p.get("loc"), p.get("scale_tril"));
    }
    MultivariateNormal made =
        MultivariateNormal.ofCovariance(p.get("loc"), p.get("covariance_matrix"));
    if (p.has("scale_tril")) {
      double tolerance = p.type() == DataType.FLOAT64 ? 1e-9 : 1e-5;
      Numbers.assertClose(made.scaleTril(), p.get("scale_tril"), tolerance, "scale_tril");
    }
    return made;
  }

  private static Distribution student(ReferenceParameters p) {
    return MultivariateStudentT.of(p.get("df"), p.get("loc"), p.get("scale_tril"));
  }

  private static Distribution wishart(ReferenceParameters p) {
    if (p.has("precision_matrix")) {
      return Wishart.ofPrecision(p.get("df"), p.get("precision_matrix"));
    }
    return p.has("covariance_matrix")
        ? Wishart.ofCovariance(p.get("df"), p.get("covariance_matrix"))
        : Wishart.ofScaleTril(p.get("df"), p.get("scale_tril"));
  }

  private static Distribution walk(ReferenceParameters p) {
    return GaussianRandomWalk.of(p.get("scale"), (int) p.number("num_steps"));
  }
}
