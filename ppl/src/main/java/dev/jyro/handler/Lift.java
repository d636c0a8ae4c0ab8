package dev.jyro.handler;

import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns parameters into sample sites, each once a run; those that have a value already stay as they
 * are.
 */
final class Lift implements Handler {
  private final Function<Param, Option<Distribution>> priors;
  private final Map<String, Site> drawn = new HashMap<>();

  Lift(Function<Param, Option<Distribution>> priors) {
    this.priors = priors;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    if (!(effect instanceof Param param) || param.pinned().isDefined()) {
      return outer.ask(effect);
    }
    Site again = drawn.get(param.name());
    return again != null ? again : lifted(param, outer);
  }

  private Site lifted(Param param, Next outer) {
    Option<Distribution> prior = priors.apply(param);
    if (prior.isEmpty()) {
      return outer.ask(param);
    }
    Site site = outer.ask(new Sample(param.name(), prior.get(), Draw.free(), param.setting()));
    drawn.put(param.name(), site);
    return site;
  }
}
