package dev.jyro.handler;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.trace.Trace;

/**
 * Gives plates the indices of an earlier run, so that the values of its sites meet the rows that
 * they are of.
 *
 * <p>Plates that take all, then and now, stay as they are: they may have grown.
 */
final class Resubsample implements Handler {
  private final Trace trace;
  private final String verb;

  Resubsample(Trace trace, String verb) {
    this.trace = trace;
    this.verb = verb;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    return outer.ask(effect instanceof Subsample plate ? pinned(plate) : effect);
  }

  private Effect pinned(Subsample plate) {
    return trace
        .find(plate.name())
        .filter(earlier -> earlier.effect() instanceof Subsample)
        .filter(earlier -> isOfSome(earlier) || plate.count() < plate.size() || isPicked(plate))
        .map(earlier -> pinned(plate, earlier, verb))
        .getOrElse(plate);
  }

  private static boolean isOfSome(Site earlier) {
    return isPicked((Subsample) earlier.effect()) || earlier.value().numel() < size(earlier);
  }

  /** Some rows, or all in another order. */
  private static boolean isPicked(Subsample plate) {
    return plate.pinned().isDefined();
  }

  /**
   * The plate with the indices of an earlier run.
   *
   * @param earlier a plate, too
   * @param verb what the handler is called
   * @throws SiteException if it had another size
   */
  static Subsample pinned(Subsample plate, Site earlier, String verb) {
    if (size(earlier) != plate.size()) {
      throw new SiteException(
          plate.name(),
          "%s: the plate has %d repetitions here and %d in the trace. Fix: give both programs the same data."
              .formatted(verb, plate.size(), size(earlier)));
    }
    return plate.pinning(earlier.value());
  }

  private static long size(Site plate) {
    return ((Subsample) plate.effect()).size();
  }
}
