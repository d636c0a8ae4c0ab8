package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Parameter;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** Finds where a loss that is not finite came from: in the order of the run, the guide first. */
final class Diagnosis {
  private final double loss;

  private Diagnosis(double loss) {
    this.loss = loss;
  }

  /** An error that says where. */
  static JyroException of(double loss, List<Particle> particles) {
    Diagnosis diagnosis = new Diagnosis(loss);
    return Gradients.paused(
        () -> {
          try {
            particles.forEach(diagnosis::search);
          } catch (JyroException e) {
            return e;
          }
          return new JyroException(
              "The loss is %s, and no single site is to blame: the sum overflowed. Fix: scale the model down, or use float64."
                  .formatted(loss));
        });
  }

  private void search(Particle particle) {
    search(particle.guide(), "guide");
    search(particle.model(), "model");
  }

  private void search(Trace trace, String program) {
    trace.explaining(
        () -> {
          trace.sites().forEach(site -> blame(site, program));
          return this;
        });
  }

  private void blame(Site site, String program) {
    for (String reason : reason(site)) {
      throw bad(site, program, reason);
    }
  }

  /** What is wrong with a site, if anything. */
  private static Option<String> reason(Site site) {
    boolean mayBeHidden = site.isObserved() && site.setting().mask().isDefined();
    if (!mayBeHidden && site.value().isFloating() && !allFinite(site.value())) {
      return Option.of("its value is not finite");
    }
    if (hasBadData(site)) {
      return Option.of("its data are not finite");
    }
    return site.isSample() ? reason(site, site.sample().distribution()) : Option.none();
  }

  /** Data that are compared with draws are not the site's value; what is masked out may be NaN. */
  private static boolean hasBadData(Site site) {
    return site.setting().mask().isEmpty()
        && Replica.data(site).exists(data -> data.isFloating() && !allFinite(data));
  }

  private static Option<String> reason(Site site, Distribution distribution) {
    try {
      distribution.validate();
    } catch (JyroException e) {
      return Option.of(e.getMessage());
    }
    if (Replica.isDrawn(site) || allFinite(site.logProb())) {
      return Option.none();
    }
    try {
      site.setting().mask().map(distribution::mask).getOrElse(distribution).validate(site.value());
      return Option.of("its log density is not finite");
    } catch (JyroException e) {
      return Option.of("its value is outside the support: " + e.getMessage());
    }
  }

  private SiteException bad(Site site, String program, String reason) {
    StringBuilder text =
        new StringBuilder(
            "in the %s: %s, and so the loss is %s. Nothing was updated."
                .formatted(program, reason, loss));
    line(text, "value", summary(site.value()));
    if (site.isSample()) {
      describe(text, site, site.sample().distribution());
    }
    text.append(
        "\nFix one of: lower the learning rate; constrain the parameter; standardise the data;"
            + " start nearer.");
    return new SiteException(site.name(), text.toString());
  }

  private static void describe(StringBuilder text, Site site, Distribution distribution) {
    line(
        text,
        "distribution",
        "%s, batch %s, event %s"
            .formatted(distribution.name(), distribution.batchShape(), distribution.eventShape()));
    line(text, "support", distribution.support().name());
    for (Parameter parameter : distribution.parameters()) {
      line(text, parameter.name(), summary(parameter.value()));
    }
    if (Replica.isDrawn(site)) {
      line(text, "data", Replica.data(site).fold(() -> "none", Diagnosis::summary));
    } else {
      line(text, "log density", summary(site.logProb()));
    }
  }

  private static void line(StringBuilder text, String name, String what) {
    text.append("\n  %-12s  %s".formatted(name, what));
  }

  private static boolean allFinite(Tensor x) {
    return x.isFinite().all().item() != 0;
  }

  /** Shape, range and how many are not finite. */
  private static String summary(Tensor x) {
    if (x.numel() <= 8) {
      return x.toString();
    }
    DoubleSummaryStatistics finite =
        Arrays.stream(x.toDoubles()).filter(Double::isFinite).summaryStatistics();
    String range =
        finite.getCount() == 0
            ? "no finite number"
            : "%s to %s".formatted(finite.getMin(), finite.getMax());
    return "Tensor%s, %s, %d of %d not finite"
        .formatted(x.shape(), range, x.numel() - finite.getCount(), x.numel());
  }
}
