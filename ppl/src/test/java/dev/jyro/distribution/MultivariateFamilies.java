package dev.jyro.distribution;

import java.util.Map;
import java.util.function.Function;

/** How to make each distribution of vectors and matrices from a row of the reference table. */
final class MultivariateFamilies {
  static final Map<String, Function<ReferenceParameters, Distribution>> KNOWN =
      Map.ofEntries(Map.entry("Dirichlet", p -> Dirichlet.of(p.get("concentration"))));

  private MultivariateFamilies() {}
}
