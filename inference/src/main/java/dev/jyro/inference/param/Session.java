package dev.jyro.inference.param;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers for parameters out of a store during one training step, and remembers which were asked
 * for.
 *
 * <p>A constrained value is computed once, however often it is asked for. For one step on one
 * thread.
 */
public final class Session implements Handler {
  private final ParamStore store;
  private final Noise initial;
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final List<ParamStore.Entry> touched = new ArrayList<>();
  private final List<String> made = new ArrayList<>();

  Session(ParamStore store, Noise initial) {
    this.store = store;
    this.initial = initial;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    return effect instanceof Param param
        ? new Site(param, values.computeIfAbsent(param.name(), name -> answered(param)))
        : outer.ask(effect);
  }

  /** The parameters that were asked for, each once, in that order. */
  public List<ParamStore.Entry> touched() {
    return touched;
  }

  /** Takes the parameters that this session made out of the store again. */
  public void undo() {
    made.forEach(store::remove);
  }

  private Tensor answered(Param param) {
    int before = store.size();
    ParamStore.Entry entry = store.answer(param, initial);
    if (store.size() > before) {
      made.add(param.name());
    }
    touched.add(entry);
    return entry.value();
  }
}
