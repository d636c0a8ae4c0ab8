package dev.jyro.inference.predictive;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Setting;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.ppl.Primitives;
import dev.jyro.random.Noise;
import dev.jyro.random.NoiseSource;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;

/**
 * The draws that one run of the programs makes: a single one, or several in a plate outside all
 * others.
 *
 * <p>What they draw is decided by the root and by the number of the first draw, so that it does not
 * matter who runs them, and when. Random subsamples of plates are decided by the root alone: the
 * elements of a value then mean the same repetitions in all draws.
 *
 * @param first the number of the first draw
 * @param count how many draws
 * @param layout where their dimension is, if they are side by side
 * @param root what decides everything
 */
record Batch(int first, int count, Option<Layout> layout, Noise root) {
  private static final String PLATE = "_draws";

  /** Whether it is one draw, without a dimension for it. */
  boolean isAlone() {
    return layout.isEmpty();
  }

  /** Runs the programs' part of this name and records it. */
  <A> Trace run(Model<A> program, A data, String part) {
    return Interpreter.seeded(root.at(first).at(part), () -> Trace.of(program, data));
  }

  /** The program, run for all draws of this batch. */
  <A> Model<A> of(Model<A> program) {
    Model<A> all =
        layout.fold(
            () -> program,
            where -> data -> Primitives.plate(plate(where), indices -> program.run(data)));
    return Handlers.each(this::samePlates, all);
  }

  private Plate plate(Layout where) {
    return Plate.of(PLATE, count).dim(-where.nesting() - 1);
  }

  private Handler samePlates() {
    NoiseSource source = new NoiseSource(root.at("plates"));
    return (effect, outer) -> {
      layout.forEach(where -> effect.setting().plates().forEach(plate -> needInside(plate, where)));
      return outer.ask(effect instanceof Subsample ? from(source, effect) : effect);
    };
  }

  /** A plate outside of the draws' dimension has that taken for its own, and mixes draws. */
  private static void needInside(Frame plate, Layout where) {
    if (-plate.dim() > where.nesting() && !plate.name().equals(PLATE)) {
      throw new SiteException(
          plate.name(),
          "plateNesting(%d) was told, or found in a run of one draw, and plate '%s' takes dimension %d, which lies outside of the draws side by side. Needed: room for all plates inside. Fix one of: say at least plateNesting(%d); leave it out, and it is found; predict one draw after the other."
              .formatted(where.nesting(), plate.name(), plate.dim(), -plate.dim() - 1));
    }
  }

  private static Effect from(NoiseSource source, Effect effect) {
    Setting now = effect.setting();
    return effect.in(
        new Setting(now.scale(), now.mask(), now.plates(), Option.of(source), now.hints()));
  }
}
