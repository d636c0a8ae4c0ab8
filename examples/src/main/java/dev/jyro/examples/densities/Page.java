package dev.jyro.examples.densities;

import dev.jyro.distribution.AffineBeta;
import dev.jyro.distribution.AsymmetricLaplace;
import dev.jyro.distribution.Beta;
import dev.jyro.distribution.BetaBinomial;
import dev.jyro.distribution.BetaProportion;
import dev.jyro.distribution.Binomial;
import dev.jyro.distribution.Categorical;
import dev.jyro.distribution.Cauchy;
import dev.jyro.distribution.Chi2;
import dev.jyro.distribution.ContinuousBernoulli;
import dev.jyro.distribution.DiscreteUniform;
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.FisherSnedecor;
import dev.jyro.distribution.FoldedNormal;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.GammaPoisson;
import dev.jyro.distribution.Geometric;
import dev.jyro.distribution.Gumbel;
import dev.jyro.distribution.HalfCauchy;
import dev.jyro.distribution.HalfNormal;
import dev.jyro.distribution.InverseGamma;
import dev.jyro.distribution.InverseGaussian;
import dev.jyro.distribution.Kumaraswamy;
import dev.jyro.distribution.Laplace;
import dev.jyro.distribution.Levy;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.LogUniform;
import dev.jyro.distribution.Logistic;
import dev.jyro.distribution.LogitNormal;
import dev.jyro.distribution.MixtureSameFamily;
import dev.jyro.distribution.NegativeBinomial;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.OrderedLogistic;
import dev.jyro.distribution.Pareto;
import dev.jyro.distribution.Poisson;
import dev.jyro.distribution.RelaxedBernoulli;
import dev.jyro.distribution.SkewNormal;
import dev.jyro.distribution.SoftLaplace;
import dev.jyro.distribution.StudentT;
import dev.jyro.distribution.TruncatedNormal;
import dev.jyro.distribution.Uniform;
import dev.jyro.distribution.VonMises;
import dev.jyro.distribution.Weibull;
import dev.jyro.distribution.ZeroInflated;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A page of the gallery: distributions of the same support.
 *
 * @param name what the support is called, in the file's name
 * @param panels one for each distribution
 */
record Page(String name, List<Panel> panels) {
  /** The whole gallery. */
  static List<Page> all() {
    return List.of(real(), positive(), bounded(), counts());
  }

  /** The name of the picture's file. */
  String file() {
    return "densities-" + name + ".png";
  }

