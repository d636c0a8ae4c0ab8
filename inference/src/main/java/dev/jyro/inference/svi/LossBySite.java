package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A loss taken apart: what each site adds to it, in nats.
 *
 * <p>A latent site adds {@code log q(z) - log p(z)} at what was drawn, or its divergence where that
 * is known in closed form; an observed site {@code -log p(x|z)}; each averaged over particles,
 * scaled, masked and weighted as in the loss. The sum is the loss.
 *
 * @param sites each site's part, in the order of the guide and then of the model
 */
public record LossBySite(Map<String, Double> sites) {
  private static final String TOTAL = "loss";

  /** Parts by name; the map is copied. */
  public LossBySite {
    sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
  }

  /**
   * What one site adds.
   *
   * @throws JyroException if there is none of this name; the message lists those that there are
   */
  public double of(String site) {
    Double part = sites.get(site);
    if (part == null) {
      throw new JyroException(
          "lossBySite: there is no site '%s'. There are: %s.".formatted(site, sites.keySet()));
    }
    return part;
  }

  /** The sum of all parts: the loss. */
  public double total() {
    return sites.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Both, added site by site. */
  LossBySite plus(LossBySite other) {
    Map<String, Double> sum = new LinkedHashMap<>(sites);
    other.sites.forEach((name, part) -> sum.merge(name, part, Double::sum));
    return new LossBySite(sum);
  }

  /** All parts multiplied. */
  LossBySite times(double factor) {
    Map<String, Double> product = new LinkedHashMap<>(sites);
    product.replaceAll((name, part) -> factor * part);
    return new LossBySite(product);
  }

  /** A table: a line for each site, and the sum. */
  @Override
  public String toString() {
    int width = sites.keySet().stream().mapToInt(String::length).max().orElse(0);
    String line = "%-" + Math.max(width, TOTAL.length()) + "s  %12.4f%n";
    StringBuilder table = new StringBuilder();
    sites.forEach((name, part) -> table.append(String.format(Locale.ROOT, line, name, part)));
    return table.append(String.format(Locale.ROOT, line, TOTAL, total())).toString();
  }
}
