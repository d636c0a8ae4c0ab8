package dev.jyro.handler;

import static dev.jyro.handler.Link.POSITIVE;
import static dev.jyro.handler.Link.REAL;
import static dev.jyro.handler.Link.UNIT;
import static dev.jyro.handler.Makers.one;
import static dev.jyro.handler.Makers.three;
import static dev.jyro.handler.Makers.two;

import dev.jyro.distribution.AffineBeta;
import dev.jyro.distribution.AsymmetricLaplace;
import dev.jyro.distribution.Beta;
import dev.jyro.distribution.BetaProportion;
import dev.jyro.distribution.Cauchy;
import dev.jyro.distribution.Chi2;
import dev.jyro.distribution.ContinuousBernoulli;
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.FisherSnedecor;
import dev.jyro.distribution.FoldedNormal;
import dev.jyro.distribution.Gamma;
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
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Pareto;
import dev.jyro.distribution.RelaxedBernoulli;
import dev.jyro.distribution.SkewNormal;
import dev.jyro.distribution.SoftLaplace;
import dev.jyro.distribution.StudentT;
import dev.jyro.distribution.TruncatedNormal;
import dev.jyro.distribution.Uniform;
import dev.jyro.distribution.VonMises;
import dev.jyro.distribution.Weibull;
import io.vavr.collection.List;

