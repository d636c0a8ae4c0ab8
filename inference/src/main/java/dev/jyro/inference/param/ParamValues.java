package dev.jyro.inference.param;

import dev.jyro.Nearest;
import dev.jyro.constraint.Constraint;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values of parameters at one moment: answers programs, begins nothing, and never changes.
 *
 * <p>{@link ParamStore#values} takes them. Each is computed from its free numbers once, and no
 * gradient flows into it. As a {@link Handler} it answers for every parameter that has not been
 * given a value already ({@code substitute}).
 *
 * <p>Errors: a program that asks for a parameter that there is not gets a {@link SiteException}
 * that lists those that there are, even if the program has an initial value for it; for that would
 * be a prediction out of numbers that nobody has fitted.
 *
 * <p>Immutable, without locks, safe for any number of threads. The tensors are the garbage
 * collector's.
 */
public final class ParamValues implements Handler {
  private static final ParamValues NONE = new ParamValues(LinkedHashMap.empty());

  private final Map<String, Kept> values;

  private ParamValues(Map<String, Kept> values) {
    this.values = values;
  }

  private record Kept(Tensor value, Constraint constraint) {}

  /** No parameters, for programs that have none. */
  public static ParamValues none() {
    return NONE;
  }

  static ParamValues of(Seq<ParamStore.Entry> entries) {
    return new ParamValues(
        LinkedHashMap.ofEntries(entries.map(entry -> Tuple.of(entry.name(), kept(entry)))));
  }

  /** The names, in the order in which the parameters came. */
  public Set<String> names() {
    return values.keySet().toJavaSet(LinkedHashSet::new);
  }

  /**
   * The value of this name.
   *
   * @throws SiteException if there is none
   */
  public Tensor get(String name) {
    return needed(name).value;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    return effect instanceof Param param && param.pinned().isEmpty()
        ? new Site(param, answer(param))
        : outer.ask(effect);
  }

  private Tensor answer(Param asked) {
    Kept found = needed(asked.name());
    Start.needSameConstraint(asked, found.constraint);
    return found.value;
  }

  private Kept needed(String name) {
    return values.get(name).getOrElseThrow(() -> missing(name));
  }

  private SiteException missing(String name) {
    return new SiteException(
        name,
        "the program asks for this parameter, and it is not among the fitted ones: %s. Needed: a value, since nothing is begun here. Fix one of: give the store that was trained or loaded; run the program once in training, so that it is begun; correct the name.%s"
            .formatted(names(), Nearest.hint(name, names())));
  }

  private static Kept kept(ParamStore.Entry entry) {
    Tensor value = TensorScope.keeping(entry::copied);
    return new Kept(TensorScope.release(value), entry.constraint());
  }
}
