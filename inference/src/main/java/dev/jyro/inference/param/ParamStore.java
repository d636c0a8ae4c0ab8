package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.Nearest;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.constraint.Transforms;
import dev.jyro.effect.Param;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.LinkedHashMap;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The parameters of one or several programs: an object, owned by whoever trains them.
 *
 * <p>Each parameter is kept as free real numbers and given out through the bijector of its
 * constraint (see {@link Transforms#to}): {@code positive} through exp, {@code unitInterval}
 * through the sigmoid. A parameter is made the first time that a program asks for it; from then on
 * its stored value counts and the program's initial value is not even computed.
 *
 * <p>{@link #save} writes all of them to a folder and {@link #load} reads them back, bit for bit.
 * Those two know nothing of a training; {@code SVI.save} and {@code SVI.load} save and load that
 * too.
 *
 * <p>Parameters can be {@linkplain #freeze frozen} by name: then programs see their values, no
 * gradient is computed for them, and no optimizer moves them. What is not trained but kept, such as
 * a network's running means, goes on being kept.
 *
 * <p>Any number of threads may read and run programs, and wait for nobody while no parameter is
 * missing; only one at a time may train or change values. What reads values in place, as programs
 * do, beside a training may see some of a step's new numbers and some old ones. What is copied, by
 * {@link #get}, {@link #values} or {@link #save}, is of before a step or of after it; so what is to
 * be served while a training goes on, or must never begin a parameter, takes {@link #values}.
 */
public final class ParamStore {
  private volatile LinkedHashMap<String, Entry> entries = LinkedHashMap.empty();
  private volatile Predicate<String> frozen = name -> false;
  private final Turns turns = new Turns();
  private final Beginnings beginnings = new Beginnings();

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
    /** A parameter that starts with these free numbers. */
    static Entry of(String name, Tensor free, Constraint constraint, Param.Role role) {
      Leaf leaf = role == Param.Role.TRAINED ? Leaf.of(free) : Leaf.kept(free);
      return new Entry(name, leaf, constraint, role);
    }

    /** Its value now, of the free numbers; gradients flow. */
    public Tensor value() {
      return value(leaf.value());
    }

    /** What its value is if these are its free numbers. */
    Tensor value(Tensor free) {
      return Transforms.to(constraint).forward(free);
    }

    /** A copy of its value now, which no training changes; no gradient flows. */
    Tensor copied() {
      return Gradients.paused(() -> value(leaf.copy()).detach());
    }

    /** Its value now; no gradient flows. */
    Tensor constant() {
      return Gradients.paused(() -> value().detach());
    }
  }

  /** The names, in the order in which the parameters came. */
  public Set<String> names() {
    return entries.keySet().toJavaSet(LinkedHashSet::new);
  }

  /** How many parameters there are. */
  public int size() {
    return entries.size();
  }

  /** The parameter of this name. */
  public Option<Entry> find(String name) {
    return entries.get(name);
  }

  /**
   * A copy of a parameter's value.
   *
   * @throws JyroException if there is none of this name; the message lists those that there are
   */
  public synchronized Tensor get(String name) {
    return TensorScope.keeping(needed(name)::copied);
  }

  /**
   * A copy of a parameter's free numbers.
   *
   * @throws JyroException if there is none of this name
   */
  public synchronized Tensor unconstrained(String name) {
    return needed(name).leaf.copy();
  }

  /**
   * Changes the value of a parameter, or puts in one without a constraint.
   *
   * @throws JyroException if the value is outside the constraint, or the shape is another than
   *     before; if another thread is in a step of training
   */
  public void put(String name, Tensor value) {
    put(name, value, find(name).map(Entry::constraint).getOrElse(Constraints.real()));
  }

  /**
   * Puts a parameter in, or changes the value of the one of this name. Under another constraint
   * than before it is a new parameter, of which an optimizer remembers nothing.
   *
   * @throws JyroException if the value is outside the constraint, or the shape is another than
   *     before under the same constraint; if another thread is in a step of training
   */
  public void put(String name, Tensor value, Constraint constraint) {
    turns.change("put", () -> set(name, value, constraint));
  }

  private synchronized void set(String name, Tensor value, Constraint constraint) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor free = Start.free(name, value, constraint);
      Option<Entry> before = find(name);
      if (before.exists(entry -> entry.constraint.equals(constraint))) {
        before.get().leaf.set(free);
      } else {
        Param.Role role = before.map(Entry::role).getOrElse(Param.Role.TRAINED);
        keep(Entry.of(name, free, constraint, role));
      }
    }
  }

  /**
   * Takes a parameter out; a program that asks for it makes it anew.
   *
   * @throws JyroException if another thread is in a step of training
   */
  public void remove(String name) {
    turns.change("remove", () -> takeOut(name));
  }

  private synchronized void takeOut(String name) {
    entries = entries.remove(name);
  }

  /**
   * Saves all parameters: the free numbers as {@code params.safetensors}, and names, constraints,
   * roles and shapes as {@code manifest.json}. A folder that does not exist is made; an older
   * checkpoint in it is replaced, and stays whole until the new one is complete.
   *
   * @throws CheckpointException if a file cannot be written, or a parameter has a type that it
   *     cannot hold
   */
  public synchronized void save(Path folder) {
    Checkpoint.in(folder).save(entries.values().asJava(), Option.none());
  }

  /**
   * Saves all parameters and where their training stands, as {@link #save(Path)}, the optimizer's
   * numbers as {@code training.safetensors}. For those that train: {@code SVI.save} calls it.
   *
   * @param training gives where the training of these parameters stands
   * @throws CheckpointException as {@link #save(Path)}
   */
  public synchronized void save(Path folder, Function<Map<String, Leaf>, TrainingState> training) {
    TrainingState state = training.apply(entries.mapValues(Entry::leaf).toJavaMap());
    Checkpoint.in(folder).save(entries.values().asJava(), Option.of(state));
  }

  /**
   * Reads what {@link #save} wrote. Into an empty store come all parameters; where there are some
   * already they must be the same ones, and their values are set.
   *
   * @throws CheckpointException if the files are not whole or cannot be read, or if names, shapes,
   *     types, constraints or roles differ, listing all differences; nothing is changed then
   * @throws JyroException if another thread is in a step of training
   */
  public void load(Path folder) {
    turns.change("load", () -> read(folder));
  }

  private synchronized void read(Path folder) {
    try (TensorScope scope = TensorScope.open()) {
      restore(Restoring.of(folder, Checkpoint.in(folder).load(), entries.toJavaMap()));
    }
  }

  /**
   * Reads what {@link #save(Path, Function)} wrote: the parameters as {@link #load(Path)}, and
   * where their training stood. For those that train: {@code SVI.load} calls it.
   *
   * @param resume takes up the training, given the parameters that it will have; if it throws,
   *     nothing is changed here. The state's tensors are freed when it returns
   * @throws CheckpointException as {@link #load(Path)}, and if only parameters were saved
   * @throws JyroException if another thread is in a step of training
   */
  public void load(Path folder, BiConsumer<TrainingState, Map<String, Leaf>> resume) {
    turns.change("load", () -> read(folder, resume));
  }

  private synchronized void read(Path folder, BiConsumer<TrainingState, Map<String, Leaf>> resume) {
    try (TensorScope scope = TensorScope.open()) {
      Checkpoint.Content content = Checkpoint.in(folder).loadAll();
      TrainingState training = content.training().getOrElseThrow(() -> untrained(folder));
      Restoring restoring = Restoring.of(folder, content.parameters(), entries.toJavaMap());
      resume.accept(training, restoring.leaves());
      restore(restoring);
    }
  }

  private void restore(Restoring restoring) {
    restoring.made().forEach(this::keep);
    restoring.changed().forEach(Leaf::set);
  }

  private static CheckpointException untrained(Path folder) {
    return new CheckpointException(
        folder,
        "holds parameters, and not where a training stood. Needed: a folder that SVI.save has"
            + " written. Fix: svi.params().load(folder), and train on with a new optimizer.");
  }

  /**
   * Holds still, from the next step on, the parameters whose names match, those that come later
   * included; what was frozen before is so no longer. It is not saved.
   *
   * @return the names of those frozen now
   */
  public synchronized Set<String> freeze(Predicate<String> names) {
    frozen = names;
    Set<String> now = names();
    now.removeIf(names.negate());
    return now;
  }

  /** Lets all parameters move again. */
  public synchronized void thaw() {
    frozen = name -> false;
  }

  /** Whether the parameter of this name is held still. */
  public boolean isFrozen(String name) {
    return frozen.test(name);
  }

  /**
   * Runs a program with these parameters, and without recording gradients; new ones start by
   * chance. Where the program throws, those that it began are gone again.
   */
  public <A> void run(Model<A> program, A data) {
    session(Noise.fresh()).undoing(session -> Gradients.paused(() -> ran(session, program, data)));
  }

  private static <A> Session ran(Session session, Model<A> program, A data) {
    Interpreter.under(session, () -> program.run(data));
    return session;
  }

  /** The program, with its parameters from here. */
  public <A> Model<A> given(Model<A> program) {
    return data -> run(program, data);
  }

  /**
   * Copies of all values, as they are now, for programs that only read: predictions, above all.
   * What is trained or changed afterwards does not show in them. They may be taken at any time and
   * on any thread: a training step that is under way shows in all of them or in none.
   */
  public synchronized ParamValues values() {
    return ParamValues.of(entries.values());
  }

  /**
   * Takes a step of training, on one thread at a time: two would free each other's gradients.
   *
   * @throws JyroException during another, on any thread
   */
  public <T> T training(Supplier<T> step) {
    return turns.step(step);
  }

  /**
   * Changes numbers as one. Whoever copies or saves values on another thread meanwhile waits, and
   * gets all of the new numbers or none.
   *
   * @param changes should be brief
   */
  public synchronized void together(Runnable changes) {
    changes.run();
  }

  /**
   * A handler that answers for parameters during one run or training step.
   *
   * @param initial decides the starting values of those that are new and start by chance
   */
  public Session session(Noise initial) {
    return new Session(this, initial);
  }

  /** The parameter that is asked for; one that is new is nobody's yet but the attempt's. */
  Entry answer(Param asked, Noise initial, Attempt by) {
    Entry entry = known(asked.name(), by).getOrElse(() -> begun(start(asked, initial), by));
    Start.needSameConstraint(asked, entry.constraint);
    return entry;
  }

  /** Spares the lock for what is kept already. */
  private Option<Entry> known(String name, Attempt by) {
    return find(name).orElse(() -> shared(name, by));
  }

  private synchronized Option<Entry> shared(String name, Attempt by) {
    return find(name).orElse(() -> beginnings.find(name, by));
  }

  /** Of two threads that begin one at once, the first is believed. */
  private synchronized Entry begun(Entry entry, Attempt by) {
    return shared(entry.name(), by)
        .getOrElse(
            () -> {
              beginnings.add(entry, by);
              return entry;
            });
  }

  /** Takes in what an attempt began that went well; what was put here meanwhile counts more. */
  synchronized void keep(Attempt by) {
    for (Entry entry : beginnings.of(by)) {
      if (!entries.containsKey(entry.name)) {
        keep(entry);
      }
    }
  }

  /** Lets go what an attempt began that failed. */
  synchronized void forget(Attempt by) {
    beginnings.forget(by);
  }

  private void keep(Entry entry) {
    entries = entries.put(entry.name(), entry);
  }

  private Entry start(Param asked, Noise initial) {
    if (asked.initial().isEmpty()) {
      throw missing(asked.name());
    }
    try (TensorScope scope = TensorScope.open()) {
      return Start.of(asked, asked.initial().get().apply(initial.at(asked.name())));
    }
  }

  private Entry needed(String name) {
    return find(name).getOrElseThrow(() -> missing(name));
  }

  private JyroException missing(String name) {
    return new JyroException(
        "There is no parameter '%s'. There are: %s. Fix: ask for it with an initial value first, or correct the name.%s"
            .formatted(name, names(), Nearest.hint(name, names())));
  }
}
