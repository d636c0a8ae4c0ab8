package dev.jyro.handler;

import static dev.jyro.handler.Link.POSITIVE;
import static dev.jyro.handler.Link.REAL;
import static dev.jyro.handler.Link.UNIT;
import static dev.jyro.handler.Makers.one;
import static dev.jyro.handler.Makers.two;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.BetaBinomial;
import dev.jyro.distribution.Binomial;
import dev.jyro.distribution.Categorical;
import dev.jyro.distribution.DirichletMultinomial;
import dev.jyro.distribution.DiscreteUniform;
import dev.jyro.distribution.GammaPoisson;
import dev.jyro.distribution.Geometric;
import dev.jyro.distribution.Multinomial;
import dev.jyro.distribution.NegativeBinomial;
import dev.jyro.distribution.OneHotCategorical;
import dev.jyro.distribution.OrderedLogistic;
import dev.jyro.distribution.Poisson;
import dev.jyro.distribution.ZeroInflated;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;

/** Discrete kinds. */
final class KindsOfCounts {
  static final List<Kind> ALL =
      List.of(
          Kind.of("Bernoulli", one(Bernoulli::of, Bernoulli::of), UNIT)
              .scored(FormulasOfMany::bernoulli),
          Kind.of("Bernoulli of logits", one(Bernoulli::ofLogits, Bernoulli::ofLogits), REAL)
              .scored(FormulasOfMany::bernoulliOfLogits),
          Kind.of("Poisson", one(Poisson::of, Poisson::of), POSITIVE)
              .scored(FormulasOfMany::poisson),
          Kind.of("Geometric", one(Geometric::of, Geometric::of), UNIT)
              .scored(FormulasOfMany::geometric),
          Kind.of("Geometric of logits", one(Geometric::ofLogits, Geometric::ofLogits), REAL),
          Kind.of("Binomial", one(p -> Binomial.of(3, p), p -> Binomial.of(3, p)), UNIT)
              .scored(FormulasOfMany::binomial),
          Kind.of(
              "Binomial of logits",
              one(p -> Binomial.ofLogits(3, p), p -> Binomial.ofLogits(Bounds.tensor(3), p)),
              REAL),
          Kind.of(
              "NegativeBinomial",
              two(
                  NegativeBinomial::of,
                  NegativeBinomial::of,
                  NegativeBinomial::of,
                  NegativeBinomial::of),
              POSITIVE,
              UNIT),
          Kind.of(
              "NegativeBinomial of logits",
              two(
                  NegativeBinomial::ofLogits,
                  NegativeBinomial::ofLogits,
                  NegativeBinomial::ofLogits,
                  NegativeBinomial::ofLogits),
              POSITIVE,
              REAL),
          Kind.of(
              "GammaPoisson",
              two(GammaPoisson::of, GammaPoisson::of, GammaPoisson::of, GammaPoisson::of),
              POSITIVE,
              POSITIVE),
          Kind.of(
              "BetaBinomial",
              two(
                  (a, b) -> BetaBinomial.of(a, b, 4),
                  (a, b) -> BetaBinomial.of(a, Bounds.tensor(b), 4),
                  (a, b) -> BetaBinomial.of(Bounds.tensor(a), b, 4),
                  (a, b) -> BetaBinomial.of(a, b, 4)),
              POSITIVE,
              POSITIVE),
          Kind.of("DiscreteUniform", at -> DiscreteUniform.of(Bounds.tensor(1), Bounds.tensor(4)))
              .scored(FormulasOfMany::discreteUniform),
          Kind.of("Categorical", at -> Categorical.of(at[0].times(1, 2, 0.5)), POSITIVE)
              .scored(FormulasOfMany::categorical),
          Kind.of("Categorical of logits", at -> Categorical.ofLogits(at[0].plus(0, -1, 1)), REAL)
              .scored(FormulasOfMany::categoricalOfLogits),
          Kind.of(
              "OrderedLogistic",
              at -> OrderedLogistic.of(at[0].tensor(), Tensor.of(-1.0, 0.0, 1.5)),
              REAL),
          Kind.of(
              "OneHotCategorical", at -> OneHotCategorical.ofLogits(at[0].plus(0, -1, 1)), REAL),
          Kind.of("Multinomial", at -> Multinomial.of(3, at[0].times(1, 2, 0.5)), POSITIVE),
          Kind.of(
              "Multinomial of logits",
              at -> Multinomial.ofLogits(3, at[0].times(1, -1, 0.5)),
              REAL),
          Kind.of(
              "DirichletMultinomial",
              at -> DirichletMultinomial.of(at[0].times(1, 2, 0.5), 3),
              POSITIVE),
          Kind.of(
                  "ZeroInflated Poisson",
                  at -> ZeroInflated.of(Poisson.of(at[0].tensor()), at[1].tensor()),
                  POSITIVE,
                  UNIT)
              .scored(FormulasOfMany::zeroInflatedPoisson));

  private KindsOfCounts() {}
}