/** Continuous kinds of single numbers. The support of none depends on what comes before it. */
final class KindsOfNumbers {
  static final List<Kind> ALL =
      List.of(
          Kind.of("Normal", two(Normal::of, Normal::of, Normal::of, Normal::of), REAL, POSITIVE)
              .scored(Formulas::normal),
          Kind.of("Cauchy", two(Cauchy::of, Cauchy::of, Cauchy::of, Cauchy::of), REAL, POSITIVE)
              .scored(Formulas::cauchy),
          Kind.of(
                  "Laplace",
                  two(Laplace::of, Laplace::of, Laplace::of, Laplace::of),
                  REAL,
                  POSITIVE)
              .scored(Formulas::laplace),
          Kind.of("Gumbel", two(Gumbel::of, Gumbel::of, Gumbel::of, Gumbel::of), REAL, POSITIVE)
              .scored(Formulas::gumbel),
          Kind.of(
                  "Logistic",
                  two(Logistic::of, Logistic::of, Logistic::of, Logistic::of),
                  REAL,
                  POSITIVE)
              .scored(Formulas::logistic),
          Kind.of(
                  "SoftLaplace",
                  two(SoftLaplace::of, SoftLaplace::of, SoftLaplace::of, SoftLaplace::of),
                  REAL,
                  POSITIVE)
              .scored(RarerFormulas::softLaplace),
          Kind.of(
              "AsymmetricLaplace",
              three(AsymmetricLaplace::of, AsymmetricLaplace::of),
              REAL,
              POSITIVE,
              POSITIVE),
          Kind.of("SkewNormal", three(SkewNormal::of, SkewNormal::of), REAL, POSITIVE, REAL)
              .scored(RarerFormulas::skewNormal),
          Kind.of(
                  "StudentT",
                  three(
                      (loc, scale, df) -> StudentT.of(df, loc, scale),
                      (loc, scale, df) -> StudentT.of(df, loc, scale)),
                  REAL,
                  POSITIVE,
                  POSITIVE)
              .scored(Formulas::studentT),
          Kind.of(
                  "LogNormal",
                  two(LogNormal::of, LogNormal::of, LogNormal::of, LogNormal::of),
                  REAL,
                  POSITIVE)
              .scored(Formulas::logNormal),
          Kind.of(
                  "LogitNormal",
                  two(LogitNormal::of, LogitNormal::of, LogitNormal::of, LogitNormal::of),
                  REAL,
                  POSITIVE)
              .scored(RarerFormulas::logitNormal),
          Kind.of(
                  "FoldedNormal",
                  two(FoldedNormal::of, FoldedNormal::of, FoldedNormal::of, FoldedNormal::of),
                  REAL,
                  POSITIVE)
              .scored(RarerFormulas::foldedNormal),
          Kind.of("Gamma", two(Gamma::of, Gamma::of, Gamma::of, Gamma::of), POSITIVE, POSITIVE)
              .scored(Formulas::gamma),
          Kind.of(
                  "InverseGamma",
                  two(InverseGamma::of, InverseGamma::of, InverseGamma::of, InverseGamma::of),
                  POSITIVE,
                  POSITIVE)
              .scored(Formulas::inverseGamma),
          Kind.of("Beta", two(Beta::of, Beta::of, Beta::of, Beta::of), POSITIVE, POSITIVE)
              .scored(Formulas::beta),
          Kind.of(
                  "BetaProportion",
                  two(
                      BetaProportion::of,
                      BetaProportion::of,
                      BetaProportion::of,
                      BetaProportion::of),
                  UNIT,
                  POSITIVE)
              .scored(RarerFormulas::betaProportion),
          Kind.of(
              "Kumaraswamy",
              two(Kumaraswamy::of, Kumaraswamy::of, Kumaraswamy::of, Kumaraswamy::of),
              POSITIVE,
              POSITIVE),
          Kind.of(
              "FisherSnedecor",
              two(FisherSnedecor::of, FisherSnedecor::of, FisherSnedecor::of, FisherSnedecor::of),
              POSITIVE,
              POSITIVE),
          Kind.of(
                  "Weibull",
                  two(Weibull::of, Weibull::of, Weibull::of, Weibull::of),
                  POSITIVE,
                  POSITIVE)
              .scored(Formulas::weibull),
          Kind.of(
              "InverseGaussian",
              two(
                  InverseGaussian::of,
                  InverseGaussian::of,
                  InverseGaussian::of,
                  InverseGaussian::of),
              POSITIVE,
              POSITIVE),
          Kind.of(
              "VonMises",
              two(VonMises::of, VonMises::of, VonMises::of, VonMises::of),
              REAL,
              POSITIVE),
          Kind.of(
                  "RelaxedBernoulli",
                  two(
                      RelaxedBernoulli::ofLogits,
                      RelaxedBernoulli::ofLogits,
                      RelaxedBernoulli::ofLogits,
                      RelaxedBernoulli::ofLogits),
                  POSITIVE,
                  REAL)
              .scored(RarerFormulas::relaxedBernoulli),
          Kind.of("Chi2", one(Chi2::of, Chi2::of), POSITIVE).scored(Formulas::chi2),
          Kind.of("Exponential", one(Exponential::of, Exponential::of), POSITIVE)
              .scored(Formulas::exponential),
          Kind.of("HalfCauchy", one(HalfCauchy::of, HalfCauchy::of), POSITIVE)
              .scored(Formulas::halfCauchy),
          Kind.of("HalfNormal", one(HalfNormal::of, HalfNormal::of), POSITIVE)
              .scored(Formulas::halfNormal),
          Kind.of(
                  "ContinuousBernoulli",
                  one(ContinuousBernoulli::of, ContinuousBernoulli::of),
                  UNIT)
              .scored(RarerFormulas::continuousBernoulli),
          Kind.of(
                  "ContinuousBernoulli of logits",
                  one(ContinuousBernoulli::ofLogits, ContinuousBernoulli::ofLogits),
                  REAL)
              .scored(RarerFormulas::continuousBernoulliOfLogits),
          Kind.of(
              "TruncatedNormal",
              two(
                  (loc, scale) ->
                      TruncatedNormal.of(loc, scale, Bounds.tensor(-1), Bounds.tensor(2)),
                  (loc, scale) -> TruncatedNormal.of(loc, scale, -1, 2),
                  (loc, scale) -> TruncatedNormal.of(loc, scale, -1, 2),
                  (loc, scale) -> TruncatedNormal.of(loc, scale, -1, 2)),
              REAL,
              POSITIVE),
          Kind.of(
                  "AffineBeta",
                  two(
                      (a, b) -> AffineBeta.of(a, b, Bounds.tensor(-1), Bounds.tensor(3)),
                      (a, b) ->
                          AffineBeta.of(a, Bounds.tensor(b), Bounds.tensor(-1), Bounds.tensor(3)),
                      (a, b) ->
                          AffineBeta.of(Bounds.tensor(a), b, Bounds.tensor(-1), Bounds.tensor(3)),
                      (a, b) -> AffineBeta.of(a, b, -1, 3)),
                  POSITIVE,
                  POSITIVE)
              .scored(RarerFormulas::affineBeta),
          Kind.of("Pareto", one(a -> Pareto.of(0.5, a), a -> Pareto.of(0.5, a)), POSITIVE)
              .scored(Formulas::pareto),
          Kind.of("Levy", one(c -> Levy.of(-0.5, c), c -> Levy.of(-0.5, c)), POSITIVE)
              .scored(RarerFormulas::levy),
          Kind.of("Uniform", at -> Uniform.of(Bounds.tensor(-1), Bounds.tensor(2)))
              .scored(Formulas::uniform),
          Kind.of("LogUniform", at -> LogUniform.of(Bounds.tensor(0.2), Bounds.tensor(3)))
              .scored(RarerFormulas::logUniform));

  private KindsOfNumbers() {}
}
