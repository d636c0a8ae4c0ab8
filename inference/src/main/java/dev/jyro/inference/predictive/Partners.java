package dev.jyro.inference.predictive;

import dev.jyro.Nearest;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.trace.Trace;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Sees to it that each site of a guide is a latent one of the model. For one run.
 *
 * <p>Data that are drawn because the model predicts are no latent sites; auxiliary sites of the
 * guide need no partner.
 */
final class Partners implements Handler {
  private final Trace proposal;
  private final Set<String> latents = new LinkedHashSet<>();

  Partners(Trace proposal) {
    this.proposal = proposal;
  }

  /** Runs the program; all that the guide drew must have a site. */
  <A> void around(Model<A> program, A data) {
    Interpreter.under(this, () -> program.run(data));
    proposal.latents().forEach(site -> need(site, latents));
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    if (effect instanceof Sample sample && isLatent(sample)) {
      latents.add(sample.name());
    }
    return outer.ask(effect);
  }

  /** Whether it is neither data nor was before it was to be predicted. */
  static boolean isLatent(Sample sample) {
    return !sample.isObserved() && sample.setting().hint(Hint.WAS_OBSERVED).isEmpty();
  }

  /**
   * A misspelt site would otherwise make each weight wrong, and predictions those of the prior,
   * silently.
   *
   * @param site of the guide
   * @param latents the names of the model's latent sites
   */
  static void need(Site site, Set<String> latents) {
    boolean isAuxiliary = site.setting().hint(Hint.AUXILIARY).getOrElse(false);
    if (!isAuxiliary && !latents.contains(site.name())) {
      throw new SiteException(
          site.name(),
          "the guide draws it, and the model has no latent site of this name; it has: %s. Fix one of: use one name; mark it with sampleAuxiliary.%s"
              .formatted(String.join(", ", latents), Nearest.hint(site.name(), latents)));
    }
  }
}
