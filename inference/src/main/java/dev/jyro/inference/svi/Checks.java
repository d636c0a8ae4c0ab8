package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Unit;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import java.util.function.Supplier;

/** How much of model and guide is checked. */
public enum Checks {
  /**
   * Until a step has succeeded, that the parameters of all distributions, and the data, are where
   * they may be; at each step, that model and guide have the same latent sites of the same shapes.
   * The latter costs a few comparisons of small arrays a site, and reads nothing from Torch.
   */
  SHAPES,
  /** Nothing but what comes up by itself, such as a log density that is wider than its plates. */
  NONE;

  /** What can be said of a particle. */
  void inspect(Particle particle) {
    if (this == SHAPES) {
      Fit.of(particle);
    }
  }

  /**
   * Runs the body, seeing to its distributions if this is the first time, and to the data unless
   * bad ones are put up with.
   */
  <T> T watched(boolean first, boolean forgiving, Supplier<T> body) {
    if (this == NONE || !first) {
      return body.get();
    }
    return Interpreter.under(forgiving ? Checks::parameters : Checks::parametersAndData, body);
  }

  /** Before the draw: a bad parameter can make a sampler fail, or loop, in its own words. */
  private static Site parameters(Effect effect, Next outer) {
    if (effect instanceof Sample sample) {
      naming(sample, sample.distribution()::validate);
    }
    return outer.ask(effect);
  }

  /** Data that are masked out may be anything, and a factor is none. */
  private static Site parametersAndData(Effect effect, Next outer) {
    if (effect instanceof Sample sample
        && sample.draw() instanceof Draw.Observed data
        && !(sample.distribution() instanceof Unit)) {
      Distribution given = sample.distribution();
      Distribution seen = sample.setting().mask().map(given::mask).getOrElse(given);
      naming(sample, () -> seen.validate(data.value()));
    }
    return parameters(effect, outer);
  }

  private static void naming(Sample sample, Runnable check) {
    try {
      check.run();
    } catch (JyroException e) {
      throw new SiteException(sample.name(), e.getMessage(), e);
    }
  }
}
