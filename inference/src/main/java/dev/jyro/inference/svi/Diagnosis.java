package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Parameter;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.List;
import java.util.stream.Collectors;

/** Finds where a loss that is not finite came from: in the order of the run, the guide first. */
final class Diagnosis {
  private final double loss;

  private Diagnosis(double loss) {
    this.loss = loss;
  }

  /** The error to throw. */
  static JyroException of(double loss, List<Particle> particles) {
    Diagnosis diagnosis = new Diagnosis(loss);
    return Gradients.paused(() -> diagnosis.search(particles));
  }

  private JyroException search(List<Particle> particles) {
    for (Particle particle : particles) {
      for (Trace trace : List.of(particle.guide(), particle.model())) {
        for (Site site : trace.sites()) {
          JyroException found = inspect(site, trace == particle.guide() ? "guide" : "model");
          if (found != null) {
            found.add("Sites of the program:", trace.table());
            return found;
          }
        }
      }
    }
    return new JyroException(
        "The loss is %s, and no single site is to blame: the sum overflowed. Fix: scale the model down, or use float64."
            .formatted(loss));
  }

  private @org.jspecify.annotations.Nullable JyroException inspect(Site site, String program) {
    if (!allFinite(site.value()) && site.value().isFloating()) {
      return bad(site, program, "its value is not finite");
    }
    if (!site.isSample()) {
      return null;
    }
    Distribution distribution = site.sample().distribution();
    try {
      distribution.validate();
    } catch (JyroException e) {
      return bad(site, program, e.getMessage());
    }
    if (allFinite(site.logProb())) {
      return null;
    }
    boolean inside = distribution.support().check(site.value()).all().item() != 0;
    return bad(
        site,
        program,
        inside ? "its log density is not finite" : "its value is outside the support");
  }

  private SiteException bad(Site site, String program, String reason) {
    StringBuilder text =
        new StringBuilder(
            "in the %s: %s, and so the loss is %s. Nothing was updated."
                .formatted(program, reason, loss));
    text.append("\n  value         ").append(summary(site.value()));
    if (site.isSample()) {
      Distribution distribution = site.sample().distribution();
      text.append("\n  distribution  ").append(distribution.name());
      text.append(", batch ").append(distribution.batchShape());
      text.append(", event ").append(distribution.eventShape());
      text.append("\n  support       ").append(distribution.support().name());
      for (Parameter parameter : distribution.parameters()) {
        text.append("\n  %-12s  %s".formatted(parameter.name(), summary(parameter.value())));
      }
      text.append("\n  log density   ").append(summary(site.logProb()));
    }
    text.append(
        "\nFix one of: lower the learning rate; constrain the parameter; standardise the data;"
            + " start nearer.");
    return new SiteException(site.name(), text.toString());
  }

  private static boolean allFinite(Tensor x) {
    return x.isFinite().all().item() != 0;
  }

  /** Shape, range and how many are not finite. */
  private static String summary(Tensor x) {
    if (x.numel() <= 8) {
      return x.toString();
    }
    double[] numbers = x.toDoubles();
    long bad = java.util.Arrays.stream(numbers).filter(n -> !Double.isFinite(n)).count();
    String range =
        java.util.Arrays.stream(numbers)
            .filter(Double::isFinite)
            .boxed()
            .collect(
                Collectors.teeing(
                    Collectors.minBy(Double::compare),
                    Collectors.maxBy(Double::compare),
                    (low, high) ->
                        low.isEmpty() ? "no finite number" : low.get() + " to " + high.get()));
    return "Tensor%s, %s, %d of %d not finite".formatted(x.shape(), range, bad, numbers.length);
  }
}
