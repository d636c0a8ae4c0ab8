package dev.jyro.handler;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.trace.Trace;

/** Gives latent sites and plates the values of an earlier run. */
final class Replay implements Handler {
  private final Trace trace;

  Replay(Trace trace) {
    this.trace = trace;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    return outer.ask(
        trace.find(effect.name()).map(earlier -> replayed(effect, earlier)).getOrElse(effect));
  }

  private static Effect replayed(Effect effect, Site earlier) {
    if (effect instanceof Sample sample && !sample.isObserved()) {
      needLatent(earlier);
      return sample.pinning(earlier.value());
    }
    if (effect instanceof Subsample plate) {
      needPlate(plate, earlier);
      return Resubsample.pinned(plate, earlier, "replay");
    }
    return effect;
  }

  private static void needLatent(Site earlier) {
    if (!earlier.isLatent()) {
      throw new SiteException(
          earlier.name(),
          "replay: it is a latent site here and %s in the trace. Fix one of: draw it in the guide with sample; name the two differently."
              .formatted(inWords(earlier)));
    }
  }

  private static void needPlate(Subsample plate, Site earlier) {
    if (!(earlier.effect() instanceof Subsample)) {
      throw new SiteException(
          plate.name(),
          "replay: it is a plate here and %s in the trace. Fix: name the two differently."
              .formatted(inWords(earlier)));
    }
  }

  private static String inWords(Site site) {
    return site.isObserved() ? "data" : "a " + site.kind();
  }
}
