package dev.jyro.inference.param;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers for parameters out of a store during one training step, and remembers which were asked
 * for.
 *
 * <p>A constrained value is computed once for as long as its scope is open, however often it is
 * asked for; once more if gradients are wanted of it and it was computed while they were not. A
 * parameter that has been given a value already ({@code substitute}) is none of the store's
 * business. For one step on one thread.
 */
public final class Session implements Handler {
  private final ParamStore store;
  private final Noise initial;
  private final List<String> made;
  private final Map<String, Computed> values = new HashMap<>();
  private final Map<String, ParamStore.Entry> touched = new LinkedHashMap<>();

  Session(ParamStore store, Noise initial) {
    this(store, initial, new ArrayList<>());
  }

  private Session(ParamStore store, Noise initial, List<String> made) {
    this.store = store;
    this.initial = initial;
    this.made = made;
  }

  /** A session for a trial run within this step: what it makes, {@link #undo} here takes out. */
  public Session trial() {
    return new Session(store, initial, made);
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    return effect instanceof Param param && param.pinned().isEmpty()
        ? new Site(param, value(param))
        : outer.ask(effect);
  }

  /** The parameters that were asked for and are not frozen, each once, in that order. */
  public Collection<ParamStore.Entry> touched() {
    return Collections.unmodifiableCollection(touched.values());
  }

  /** Takes the parameters that this session made out of the store again. */
  public void undo() {
    made.forEach(store::remove);
  }

  /**
   * A value that was computed.
   *
   * @param recorded whether gradients pass from it to the parameter
   */
  private record Computed(Tensor value, boolean recorded) {
    boolean isOfUse() {
      return !value.isFreed() && (recorded || !Gradients.isRecording());
    }
  }

  private Tensor value(Param param) {
    Computed known = values.get(param.name());
    return known == null || !known.isOfUse() ? computed(param) : known.value();
  }

  private Tensor computed(Param param) {
    ParamStore.Entry entry = store.answer(param, initial, made::add);
    boolean frozen = store.isFrozen(param.name());
    Tensor value = frozen ? entry.constant() : entry.value();
    values.put(param.name(), new Computed(value, Gradients.isRecording()));
    if (!frozen) {
      touched.put(param.name(), entry);
    }
    return value;
  }
}
