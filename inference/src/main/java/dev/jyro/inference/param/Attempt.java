package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.effect.Param;
import dev.jyro.random.Noise;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of programs that may fail, and what it leaves if it does not: the parameters that it began,
 * and what programs learnt in it. All sessions of a step, on whatever threads, share one. See
 * docs/decisions/0011-attempts.md.
 */
final class Attempt {
  private final ParamStore store;
  private final Noise initial;
  private final List<Runnable> forgetting = new ArrayList<>();
  private final List<JyroException> nonFinite = new ArrayList<>();
  private final Object identity = new Object();
  private volatile boolean isAtSome;

  Attempt(ParamStore store, Noise initial) {
    this.store = store;
    this.initial = initial;
  }

  /** For whoever remembers which attempt it was, and must not keep it alive. */
  Object identity() {
    return identity;
  }

  /** The parameter that is asked for, begun if it is new. */
  ParamStore.Entry answer(Param asked) {
    if (store.find(asked.name()).isEmpty()) {
      isAtSome = true;
    }
    return store.answer(asked, initial, this);
  }

  /** Notes how to forget something if this fails. */
  synchronized void onUndo(Runnable forget) {
    forgetting.add(forget);
  }

  /** Notes an error that tells of numbers that are not finite. */
  synchronized void blame(JyroException found) {
    nonFinite.add(found);
  }

  /** The errors that told of such numbers. */
  synchronized List<JyroException> nonFinite() {
    return List.copyOf(nonFinite);
  }

  /** It went well: what it began is the store's. Where it began nothing it waits for nobody. */
  void keep() {
    if (isAtSome) {
      store.keep(this);
    }
  }

  /**
   * It failed: what it began and nobody else has meanwhile is gone, and what was noted forgotten.
   */
  synchronized void undo() {
    if (isAtSome) {
      store.forget(this);
    }
    forgetting.forEach(Runnable::run);
    forgetting.clear();
  }
}
