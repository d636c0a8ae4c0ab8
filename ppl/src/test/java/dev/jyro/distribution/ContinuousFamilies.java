package dev.jyro.distribution;

import java.util.Map;
import java.util.function.Function;

/** How to make each continuous distribution of one number from a row of the reference table. */
final class ContinuousFamilies {
  static final Map<String, Function<ReferenceParameters, Distribution>> KNOWN =
      Map.ofEntries(
          Map.entry("AffineBeta", ContinuousFamilies::affineBeta),
          Map.entry(
              "AsymmetricLaplace",
              p -> AsymmetricLaplace.of(p.get("loc"), p.get("scale"), p.get("asymmetry"))),
          Map.entry("Beta", p -> Beta.of(p.get("concentration1"), p.get("concentration0"))),
          Map.entry(
              "BetaProportion", p -> BetaProportion.of(p.get("mean"), p.get("concentration"))),
          Map.entry("Cauchy", p -> Cauchy.of(p.get("loc"), p.get("scale"))),
          Map.entry("Chi2", p -> Chi2.of(p.get("df"))),
          Map.entry("ContinuousBernoulli", ContinuousFamilies::continuousBernoulli),
          Map.entry("Exponential", p -> Exponential.of(p.get("rate"))),
          Map.entry("FisherSnedecor", p -> FisherSnedecor.of(p.get("df1"), p.get("df2"))),
          Map.entry("FoldedNormal", p -> FoldedNormal.of(p.get("loc"), p.get("scale"))),
          Map.entry("Gamma", p -> Gamma.of(p.get("concentration"), p.get("rate"))),
          Map.entry("Gumbel", p -> Gumbel.of(p.get("loc"), p.get("scale"))),
          Map.entry("HalfCauchy", p -> HalfCauchy.of(p.get("scale"))),
          Map.entry("HalfNormal", p -> HalfNormal.of(p.get("scale"))),
          Map.entry("InverseGamma", p -> InverseGamma.of(p.get("concentration"), p.get("rate"))),
          Map.entry(
              "InverseGaussian", p -> InverseGaussian.of(p.get("loc"), p.get("concentration"))),
          Map.entry(
              "Kumaraswamy", p -> Kumaraswamy.of(p.get("concentration1"), p.get("concentration0"))),
          Map.entry("Laplace", p -> Laplace.of(p.get("loc"), p.get("scale"))),
          Map.entry("Levy", p -> Levy.of(p.get("loc"), p.get("scale"))),
          Map.entry("Logistic", p -> Logistic.of(p.get("loc"), p.get("scale"))),
          Map.entry("LogitNormal", p -> LogitNormal.of(p.get("loc"), p.get("scale"))),
          Map.entry("LogNormal", p -> LogNormal.of(p.get("loc"), p.get("scale"))),
          Map.entry("LogUniform", p -> LogUniform.of(p.get("low"), p.get("high"))),
          Map.entry("Normal", p -> Normal.of(p.get("loc"), p.get("scale"))),
          Map.entry("Pareto", p -> Pareto.of(p.get("scale"), p.get("alpha"))),
          Map.entry("SkewNormal", p -> SkewNormal.of(p.get("loc"), p.get("scale"), p.get("slant"))),
          Map.entry("SoftLaplace", p -> SoftLaplace.of(p.get("loc"), p.get("scale"))),
          Map.entry("StudentT", p -> StudentT.of(p.get("df"), p.get("loc"), p.get("scale"))),
          Map.entry(
              "TruncatedNormal",
              p -> TruncatedNormal.of(p.get("loc"), p.get("scale"), p.get("low"), p.get("high"))),
          Map.entry("Uniform", p -> Uniform.of(p.get("low"), p.get("high"))),
          Map.entry("VonMises", p -> VonMises.of(p.get("loc"), p.get("concentration"))),
          Map.entry("Weibull", p -> Weibull.of(p.get("scale"), p.get("concentration"))));

  private ContinuousFamilies() {}

  private static Distribution affineBeta(ReferenceParameters p) {
    return AffineBeta.of(
        p.get("concentration1"), p.get("concentration0"), p.get("loc"), p.get("scale"));
  }

  private static Distribution continuousBernoulli(ReferenceParameters p) {
    return p.has("probs")
        ? ContinuousBernoulli.of(p.get("probs"))
        : ContinuousBernoulli.ofLogits(p.get("logits"));
  }
}
