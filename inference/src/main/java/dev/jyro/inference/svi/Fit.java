package dev.jyro.inference.svi;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a guide fits its model, and that both fit their plates; reports all misfits at once.
 */
final class Fit {
  private final List<String> misfits = new ArrayList<>();
  private final Particle particle;

  private Fit(Particle particle) {
    this.particle = particle;
  }

  /** Throws if there is any misfit. */
  static void of(Particle particle) {
    Fit fit = new Fit(particle);
    particle.guide().sites().forEach(fit::checkGuideSite);
    particle.model().sites().forEach(fit::checkModelSite);
    fit.report();
    checkPlates(particle.guide());
    checkPlates(particle.model());
  }

  private void checkGuideSite(Site site) {
    if (site.isObserved() && !isAuxiliary(site)) {
      misfits.add(
          "'%s' is observed in the guide. Fix: draw it with sample; data belong into the model."
              .formatted(site.name()));
    }
    if (!site.isLatent()) {
      return;
    }
    Site partner = particle.model().find(site.name()).getOrNull();
    if (partner == null && !isAuxiliary(site)) {
      misfits.add(
          "'%s' is in the guide and not in the model. Fix: correct the name, or use sampleAuxiliary."
              .formatted(site.name()));
    } else if (partner != null && partner.isObserved()) {
      misfits.add(
          "'%s' is drawn in the guide and observed in the model. Fix: leave it out of the guide."
              .formatted(site.name()));
    } else if (partner != null && partner.isLatent()) {
      compare(site, partner);
    }
  }

  private void checkModelSite(Site site) {
    if (site.isLatent() && particle.guide().find(site.name()).isEmpty()) {
      misfits.add(
          "'%s' is latent in the model and missing from the guide. Fix: sample it in the guide, or condition the model on a value."
              .formatted(site.name()));
    }
  }

  private void compare(Site guide, Site model) {
    Distribution proposed = guide.sample().distribution();
    Distribution prior = model.sample().distribution();
    if (!proposed.eventShape().equals(prior.eventShape())) {
      misfits.add(
          "'%s' has event shape %s in the model and %s in the guide. Fix: use toEvent(n) so that one value is the same in both."
              .formatted(guide.name(), prior.eventShape(), proposed.eventShape()));
    } else if (!proposed.batchShape().equals(prior.batchShape())) {
      misfits.add(
          "'%s' has batch shape %s in the model and %s in the guide. Fix: open the same plates in both."
              .formatted(guide.name(), prior.batchShape(), proposed.batchShape()));
    }
  }

  private void report() {
    if (misfits.isEmpty()) {
      return;
    }
    JyroException error =
        new JyroException("Model and guide do not fit:\n  " + String.join("\n  ", misfits));
    error.add("Sites of the model:", particle.model().table());
    error.add("Sites of the guide:", particle.guide().table());
    throw error;
  }

  private static boolean isAuxiliary(Site site) {
    return site.setting().hint(Hint.AUXILIARY).getOrElse(false);
  }

  /** Every dimension of a batch must be 1 or belong to a plate of that size. */
  private static void checkPlates(Trace trace) {
    for (Site site : trace.sites()) {
      if (site.isSample()) {
        Shape batch = site.sample().distribution().batchShape();
        for (int dim = -1; dim >= -batch.dimension(); dim--) {
          long size = batch.get(batch.dimension() + dim);
          if (size != 1 && size != plateSize(site, dim)) {
            throw misfit(site, dim, size, trace);
          }
        }
      }
    }
  }

  private static long plateSize(Site site, int dim) {
    for (Frame frame : site.setting().plates()) {
      if (frame.dim() == dim) {
        return frame.size();
      }
    }
    return 1;
  }

  private static SiteException misfit(Site site, int dim, long size, Trace trace) {
    Distribution distribution = site.sample().distribution();
    String plates =
        site.setting().plates().isEmpty() ? "none" : site.setting().plates().mkString(", ");
    SiteException error =
        new SiteException(
            site.name(),
            """
            log density has batch shape %s, and no plate allows the %d at dimension %d.
              distribution  %s, batch %1$s, event %s
              plates        %s
            Fix one of: open a plate for the %2$d; make it part of the event with toEvent(n); \
            give the parameters fewer dimensions."""
                .formatted(
                    distribution.batchShape(),
                    size,
                    dim,
                    distribution.name(),
                    distribution.eventShape(),
                    plates));
    error.add("Sites of the program:", trace.table());
    return error;
  }
}
