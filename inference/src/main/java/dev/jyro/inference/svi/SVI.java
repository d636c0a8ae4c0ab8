package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Param;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.Session;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Stochastic variational inference: fits a guide to a model's posterior, and the model to its data,
 * by gradient steps on an {@link ELBO}.
 *
 * <pre>{@code
 * SVI<Batch> svi = SVI.of(model, guide, Adam.withLearningRate(1e-3), TraceELBO.create());
 * for (Batch batch : batches) loss += svi.step(batch);
 * }</pre>
 *
 * <p>A step draws particles, estimates the loss, lets its gradient reach the parameters that the
 * programs asked for, and moves just those. It frees every tensor that it made.
 *
 * <p>If it fails, in the user's code or because the loss is not finite, then parameters, optimizer
 * and step count are as before it, and a parameter that it made is gone again. Where the loss was
 * not finite a {@link dev.jyro.effect.SiteException} names the first site that was to blame, with
 * its value, support and parameters. Until the first step succeeds the parameters of all
 * distributions are read and checked.
 *
 * <p>{@link #run} takes steps until enough is enough, tells listeners, and goes on with the data
 * where it was. With a {@link NonFinite} policy other than failing, a step whose loss or gradient
 * is not finite is left out and counted instead.
 *
 * <p>The noise of a step is decided by the seed and the step's number, so a run with one seed gives
 * the same numbers each time on one machine, beside whatever other threads do. One thing is left
 * out: what a DJL layer draws by itself, as dropout does, comes from a generator of Torch's that
 * the whole process shares. For one thread at a time; use by two at once is refused. Several may
 * train at once, each with a {@link ParamStore} of its own; those that share one take turns, and a
 * step beside another's is refused.
 *
 * <p>Source: Hoffman et al. 2013, Stochastic Variational Inference; Ranganath et al. 2014, Black
 * Box Variational Inference, for the form that asks nothing of the model but its density.
 *
 * @param <A> what model and guide are given: a batch of data
 */
public final class SVI<A> {
  private final Evaluator<A> evaluator;
  private final Options options;
  private final Standing standing;

  private final AtomicBoolean busy = new AtomicBoolean();

  /** Of a step whose gradient was not finite. */
  private Option<JyroException> ofGradient = Option.none();

  /** Whether a step has succeeded; an evaluation says nothing of gradients. */
  private boolean stepped;

  private Option<JyroException> problem = Option.none();

  private SVI(
      Model<A> model,
      Model<A> guide,
      Optimizer optimizer,
      Objective<? super A> objective,
      Options options) {
    this.evaluator = new Evaluator<>(model, guide, objective, options.checks);
    this.options = options;
    this.standing = new Standing(optimizer.start(), options);
  }

  /**
   * What is not needed every day.
   *
   * @param seed decides all draws and the starting values of networks
   * @param params where the parameters are
   * @param checks what is checked at each step
   * @param nonFinite what becomes of a step whose loss or gradient is not finite
   */
  public record Options(long seed, ParamStore params, Checks checks, NonFinite nonFinite) {
    /** Seed 0, parameters of its own, shapes checked, failing if the loss is not finite. */
    public static Options defaults() {
      return new Options(0, ParamStore.create(), Checks.SHAPES, NonFinite.fail());
    }

    /** The same with another seed. */
    public Options seed(long other) {
      return new Options(other, params, checks, nonFinite);
    }

    /** The same with the parameters in this store. */
    public Options params(ParamStore other) {
      return new Options(seed, other, checks, nonFinite);
    }

    /** The same with other checks. */
    public Options checks(Checks other) {
      return new Options(seed, params, other, nonFinite);
    }

    /**
     * The same, doing this with steps that are not finite. Unless it is to fail, gradients are
     * looked at in each step, not only until the first has succeeded; that costs some microseconds.
     */
    public Options nonFinite(NonFinite other) {
      return new Options(seed, params, checks, other);
    }
  }

  /** With seed 0 and parameters of its own. */
  public static <A> SVI<A> of(
      Model<A> model, Model<A> guide, Optimizer optimizer, Objective<? super A> objective) {
    return of(model, guide, optimizer, objective, Options.defaults());
  }

  /** With everything said. */
  public static <A> SVI<A> of(
      Model<A> model,
      Model<A> guide,
      Optimizer optimizer,
      Objective<? super A> objective,
      Options options) {
    return new SVI<>(model, guide, optimizer, objective, options);
  }

  /**
   * One step of training.
   *
   * @return the loss before the step: {@code -ELBO} in nats, summed over the batch and scaled by
   *     plates, not averaged. NaN if the step was skipped
   * @throws JyroException if the loss is not finite, or cannot be since a parameter of a
   *     distribution is not, naming the first bad site, and this is not to be skipped; if model and
   *     guide do not fit; if another thread is in a step, of this or of another SVI with the same
   *     parameters
   */
  public double step(A data) {
    return unshared(() -> options.params.training(() -> attempted(data)));
  }

  private double attempted(A data) {
    try {
      double loss = undoing(session -> trained(data, session));
      standing.stepped();
      stepped = true;
      problem = Option.none();
      return loss;
    } catch (JyroException e) {
      if (!evaluator.isNonFinite(e) && !ofGradient.contains(e)) {
        throw e;
      }
      standing.skipped(e);
      problem = Option.of(e);
      return Double.NaN;
    }
  }

  /**
   * Trains until the condition is reached. Batches are those of the steps that are due: a training
   * of 20 steps goes on with the batch of step 20. Each is freed after its step.
   *
   * @param batches the data
   * @param listener is told of each step, and each epoch
   * @param stop when it ends
   * @throws JyroException as {@link #step}; whatever the data or the listener throw
   */
  public Ended run(Batches<? extends A> batches, TrainingListener listener, StopWhen stop) {
    try (Feed<? extends A> feed = batches.from(steps())) {
      return new Loop<>(this, listener, stop).run(feed, batches.perEpoch());
    }
  }

  /** The same, telling nobody. */
  public Ended run(Batches<? extends A> batches, StopWhen stop) {
    return run(batches, TrainingListener.silent(), stop);
  }

  /**
   * Trains until the condition is reached, going through the data again and again. If they can be
   * gone through only once, or give nothing in some later pass, the training ends there.
   *
   * @param data anything with batches; it is begun at its start, in a training that is resumed too.
   *     Tensors that its iterator makes are freed after their step
   * @param listener is told of each step, and each epoch
   * @param stop when it ends
   * @throws JyroException if there is no batch at all; as {@link #step}
   */
  public Ended run(Iterable<? extends A> data, TrainingListener listener, StopWhen stop) {
    return new Loop<>(this, listener, stop).run(data::iterator);
  }

  /** The same, telling nobody. */
  public Ended run(Iterable<? extends A> data, StopWhen stop) {
    return run(data, TrainingListener.silent(), stop);
  }

  /**
   * The loss, without training: same scale as {@link #step}, no gradients, parameters as they are
   * (but made if they are new). Each call since the last step draws anew; the steps' own draws do
   * not depend on it.
   *
   * @throws JyroException as {@link #step}
   */
  public double evaluateLoss(A data) {
    return alone(
        session -> {
          var question = question(data, standing.evaluation(), session);
          return Gradients.paused(() -> evaluator.loss(question, derivatives -> {}));
        });
  }

  /**
   * The loss taken apart: what each site adds to it. Drawn as {@link #evaluateLoss} draws; parts
   * that are not finite are told as they are.
   *
   * @throws JyroException as {@link #step}, but for a loss that is not finite; if the objective is
   *     no sum over sites
   */
  public LossBySite lossBySite(A data) {
    return alone(
        session -> {
          var question = question(data, standing.evaluation(), session);
          return Gradients.paused(() -> evaluator.bySite(question));
        });
  }

  /**
   * Saves the training to a folder: parameters, what the optimizer remembers, the step and the
   * seed. An older checkpoint there is replaced, and stays whole until the new one is complete.
   * Settings are not saved: model, guide, objective, the optimizer's rates, what is frozen.
   *
   * @throws dev.jyro.inference.param.CheckpointException if it cannot be written
   * @throws JyroException if this is in a step
   */
  public void save(Path folder) {
    unshared(
        () -> {
          try (TensorScope scope = TensorScope.open()) {
            options.params.save(folder, standing::state);
            return folder;
          }
        });
  }

  /**
   * Goes on where the training stood that {@link #save} wrote: with the same programs, settings and
   * data the next steps are those that it would have taken, bit for bit. The saved seed counts.
   *
   * @throws dev.jyro.inference.param.CheckpointException if the files are not whole; if only
   *     parameters were saved; if there are parameters already and names, shapes, types,
   *     constraints or roles differ, listing all differences. Nothing is changed then
   * @throws JyroException if the optimizer is another kind than the one that was saved; nothing is
   *     changed then. If this is in a step
   */
  public void load(Path folder) {
    unshared(
        () -> {
          options.params.load(folder, standing::resume);
          return folder;
        });
  }

  /** The parameters. */
  public ParamStore params() {
    return options.params;
  }

  /** How many steps of training have been done. */
  public int steps() {
    return standing.steps();
  }

  /** How many steps have been skipped, since loss or gradient were not finite. */
  public int skipped() {
    return standing.skipped();
  }

  /** Why the latest step was skipped, if it was. */
  Option<JyroException> latestProblem() {
    return problem;
  }

  private double trained(A data, Session session) {
    boolean done = false;
    try {
      var question = question(data, standing.noise(), session);
      double loss = Gradients.recording(() -> evaluator.loss(question, Cotangents::backward));
      options.params.together(() -> move(session));
      done = true;
      return loss;
    } finally {
      if (!done) {
        FusedUpdates.forget(trainable(session));
      }
    }
  }

  private void move(Session session) {
    move(reached(session));
    session.settle();
    evaluator.recall((name, number) -> options.params.find(name).get().leaf().set(number));
  }

  private void move(Map<String, Leaf> leaves) {
    if (!stepped || standing.isForgiving()) {
      ofGradient = FiniteGradients.problem(leaves);
      if (ofGradient.isDefined()) {
        throw ofGradient.get();
      }
    }
    standing.move(leaves);
  }

  private Evaluator.Question<A> question(A data, Noise noise, Session session) {
    return new Evaluator.Question<>(data, steps(), noise, session);
  }

  private static List<Leaf> trainable(Session session) {
    return session.touched().stream()
        .filter(entry -> entry.role() == Param.Role.TRAINED)
        .map(ParamStore.Entry::leaf)
        .toList();
  }

  private static Map<String, Leaf> reached(Session session) {
    Map<String, Leaf> reached = new LinkedHashMap<>();
    for (ParamStore.Entry entry : session.touched()) {
      if (entry.role() == Param.Role.TRAINED && FusedUpdates.touched(entry.leaf())) {
        reached.put(entry.name(), entry.leaf());
      }
    }
    return reached;
  }

  private <T> T alone(Function<Session, T> body) {
    return unshared(
        () -> {
          T made = undoing(body);
          standing.evaluated();
          return made;
        });
  }

  /** What the body makes of the parameters is undone if it fails. */
  private <T> T undoing(Function<Session, T> body) {
    Session session = options.params.session(standing.parameters());
    session.onUndo(evaluator::undo);
    T made = session.undoing(body);
    evaluator.proved();
    return made;
  }

  private <T> T unshared(Supplier<T> body) {
    if (!busy.compareAndSet(false, true)) {
      throw new JyroException(
          "This SVI is in a step already, on another thread or further out on this one. Needed: one"
              + " at a time. To train on several threads give each an SVI of its own.");
    }
    try {
      return body.get();
    } finally {
      busy.set(false);
    }
  }
}
