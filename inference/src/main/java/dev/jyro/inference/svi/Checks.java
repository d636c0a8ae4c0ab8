package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.distribution.Parameter;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Sample;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How much of model and guide is checked. */
public enum Checks {
  /**
   * Until a step has succeeded, that the parameters of all distributions are where they may be; at
   * each step, that model and guide have the same latent sites of the same shapes. The latter costs
   * a few comparisons of small arrays a site, and reads nothing from Torch.
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
   * Runs the body, seeing to its distributions if this is the first time.
   *
   * @param nonFinite is told of an error if the loss would not be finite either
   */
  <T> T watched(boolean first, Consumer<JyroException> nonFinite, Supplier<T> body) {
    Handler validating = (effect, outer) -> outer.ask(validated(effect, nonFinite));
    return this == SHAPES && first ? Interpreter.under(validating, body) : body.get();
  }

  /** Before the draw: a bad parameter can make a sampler fail, or loop, in its own words. */
  private static Effect validated(Effect effect, Consumer<JyroException> nonFinite) {
    if (effect instanceof Sample sample) {
      try {
        sample.distribution().validate();
      } catch (JyroException e) {
        SiteException found = new SiteException(sample.name(), e.getMessage(), e);
        if (sample.distribution().parameters().stream().anyMatch(Parameter::isBadForNonFinite)) {
          nonFinite.accept(found);
        }
        throw found;
      }
    }
    return effect;
  }
}
