package dev.jyro.inference.guide;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Site;
import dev.jyro.effect.Subsample;
import java.util.HashMap;
import java.util.Map;

/** A plate that is opened again takes the indices of the first time. For one run. */
final class Reopening implements Handler {
  private final Map<String, Site> opened = new HashMap<>();

  @Override
  public Site handle(Effect effect, Next outer) {
    if (!(effect instanceof Subsample plate)) {
      return outer.ask(effect);
    }
    Site before = opened.get(plate.name());
    if (before != null) {
      return before;
    }
    Site site = outer.ask(plate);
    opened.put(plate.name(), site);
    return site;
  }
}
