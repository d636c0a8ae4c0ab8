package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Param;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.Session;
import dev.jyro.inference.param.TrainingState;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

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
 * the same numbers each time on one machine, beside whatever other threads do. For one thread at a
 * time; use by two at once is refused. Several may train at once, each on parameters of its own.
 *
 * <p>Source: Hoffman et al. 2013, Stochastic Variational Inference; Ranganath et al. 2014, Black
 * Box Variational Inference, for the form that asks nothing of the model but its density.
 *
 * @param <A> what model and guide are given: a batch of data
 */
public final class SVI<A> {
  private final Model<A> model;
  private final Model<A> guide;
  private final Optimizer.Course course;
  private final Objective<? super A> objective;
  private final Options options;
  private final Patience patience;

  /** What the objective remembers, if this step succeeds. */
  private final Map<String, Tensor> memories = new LinkedHashMap<>();

  private final AtomicBoolean busy = new AtomicBoolean();
  private int steps;
  private int evaluations;
  private int nesting = -1;
  private boolean proven;
  private boolean spoilt;
  private long seed;
  private Option<JyroException> problem = Option.none();

  private SVI(
      Model<A> model,
      Model<A> guide,
      Optimizer optimizer,
      Objective<? super A> objective,
      Options options) {
    this.model = model;
    this.guide = guide;
    this.course = optimizer.start();
    this.objective = objective;
    this.options = options;
    this.patience = new Patience(options.nonFinite);
    this.seed = options.seed;
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
   * @throws JyroException if the loss is not finite, naming the first bad site, and this is not to
   *     be skipped; if model and guide do not fit; if another thread is in a step
   */
  public double step(A data) {
    try {
      double loss = alone(session -> trained(data, session));
      counted();
      patience.restored();
      problem = Option.none();
      return loss;
    } catch (JyroException e) {
      if (!spoilt) {
        throw e;
      }
      spoilt = false;
      patience.bear(e);
      problem = Option.of(e);
      counted();
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
    try (Feed<? extends A> feed = batches.from(steps)) {
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
          Noise noise = noise().at("evaluate").at(steps).at(evaluations++);
          return Gradients.paused(() -> loss(data, noise, session, derivatives -> {}));
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
            options.params.save(folder, standing());
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
    unshared(() -> options.params.load(folder, this::resume));
  }

  private TrainingState standing() {
    return new TrainingState(
        steps,
        evaluations,
        seed,
        patience.pace(),
        patience.skipped(),
        patience.inARow(),
        course.state());
  }

  private void resume(TrainingState from, Map<String, Leaf> leaves) {
    course.restore(from.optimizer(), leaves);
    steps = from.steps();
    evaluations = from.evaluations();
    seed = from.seed();
    patience.resume(from.pace(), from.skipped(), from.inARow());
  }

  /** The parameters. */
  public ParamStore params() {
    return options.params;
  }

  /** How many steps of training have been done. */
  public int steps() {
    return steps;
  }

  /** How many steps have been skipped, since loss or gradient were not finite. */
  public int skipped() {
    return patience.skipped();
  }

  /** Why the latest step was skipped, if it was. */
  Option<JyroException> latestProblem() {
    return problem;
  }

  private void counted() {
    steps++;
    evaluations = 0;
  }

  private double trained(A data, Session session) {
    boolean done = false;
    memories.clear();
    try {
      Noise noise = noise().at(steps);
      double loss = Gradients.recording(() -> loss(data, noise, session, Cotangents::backward));
      move(reached(session));
      memories.forEach((name, number) -> options.params.find(name).get().leaf().set(number));
      done = true;
      return loss;
    } finally {
      if (!done) {
        FusedUpdates.zero(trainable(session));
      }
    }
  }

  private void move(Map<String, Leaf> leaves) {
    if (!proven || patience.isForgiving()) {
      spoilt = true;
      FiniteGradients.need(leaves);
      spoilt = false;
    }
    patience.move(course, leaves);
  }

  private double loss(A data, Noise noise, Session session, Consumer<Cotangents> descend) {
    spoilt = false;
    try (TensorScope scope = TensorScope.open()) {
      Run<A> run =
          new Run<>(
              model,
              guide,
              data,
              steps,
              noise,
              options.checks,
              count -> plateNesting(data, noise, session.trial(), count));
      try {
        return Interpreter.under(
            session, () -> options.checks.watched(!proven, () -> loss(run, descend)));
      } finally {
        spoilt = run.isSpoilt();
      }
    }
  }

  private double loss(Run<A> run, Consumer<Cotangents> descend) {
    double loss = objective.estimate(run, descend);
    if (!Double.isFinite(loss)) {
      throw run.blame(loss, run.drawn());
    }
    run.memories().forEach((name, number) -> memories.put(name, TensorScope.release(number)));
    return loss;
  }

  /** Counted once, in a run that leaves nothing behind but parameters. */
  private int plateNesting(A data, Noise noise, Session trial, ToIntFunction<Run<A>> count) {
    if (nesting < 0) {
      try (TensorScope scope = TensorScope.open()) {
        Noise own = noise.at("nesting");
        Run<A> run = new Run<>(model, guide, data, steps, own, options.checks, no -> 0);
        nesting = Gradients.paused(() -> Interpreter.under(trial, () -> count.applyAsInt(run)));
      }
    }
    return nesting;
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

  private Noise noise() {
    return Noise.of(seed);
  }

  /** What the body makes of the parameters is undone if it fails. */
  private double alone(ToDoubleFunction<Session> body) {
    double[] loss = new double[1];
    unshared(
        () -> {
          Session session = options.params.session(noise().at("param"));
          boolean done = false;
          try {
            loss[0] = body.applyAsDouble(session);
            done = true;
          } finally {
            if (!done) {
              session.undo();
            }
            proven |= done;
          }
        });
    return loss[0];
  }

  private void unshared(Runnable body) {
    if (!busy.compareAndSet(false, true)) {
      throw new JyroException(
          "This SVI is in a step already, on another thread or further out on this one. Needed: one"
              + " at a time. To train on several threads give each an SVI of its own.");
    }
    try {
      body.run();
    } finally {
      busy.set(false);
    }
  }
}
