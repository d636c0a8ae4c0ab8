package dev.jyro.effect;

import java.util.function.Function;

/**
 * What a program asks of its surroundings, by one of the primitives.
 *
 * <p>An effect is a value: handlers pass on changed copies, and nobody sees one half made. The
 * vocabulary is closed; {@link #fold} takes a case for each word.
 */
public sealed interface Effect permits Sample, Param, Subsample, Deterministic {
  /** The site's name. */
  String name();

  /** What the surroundings laid on it so far. */
  Setting setting();

  /** The same request in another setting. */
  Effect in(Setting setting);

  /** The same request under another name. */
  Effect named(String name);

  /** What kind of site it asks for, in a word: sample, observe, param, plate or deterministic. */
  default String kind() {
    return fold(
        sample -> sample.isObserved() ? "observe" : "sample",
        param -> "param",
        subsample -> "plate",
        deterministic -> "deterministic");
  }

  /** One function for each kind of effect. */
  default <R> R fold(
      Function<Sample, R> sample,
      Function<Param, R> param,
      Function<Subsample, R> subsample,
      Function<Deterministic, R> deterministic) {
    if (this instanceof Sample one) {
      return sample.apply(one);
    }
    if (this instanceof Param one) {
      return param.apply(one);
    }
    return this instanceof Subsample one
        ? subsample.apply(one)
        : deterministic.apply((Deterministic) this);
  }
}
