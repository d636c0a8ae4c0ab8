package dev.jyro.examples.regression;

import dev.jyro.examples.report.Estimate;
import dev.jyro.examples.stage.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the guides came to, beside what is exact.
 *
 * @param steps how many steps each guide was trained
 * @param exact the posterior of each number
 * @param logEvidence in nats
 * @param coverage the share of held-out points within the exact predictive band, by its name
 * @param fits what each guide came to, by its name
 */
record Result(
    int steps,
    Map<String, Estimate> exact,
    double logEvidence,
    Map<String, Double> coverage,
    Map<String, Fit> fits)
    implements Outcome {
  @Override
  public String summary() {
    String lines =
        fits.entrySet().stream()
            .map(fit -> line(fit.getKey(), fit.getValue()))
            .collect(Collectors.joining("\n"));
    return String.format(
        Locale.ROOT, "log evidence %.3f nats, coverage %s\n%s", logEvidence, coverage, lines);
  }

  private static String line(String name, Fit fit) {
    return String.format(
        Locale.ROOT,
        "%-12s  interaction %s   ELBO short by %6.3f nats   coverage %s",
        name,
        fit.of("interaction"),
        fit.gap(),
        fit.coverage());
  }
}
