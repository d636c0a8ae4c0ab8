package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraint;
import dev.jyro.effect.Param;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of one or several programs: an object, owned by whoever trains them.
 *
 * <p>Each parameter is kept as free real numbers and given out through the bijector of its
 * constraint (see {@link Bijectors#to}): {@code positive} through exp, {@code unitInterval} through
 * the sigmoid. A parameter is made the first time that a program asks for it; from then on its
 * stored value counts and the program's initial value is not even computed.
 *
 * <p>Any number of threads may read and run programs; only one at a time may train or change
 * values.
 */
public final class ParamStore {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A store without parameters. */
  public static ParamStore create() {
    return new ParamStore();
  }

  private ParamStore() {}

  /**
   * One parameter.
   *
   * @param name its name
   * @param leaf its free numbers
   * @param constraint where its value may be
   * @param role whether it is trained
   */
  public record Entry(String name, Leaf leaf, Constraint constraint, Param.Role role) {
    /** Its value now, of the free numbers; gradients flow. */
    public Tensor value() {
      return Bijectors.to(constraint).forward(leaf.value());
    }
  }

  /** The names, in the order in which the parameters came. */
  public synchronized Set<String> names() {
    return new java.util.LinkedHashSet<>(entries.keySet());
  }

  /** How many parameters there are. */
  public synchronized int size() {
    return entries.size();
  }

  /** The parameter of this name. */
  public synchronized Option<Entry> find(String name) {
    return Option.of(entries.get(name));
  }

  /**
   * A copy of a parameter's value.
   *
   * @throws JyroException if there is none of this name; the message lists those that there are
   */
  public Tensor get(String name) {
    return TensorScope.keeping(
        () ->
            Gradients.paused(
                () ->
                    copied(
                        Bijectors.to(needed(name).constraint).forward(needed(name).leaf.copy()))));
  }

  /**
   * A copy of a parameter's free numbers.
   *
   * @throws JyroException if there is none of this name
   */
  public Tensor unconstrained(String name) {
    return needed(name).leaf.copy();
  }

  /**
   * Puts a parameter in, or changes the value of the one of this name.
   *
   * @throws JyroException if the value is outside the constraint, or the shape is another than
   *     before
   */
  public synchronized void put(String name, Tensor value, Constraint constraint) {
    Entry before = entries.get(name);
    Tensor free = free(name, value, constraint);
    if (before != null && before.constraint.equals(constraint)) {
      before.leaf.set(free);
    } else {
      entries.put(name, new Entry(name, Leaf.of(free), constraint, Param.Role.TRAINED));
    }
  }

  /** Takes a parameter out; a program that asks for it makes it anew. */
  public synchronized void remove(String name) {
    entries.remove(name);
  }

  /** Puts in or replaces a parameter as it is. */
  synchronized void put(Entry entry) {
    entries.put(entry.name, entry);
  }

  /**
   * Runs a program with these parameters, and without recording gradients; new ones start by
   * chance.
   */
  public <A> void run(Model<A> program, A data) {
    Session session = session(Noise.fresh());
    Gradients.paused(
        () ->
            Interpreter.under(
                session,
                () -> {
                  program.run(data);
                  return true;
                }));
  }

  /** The program, with its parameters from here. */
  public <A> Model<A> given(Model<A> program) {
    return data -> run(program, data);
  }

  /** A handler that answers for parameters during one run or training step. */
  public Session session(Noise initial) {
    return new Session(this, initial);
  }

  /** The parameter that is asked for, made if it is new. */
  synchronized Entry answer(Param asked, Noise initial) {
    Entry found = entries.get(asked.name());
    if (found != null) {
      return found;
    }
    Entry made = made(asked, initial);
    entries.put(asked.name(), made);
    return made;
  }

  private Entry made(Param asked, Noise initial) {
    if (asked.initial().isEmpty()) {
      throw missing(asked.name());
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor start = asked.initial().get().apply(initial.at(asked.name()));
      Tensor free = free(asked.name(), start, asked.constraint());
      Leaf leaf = asked.role() == Param.Role.TRAINED ? Leaf.of(free) : Leaf.kept(free);
      return new Entry(asked.name(), leaf, asked.constraint(), asked.role());
    }
  }

  private static Tensor free(String name, Tensor value, Constraint constraint) {
    boolean inside = Gradients.paused(() -> constraint.check(value).all().item() != 0);
    Tensor free = Gradients.paused(() -> Bijectors.to(constraint).inverse(value));
    if (!inside || Gradients.paused(() -> free.isFinite().all().item() == 0)) {
      throw new JyroException(
          "Parameter '%s': the value %s is not strictly inside its constraint. Needed: %s."
              .formatted(name, value, constraint.name()));
    }
    return free;
  }

  /** The identity's bijector gives the same tensor; the caller gets one of its own all the same. */
  private static Tensor copied(Tensor value) {
    return value.detach();
  }

  private synchronized Entry needed(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw missing(name);
    }
    return entry;
  }

  private JyroException missing(String name) {
    return new JyroException(
        "There is no parameter '%s'. There are: %s. Fix: ask for it with an initial value first, or correct the name."
            .formatted(name, entries.keySet()));
  }
}
