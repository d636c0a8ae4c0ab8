package dev.jyro.distribution;

import java.util.Map;
import java.util.function.Function;

/** How to make each distribution of counts and categories from a row of the reference table. */
final class DiscreteFamilies {
  static final Map<String, Function<ReferenceParameters, Distribution>> KNOWN =
      Map.ofEntries(
          Map.entry("Bernoulli", DiscreteFamilies::bernoulli),
          Map.entry("Categorical", p -> Categorical.of(p.get("probs"))),
          Map.entry("Poisson", p -> Poisson.of(p.get("rate"))));

  private DiscreteFamilies() {}

  private static Distribution bernoulli(ReferenceParameters p) {
    return p.has("probs") ? Bernoulli.of(p.get("probs")) : Bernoulli.ofLogits(p.get("logits"));
  }
}
