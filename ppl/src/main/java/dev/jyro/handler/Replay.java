package dev.jyro.handler;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.trace.Trace;
import org.jspecify.annotations.Nullable;

/** Gives latent sites and plates the values of an earlier run. */
final class Replay implements Handler {
  private final Trace trace;

  Replay(Trace trace) {
    this.trace = trace;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    Site earlier = trace.find(effect.name()).getOrNull();
    return outer.ask(earlier == null ? effect : replayed(effect, earlier));
  }

  private static Effect replayed(Effect effect, Site earlier) {
    if (effect instanceof Sample sample && !sample.isObserved()) {
      needLatent(earlier);
      return sample.pinning(earlier.value());
    }
    if (effect instanceof Subsample plate && earlier.effect() instanceof Subsample) {
      return plate.pinning(earlier.value());
    }
    return effect;
  }

  private static void needLatent(@Nullable Site earlier) {
    if (earlier != null && !earlier.isLatent()) {
      throw new SiteException(
          earlier.name(),
          "replay: it is a latent site here and a "
              + earlier.kind()
              + " in the trace. Fix one of: draw it in the guide with sample; name the two differently.");
    }
  }
}
