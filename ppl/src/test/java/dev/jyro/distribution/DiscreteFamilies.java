package dev.jyro.distribution;

import java.util.Map;
import java.util.function.Function;

/** How to make each distribution of counts and categories from a row of the reference table. */
final class DiscreteFamilies {
  static final Map<String, Function<ReferenceParameters, Distribution>> KNOWN =
      Map.ofEntries(
          Map.entry("Bernoulli", DiscreteFamilies::bernoulli),
          Map.entry("BetaBinomial", DiscreteFamilies::betaBinomial),
          Map.entry("Binomial", DiscreteFamilies::binomial),
          Map.entry("Categorical", DiscreteFamilies::categorical),
          Map.entry("DirichletMultinomial", DiscreteFamilies::dirichletMultinomial),
          Map.entry("DiscreteUniform", p -> DiscreteUniform.of(p.get("low"), p.get("high"))),
          Map.entry("GammaPoisson", p -> GammaPoisson.of(p.get("concentration"), p.get("rate"))),
          Map.entry("Geometric", DiscreteFamilies::geometric),
          Map.entry("MixtureSameFamily", DiscreteFamilies::normalMixture),
          Map.entry("Multinomial", DiscreteFamilies::multinomial),
          Map.entry("NegativeBinomial", DiscreteFamilies::negativeBinomial),
          Map.entry("OneHotCategorical", DiscreteFamilies::oneHotCategorical),
          Map.entry("OrderedLogistic", DiscreteFamilies::orderedLogistic),
          Map.entry("Poisson", p -> Poisson.of(p.get("rate"))),
          Map.entry("ZeroInflatedPoisson", DiscreteFamilies::zeroInflatedPoisson));

  private DiscreteFamilies() {}

  private static Distribution bernoulli(ReferenceParameters p) {
    return p.has("probs") ? Bernoulli.of(p.get("probs")) : Bernoulli.ofLogits(p.get("logits"));
  }

  private static Distribution betaBinomial(ReferenceParameters p) {
    return BetaBinomial.of(p.get("concentration1"), p.get("concentration0"), p.get("total_count"));
  }

  private static Distribution binomial(ReferenceParameters p) {
    return p.has("probs")
        ? Binomial.of(p.get("total_count"), p.get("probs"))
        : Binomial.ofLogits(p.get("total_count"), p.get("logits"));
  }

  private static Distribution categorical(ReferenceParameters p) {
    return p.has("probs") ? Categorical.of(p.get("probs")) : Categorical.ofLogits(p.get("logits"));
  }

  private static Distribution dirichletMultinomial(ReferenceParameters p) {
    return DirichletMultinomial.of(p.get("concentration"), p.number("total_count"));
  }

  private static Distribution geometric(ReferenceParameters p) {
    return p.has("probs") ? Geometric.of(p.get("probs")) : Geometric.ofLogits(p.get("logits"));
  }

  private static Distribution multinomial(ReferenceParameters p) {
    return p.has("probs")
        ? Multinomial.of(p.number("total_count"), p.get("probs"))
        : Multinomial.ofLogits(p.number("total_count"), p.get("logits"));
  }

  private static Distribution negativeBinomial(ReferenceParameters p) {
    return p.has("probs")
        ? NegativeBinomial.of(p.get("total_count"), p.get("probs"))
        : NegativeBinomial.ofLogits(p.get("total_count"), p.get("logits"));
  }

  private static Distribution normalMixture(ReferenceParameters p) {
    return MixtureSameFamily.of(
        Categorical.of(p.get("mixture_probs")), Normal.of(p.get("loc"), p.get("scale")));
  }

  private static Distribution oneHotCategorical(ReferenceParameters p) {
    return p.has("probs")
        ? OneHotCategorical.of(p.get("probs"))
        : OneHotCategorical.ofLogits(p.get("logits"));
  }

  private static Distribution orderedLogistic(ReferenceParameters p) {
    return OrderedLogistic.of(p.get("predictor"), p.get("cutpoints"));
  }

  private static Distribution zeroInflatedPoisson(ReferenceParameters p) {
    return ZeroInflated.of(Poisson.of(p.get("rate")), p.get("gate"));
  }
}
