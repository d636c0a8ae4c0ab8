package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the layout of draws side by side from a run of a single one, and refuses what could be
 * taken for it. For one run.
 */
final class Trial implements Handler {
  private final Map<String, Shape> alone = new HashMap<>();
  private int deepest;

  @Override
  public Site handle(Effect effect, Next outer) {
    for (Frame frame : effect.setting().plates()) {
      deepest = Math.max(deepest, -frame.dim());
    }
    if (effect instanceof Sample sample) {
      needPlates(sample);
    }
    Site site = outer.ask(effect);
    if (effect instanceof Deterministic) {
      alone.put(site.name(), site.value().shape());
    }
    return site;
  }

  /** What was found. */
  Layout layout() {
    return new Layout(deepest, alone);
  }

  /** A dimension that belongs to no plate could pass for the draws', and mix them. */
  private static void needPlates(Sample sample) {
    Shape batch = sample.distribution().batchShape();
    for (int dim = -batch.dimension(); dim < 0; dim++) {
      int place = dim;
      if (batch.get(batch.dimension() + dim) != 1
          && !sample.setting().plates().exists(plate -> plate.dim() == place)) {
        throw stray(sample, dim);
      }
    }
  }

  private static SiteException stray(Sample sample, int dim) {
    return new SiteException(
        sample.name(),
        "its batch has the shape %s, and dimension %d belongs to no plate, so that it could pass for that of draws side by side. Fix one of: open a plate for it; make it part of the event with toEvent(n); predict one draw after the other."
            .formatted(sample.distribution().batchShape(), dim));
  }
}
