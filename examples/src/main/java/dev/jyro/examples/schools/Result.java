package dev.jyro.examples.schools;

import dev.jyro.examples.stage.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@link Comparison} came to.
 *
 * @param logEvidence of the data, in nats: what no ELBO can be more than
 * @param exact the posterior of each number, by its name
 * @param fits what each guide said of them, by the name of the training
 */
record Result(double logEvidence, Map<String, Marginal> exact, Map<String, Fit> fits)
    implements Outcome {
  @Override
  public String summary() {
    String rows =
        fits.entrySet().stream()
            .map(fit -> row(fit.getKey(), fit.getValue()))
            .collect(Collectors.joining("\n"));
    return "%-24s %8s %6s %6s   %-14s %s\n"
            .formatted("guide", "ELBO", "KL", "k-hat", "tau", "theta of A")
        + rows
        + "\n%-24s %s   %s".formatted("exact", evidence(), beliefs(exact));
  }

  private String evidence() {
    return String.format(Locale.ROOT, "%8.3f %6.3f %6s", logEvidence, 0.0, "");
  }

  private String row(String name, Fit fit) {
    double divergence = logEvidence - fit.elbo();
    return String.format(
        Locale.ROOT,
        "%-24s %8.3f %6.3f %6.2f   %s",
        name,
        fit.elbo(),
        divergence,
        fit.kHat(),
        beliefs(fit.posterior()));
  }

  private static String beliefs(Map<String, Marginal> posterior) {
    return "%-14s %s".formatted(posterior.get("tau"), posterior.get("theta[0]"));
  }
}