  /** On all numbers. */
  private static Page real() {
    return new Page(
        "real",
        List.of(
            Panel.over("AsymmetricLaplace(loc, scale, asymmetry)", -5, 5, 1)
                .with("0, 1, 1", () -> AsymmetricLaplace.of(0, 1, 1))
                .with("0, 1, 2", () -> AsymmetricLaplace.of(0, 1, 2))
                .with("0, 1, 0.5", () -> AsymmetricLaplace.of(0, 1, 0.5)),
            Panel.over("Cauchy(loc, scale)", -8, 8, 1)
                .with("0, 1", () -> Cauchy.of(0, 1))
                .with("0, 2", () -> Cauchy.of(0, 2))
                .with("-2, 0.5", () -> Cauchy.of(-2, 0.5)),
            Panel.over("Gumbel(loc, scale)", -5, 10, 1)
                .with("0, 1", () -> Gumbel.of(0, 1))
                .with("0, 2", () -> Gumbel.of(0, 2))
                .with("2, 1", () -> Gumbel.of(2, 1)),
            Panel.over("Laplace(loc, scale)", -6, 6, 1)
                .with("0, 1", () -> Laplace.of(0, 1))
                .with("0, 2", () -> Laplace.of(0, 2))
                .with("-2, 0.7", () -> Laplace.of(-2, 0.7)),
            Panel.over("Logistic(loc, scale)", -8, 8, 1)
                .with("0, 1", () -> Logistic.of(0, 1))
                .with("0, 2", () -> Logistic.of(0, 2))
                .with("-2, 0.5", () -> Logistic.of(-2, 0.5)),
            Panel.over("MixtureSameFamily(mixture, components)", -5, 6, 1)
                .with(
                    "0.3 N(-1, 0.5) + 0.7 N(2, 1)",
                    () ->
                        MixtureSameFamily.of(
                            Categorical.of(0.3, 0.7),
                            Normal.of(Tensor.of(-1f, 2f), Tensor.of(0.5f, 1f)))),
            Panel.over("Normal(loc, scale)", -5, 5, 1)
                .with("0, 1", () -> Normal.of(0, 1))
                .with("0, 2", () -> Normal.of(0, 2))
                .with("-2, 0.5", () -> Normal.of(-2, 0.5)),
            Panel.over("SkewNormal(loc, scale, slant)", -4, 5, 1)
                .with("0, 1, 0", () -> SkewNormal.of(0, 1, 0))
                .with("0, 1, 3", () -> SkewNormal.of(0, 1, 3))
                .with("0, 1, -3", () -> SkewNormal.of(0, 1, -3))
                .with("0, 2, 8", () -> SkewNormal.of(0, 2, 8)),
            Panel.over("SoftLaplace(loc, scale)", -6, 6, 1)
                .with("0, 1", () -> SoftLaplace.of(0, 1))
                .with("0, 2", () -> SoftLaplace.of(0, 2))
                .with("-2, 0.7", () -> SoftLaplace.of(-2, 0.7)),
            Panel.over("StudentT(df, loc, scale)", -6, 6, 1)
                .with("1, 0, 1", () -> StudentT.of(1, 0, 1))
                .with("3, 0, 1", () -> StudentT.of(3, 0, 1))
                .with("30, 0, 1", () -> StudentT.of(30, 0, 1))
                .with("3, 2, 0.5", () -> StudentT.of(3, 2, 0.5))));
  }

