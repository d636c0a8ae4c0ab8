package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers for parameters out of a store during one training step, and remembers which were asked
 * for.
 *
 * <p>A constrained value is computed once for as long as its scope is open, however often it is
 * asked for; once more if gradients are wanted of it and it was computed while they were not. A
 * parameter that has been given a value already ({@code substitute}) is none of the store's
 * business.
 *
 * <p>Networks change in place what they keep, such as running means, while gradients are recorded.
 * They are given copies; {@link #settle} puts those into the store. So a step that fails, or is not
 * over, shows nowhere.
 *
 * <p>For one step on one thread; {@link #fork} is for another one in the same step.
 */
public final class Session implements Handler {
  private final ParamStore store;
  private final Attempt attempt;
  private final boolean forked;
  private final Map<String, Known> values = new HashMap<>();
  private final Map<String, ParamStore.Entry> touched = new LinkedHashMap<>();
  private final Map<Leaf, Tensor> working = new LinkedHashMap<>();

  Session(ParamStore store, Noise initial) {
    this(store, new Attempt(store, initial), false);
  }

  private Session(ParamStore store, Attempt attempt, boolean forked) {
    this.store = store;
    this.attempt = attempt;
    this.forked = forked;
  }

  /** A session for a trial run within this step: what it makes, {@link #undo} here takes out. */
  public Session trial() {
    return new Session(store, attempt, forked);
  }

  /**
   * A session for a part of this step on another thread: what it makes, {@link #undo} here takes
   * out; what it was asked for, {@link #join} brings here. While gradients are recorded it refuses
   * numbers that are kept, since a network that has such changes them in place.
   */
  public Session fork() {
    return new Session(store, attempt, true);
  }

  /** Takes what the fork was asked for as asked for here, after what there is. */
  public void join(Session fork) {
    fork.touched.forEach(touched::putIfAbsent);
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    if (effect instanceof Param param && param.pinned().isEmpty()) {
      needUnshared(param);
      return new Site(param, value(param));
    }
    return outer.ask(effect);
  }

  /** The value of a number that an objective keeps, beside all programs. */
  public Tensor kept(Param param) {
    return value(param);
  }

  /** The parameters that were asked for and are not frozen, each once, in that order. */
  public Collection<ParamStore.Entry> touched() {
    return Collections.unmodifiableCollection(touched.values());
  }

  /** Runs the body; the parameters that it began are the store's then, or gone if it fails. */
  public <T> T undoing(Function<? super Session, T> body) {
    boolean done = false;
    try {
      T made = body.apply(this);
      attempt.keep();
      done = true;
      return made;
    } finally {
      if (!done) {
        undo();
      }
    }
  }

  /** Forgets the parameters that were begun, and what was noted. */
  public void undo() {
    attempt.undo();
  }

  /**
   * Notes, for a program that learns something in this step, how to forget it if the step fails. On
   * any thread.
   *
   * @param forget must not throw
   */
  public void onUndo(Runnable forget) {
    attempt.onUndo(forget);
  }

  /**
   * Notes that an error, which is thrown next, is on account of numbers that are not finite: a
   * training that forgives them leaves the step out. On any thread.
   */
  public void blame(JyroException found) {
    attempt.blame(found);
  }

  /** The errors of this step that were noted so, on whatever threads. */
  public List<JyroException> nonFinite() {
    return attempt.nonFinite();
  }

  /** What is the same object in all sessions of a step, and in no other's; it holds nothing. */
  public Object step() {
    return attempt.identity();
  }

  /** Puts into the store what was begun, and the numbers that networks changed as they ran. */
  public void settle() {
    attempt.keep();
    working.forEach(Leaf::set);
  }

  private static Tensor released(Leaf leaf) {
    return TensorScope.release(leaf.copy());
  }

  private void needUnshared(Param param) {
    if (forked && param.role() == Param.Role.KEPT && Gradients.isRecording()) {
      throw new SiteException(
          param.name(),
          "it is kept from step to step, such as a layer's running mean, and several particles at"
              + " once would change it in an order left to chance. Needed: particles one after the"
              + " other, or side by side. Fix: leave parallel() out.");
    }
  }

  private Tensor value(Param param) {
    Known known = values.get(param.name());
    return known != null && known.isGood() ? known.value : computed(param);
  }

  /**
   * A value that was computed.
   *
   * @param recorded whether its gradient is known; one without must not stand where one is wanted
   */
  private record Known(Tensor value, boolean recorded) {
    boolean isGood() {
      return !value.isFreed() && (recorded || !Gradients.isRecording());
    }
  }

  private Tensor computed(Param param) {
    ParamStore.Entry entry = attempt.answer(param);
    boolean frozen = store.isFrozen(param.name());
    Tensor value = value(entry, frozen);
    values.put(param.name(), new Known(value, Gradients.isRecording()));
    if (!frozen) {
      touched.put(param.name(), entry);
    }
    return value;
  }

  private Tensor value(ParamStore.Entry entry, boolean frozen) {
    if (entry.role() == Param.Role.KEPT) {
      return entry.value(kept(entry.leaf()));
    }
    return frozen ? entry.constant() : entry.value();
  }

  /** Numbers that a network may change. */
  private Tensor kept(Leaf leaf) {
    return Gradients.isRecording()
        ? working.computeIfAbsent(leaf, Session::released)
        : working.getOrDefault(leaf, leaf.value());
  }
}
