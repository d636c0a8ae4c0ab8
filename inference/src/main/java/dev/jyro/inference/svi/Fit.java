package dev.jyro.inference.svi;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;

/** Checks that a guide fits its model, and reports all misfits at once. */
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
    particle
        .model()
        .find(site.name())
        .peek(partner -> checkPair(site, partner))
        .onEmpty(() -> checkAlone(site));
  }

  private void checkAlone(Site guide) {
    if (!isAuxiliary(guide)) {
      misfits.add(
          "'%s' is in the guide and not in the model. Fix: correct the name, or use sampleAuxiliary."
              .formatted(guide.name()));
    }
  }

  private void checkPair(Site guide, Site model) {
    if (isFree(model)) {
      compare(guide, model);
    } else if (model.isSample()) {
      misfits.add(
          "'%s' is drawn in the guide and observed in the model. Fix: leave it out of the guide."
              .formatted(guide.name()));
    } else {
      misfits.add(
          "'%s' is drawn in the guide and a %s in the model. Fix: name the two differently."
              .formatted(guide.name(), model.kind()));
    }
  }

  private void checkModelSite(Site site) {
    if (isFree(site) && particle.guide().find(site.name()).isEmpty()) {
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
    } else if (!trimmed(proposed.batchShape()).equals(trimmed(prior.batchShape()))) {
      misfits.add(
          "'%s' has batch shape %s in the model and %s in the guide. Fix: open the same plates in both."
              .formatted(guide.name(), prior.batchShape(), proposed.batchShape()));
    }
  }

  /** Without ones in front, which make no difference to a value. */
  private static Shape trimmed(Shape batch) {
    int ones = 0;
    while (ones < batch.dimension() && batch.get(ones) == 1) {
      ones++;
    }
    return Shapes.trailing(batch, batch.dimension() - ones);
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

  /** In a dream data are drawn, and data all the same. */
  private static boolean isFree(Site site) {
    return site.isLatent() && site.setting().hint(Hint.WAS_OBSERVED).isEmpty();
  }

  private static boolean isAuxiliary(Site site) {
    return site.setting().hint(Hint.AUXILIARY).getOrElse(false);
  }
}