  /** On positive numbers. */
  private static Page positive() {
    return new Page(
        "positive",
        List.of(
            Panel.over("Chi2(df)", 0, 10, 1)
                .with("1", () -> Chi2.of(1))
                .with("2", () -> Chi2.of(2))
                .with("3", () -> Chi2.of(3))
                .with("6", () -> Chi2.of(6)),
            Panel.over("Exponential(rate)", 0, 5, 2)
                .with("0.5", () -> Exponential.of(0.5))
                .with("1", () -> Exponential.of(1))
                .with("2", () -> Exponential.of(2)),
            Panel.over("FisherSnedecor(df1, df2)", 0, 5, 2)
                .with("1, 1", () -> FisherSnedecor.of(1, 1))
                .with("2, 5", () -> FisherSnedecor.of(2, 5))
                .with("10, 20", () -> FisherSnedecor.of(10, 20)),
            Panel.over("FoldedNormal(loc, scale)", 0, 6, 1)
                .with("0, 1", () -> FoldedNormal.of(0, 1))
                .with("1, 1", () -> FoldedNormal.of(1, 1))
                .with("3, 1", () -> FoldedNormal.of(3, 1)),
            Panel.over("Gamma(concentration, rate)", 0, 8, 2)
                .with("0.5, 1", () -> Gamma.of(0.5, 1))
                .with("2, 1", () -> Gamma.of(2, 1))
                .with("5, 2", () -> Gamma.of(5, 2)),
            Panel.over("HalfCauchy(scale)", 0, 8, 1)
                .with("1", () -> HalfCauchy.of(1))
                .with("3", () -> HalfCauchy.of(3)),
            Panel.over("HalfNormal(scale)", 0, 8, 1)
                .with("1", () -> HalfNormal.of(1))
                .with("3", () -> HalfNormal.of(3)),
            Panel.over("InverseGamma(concentration, rate)", 0, 5, 3)
                .with("1, 1", () -> InverseGamma.of(1, 1))
                .with("2, 1", () -> InverseGamma.of(2, 1))
                .with("3, 3", () -> InverseGamma.of(3, 3)),
            Panel.over("InverseGaussian(loc, concentration)", 0, 4, 3)
                .with("1, 0.3", () -> InverseGaussian.of(1, 0.3))
                .with("1, 1", () -> InverseGaussian.of(1, 1))
                .with("1, 5", () -> InverseGaussian.of(1, 5)),
            Panel.over("Levy(loc, scale)", 0, 6, 2)
                .with("0, 0.5", () -> Levy.of(0, 0.5))
                .with("0, 1", () -> Levy.of(0, 1))
                .with("1, 1", () -> Levy.of(1, 1)),
            Panel.over("LogNormal(loc, scale)", 0, 5, 2)
                .with("0, 1", () -> LogNormal.of(0, 1))
                .with("0, 0.25", () -> LogNormal.of(0, 0.25))
                .with("1, 0.5", () -> LogNormal.of(1, 0.5)),
            Panel.over("Pareto(scale, alpha)", 0, 6, 3)
                .with("1, 1", () -> Pareto.of(1, 1))
                .with("1, 3", () -> Pareto.of(1, 3))
                .with("2, 3", () -> Pareto.of(2, 3)),
            Panel.over("TruncatedNormal(loc, scale, low, high)", -1, 5, 2)
                .with("1, 1, 0, 4", () -> TruncatedNormal.of(1, 1, 0, 4))
                .with("0, 1, 0, 4", () -> TruncatedNormal.of(0, 1, 0, 4))
                .with("3, 2, 1, 4", () -> TruncatedNormal.of(3, 2, 1, 4)),
            Panel.over("Weibull(scale, concentration)", 0, 4, 3)
                .with("1, 0.7", () -> Weibull.of(1, 0.7))
                .with("1, 1.5", () -> Weibull.of(1, 1.5))
                .with("2, 4", () -> Weibull.of(2, 4))));
  }

  /** Between two numbers. */
  private static Page bounded() {
    return new Page(
        "bounded",
        List.of(
            Panel.over("AffineBeta(concentration1, concentration0, loc, scale)", -1, 3, 2)
                .with("2, 2, -1, 3", () -> AffineBeta.of(2, 2, -1, 3))
                .with("2, 5, 0, 2", () -> AffineBeta.of(2, 5, 0, 2)),
            Panel.over("Beta(concentration1, concentration0)", 0, 1, 3)
                .with("0.5, 0.5", () -> Beta.of(0.5, 0.5))
                .with("2, 2", () -> Beta.of(2, 2))
                .with("2, 5", () -> Beta.of(2, 5)),
            Panel.over("BetaProportion(mean, concentration)", 0, 1, 4)
                .with("0.3, 2", () -> BetaProportion.of(0.3, 2))
                .with("0.3, 10", () -> BetaProportion.of(0.3, 10))
                .with("0.8, 10", () -> BetaProportion.of(0.8, 10)),
            Panel.over("ContinuousBernoulli(probs)", 0, 1, 5)
                .with("0.5", () -> ContinuousBernoulli.of(0.5))
                .with("0.2", () -> ContinuousBernoulli.of(0.2))
                .with("0.9", () -> ContinuousBernoulli.of(0.9)),
            Panel.over("Kumaraswamy(concentration1, concentration0)", 0, 1, 4)
                .with("0.5, 0.5", () -> Kumaraswamy.of(0.5, 0.5))
                .with("2, 2", () -> Kumaraswamy.of(2, 2))
                .with("2, 5", () -> Kumaraswamy.of(2, 5)),
            Panel.over("LogUniform(low, high)", 0, 6, 3)
                .with("0.5, 5", () -> LogUniform.of(0.5, 5))
                .with("1, 2", () -> LogUniform.of(1, 2)),
            Panel.over("LogitNormal(loc, scale)", 0, 1, 4)
                .with("0, 1", () -> LogitNormal.of(0, 1))
                .with("0, 2", () -> LogitNormal.of(0, 2))
                .with("1, 0.5", () -> LogitNormal.of(1, 0.5)),
            Panel.over("RelaxedBernoulli(temperature, probs)", 0, 1, 4)
                .with("0.5, 0.3", () -> RelaxedBernoulli.of(0.5, 0.3))
                .with("1, 0.3", () -> RelaxedBernoulli.of(1, 0.3))
                .with("2, 0.7", () -> RelaxedBernoulli.of(2, 0.7)),
            Panel.over("Uniform(low, high)", -1, 3, 2)
                .with("0, 1", () -> Uniform.of(0, 1))
                .with("0, 2", () -> Uniform.of(0, 2)),
            Panel.over("VonMises(loc, concentration)", -Math.PI, Math.PI, 2)
                .with("0, 0.5", () -> VonMises.of(0, 0.5))
                .with("0, 4", () -> VonMises.of(0, 4))
                .with("2, 2", () -> VonMises.of(2, 2))));
  }

