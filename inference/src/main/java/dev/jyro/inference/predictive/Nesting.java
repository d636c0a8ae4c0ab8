package dev.jyro.inference.predictive;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Site;

/** Counts how many batch dimensions the plates of a run take. For one run. */
final class Nesting implements Handler {
  private int deepest;

  @Override
  public Site handle(Effect effect, Next outer) {
    for (Frame frame : effect.setting().plates()) {
      deepest = Math.max(deepest, -frame.dim());
    }
    return outer.ask(effect);
  }

  /** How many. */
  int count() {
    return deepest;
  }
}
