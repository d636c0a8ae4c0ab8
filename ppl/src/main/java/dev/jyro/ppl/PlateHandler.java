package dev.jyro.ppl;

import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Setting;
import dev.jyro.effect.Site;

/**
 * What a plate does to the sites inside it: marks them, scales them for a subsample, and stretches
 * their distributions to its size, so that each repetition draws a value of its own.
 *
 * <p>Parameters pass unmarked: there is one value for all repetitions, and lifted it is one draw.
 */
record PlateHandler(Frame frame) implements Handler {
  @Override
  public Site handle(Effect effect, Next outer) {
    if (effect instanceof Sample sample) {
      Setting inside = sample.setting().inside(frame);
      return outer.ask(sample.stretchedOver(frame).in(inside));
    }
    if (effect instanceof Deterministic) {
      return outer.ask(effect.in(effect.setting().inside(frame)));
    }
    return outer.ask(effect);
  }
}