  /** On whole numbers. */
  private static Page counts() {
    return new Page(
        "counts",
        List.of(
            Panel.counts("BetaBinomial(concentration1, concentration0, totalCount)", 0, 12)
                .with("1, 1, 12", () -> BetaBinomial.of(1, 1, 12))
                .with("2, 5, 12", () -> BetaBinomial.of(2, 5, 12))
                .with("0.5, 0.5, 12", () -> BetaBinomial.of(0.5, 0.5, 12)),
            Panel.counts("Binomial(totalCount, probs)", 0, 20)
                .with("20, 0.1", () -> Binomial.of(20, 0.1))
                .with("20, 0.5", () -> Binomial.of(20, 0.5))
                .with("12, 0.7", () -> Binomial.of(12, 0.7)),
            Panel.counts("DiscreteUniform(low, high)", -1, 8)
                .with("0, 7", () -> DiscreteUniform.of(0, 7))
                .with("1, 4", () -> DiscreteUniform.of(1, 4)),
            Panel.counts("GammaPoisson(concentration, rate)", 0, 20)
                .with("1, 0.5", () -> GammaPoisson.of(1, 0.5))
                .with("5, 1", () -> GammaPoisson.of(5, 1))
                .with("20, 2", () -> GammaPoisson.of(20, 2)),
            Panel.counts("Geometric(probs)", 0, 15)
                .with("0.2", () -> Geometric.of(0.2))
                .with("0.5", () -> Geometric.of(0.5))
                .with("0.8", () -> Geometric.of(0.8)),
            Panel.counts("NegativeBinomial(totalCount, probs)", 0, 20)
                .with("1, 0.7", () -> NegativeBinomial.of(1, 0.7))
                .with("5, 0.5", () -> NegativeBinomial.of(5, 0.5))
                .with("12, 0.4", () -> NegativeBinomial.of(12, 0.4)),
            Panel.counts("OrderedLogistic(predictor, cutpoints)", 0, 4)
                .with("0, (-2, -1, 1, 2)", () -> OrderedLogistic.of(0, Tensor.of(-2f, -1, 1, 2)))
                .with(
                    "1.5, (-2, -1, 1, 2)", () -> OrderedLogistic.of(1.5, Tensor.of(-2f, -1, 1, 2))),
            Panel.counts("Poisson(rate)", 0, 20)
                .with("1", () -> Poisson.of(1))
                .with("4", () -> Poisson.of(4))
                .with("10", () -> Poisson.of(10)),
            Panel.counts("ZeroInflated(base, gate)", 0, 15)
                .with("Poisson 4, 0.1", () -> ZeroInflated.of(Poisson.of(4), 0.1))
                .with("Poisson 4, 0.5", () -> ZeroInflated.of(Poisson.of(4), 0.5))));
  }
}
