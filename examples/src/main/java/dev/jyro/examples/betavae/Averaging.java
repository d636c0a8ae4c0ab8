package dev.jyro.examples.betavae;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;

/**
 * Makes of each site's log density, a sum over the numbers of an event, their mean: over the pixels
 * of an image, over the numbers of a code.
 *
 * <p>Around model and guide alike, for a divergence is known in closed form only where both scale
 * the site by one factor.
 */
record Averaging() implements Handler {
  // region beta-vae-averaging
  @Override
  public Site handle(Effect effect, Next outer) {
    return outer.ask(effect instanceof Sample site ? averaged(site) : effect);
  }

  private static Sample averaged(Sample site) {
    long numbers = site.distribution().eventShape().size();
    return site.in(site.setting().scaledBy(1.0 / numbers));
  }
  // endregion
}
