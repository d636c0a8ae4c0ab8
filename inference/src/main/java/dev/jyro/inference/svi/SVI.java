package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Param;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.Session;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

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
  private final AtomicBoolean busy = new AtomicBoolean();
  private int steps;
  private int evaluations;
  private int nesting = -1;
  private boolean proven;

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
  }

  /**
   * What is not needed every day.
   *
   * @param seed decides all draws and the starting values of networks
   * @param params where the parameters are
   * @param checks what is checked at each step
   */
  public record Options(long seed, ParamStore params, Checks checks) {
    /** Seed 0, parameters of its own, shapes checked. */
    public static Options defaults() {
      return new Options(0, ParamStore.create(), Checks.SHAPES);
    }

    /** The same with another seed. */
    public Options seed(long other) {
      return new Options(other, params, checks);
    }

    /** The same with the parameters in this store. */
    public Options params(ParamStore other) {
      return new Options(seed, other, checks);
    }

    /** The same with other checks. */
    public Options checks(Checks other) {
      return new Options(seed, params, other);
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
   *     plates, not averaged
   * @throws JyroException if the loss is not finite, naming the first bad site; if model and guide
   *     do not fit; if another thread is in a step
   */
  public double step(A data) {
    return alone(
        session -> {
          double loss = trained(data, session);
          steps++;
          evaluations = 0;
          return loss;
        });
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

  /** The parameters. */
  public ParamStore params() {
    return options.params;
  }

  /** How many steps of training have been done. */
  public int steps() {
    return steps;
  }

  private double trained(A data, Session session) {
    boolean done = false;
    try {
      Noise noise = noise().at(steps);
      double loss = Gradients.recording(() -> loss(data, noise, session, Cotangents::backward));
      course.step(reached(session));
      done = true;
      return loss;
    } finally {
      if (!done) {
        FusedUpdates.zero(trainable(session));
      }
    }
  }

  private double loss(A data, Noise noise, Session session, Consumer<Cotangents> descend) {
    try (TensorScope scope = TensorScope.open()) {
      IntSupplier counted = () -> plateNesting(data, noise, session.trial());
      Run<A> run = new Run<>(model, guide, data, steps, noise, options.checks, counted);
      return Interpreter.under(
          session, () -> options.checks.watched(!proven, () -> loss(run, descend)));
    }
  }

  private double loss(Run<A> run, Consumer<Cotangents> descend) {
    double loss = objective.estimate(run, descend);
    if (!Double.isFinite(loss)) {
      throw Diagnosis.of(loss, run.drawn());
    }
    run.memories().forEach((name, number) -> options.params.find(name).get().leaf().set(number));
    return loss;
  }

  /** Counted once, in a run that leaves nothing behind but parameters. */
  private int plateNesting(A data, Noise noise, Session trial) {
    if (nesting < 0) {
      try (TensorScope scope = TensorScope.open()) {
        Noise own = noise.at("nesting");
        Run<A> run = new Run<>(model, guide, data, steps, own, options.checks, () -> 0);
        nesting = Gradients.paused(() -> Interpreter.under(trial, run::countedNesting));
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
    return Noise.of(options.seed);
  }

  /** What the body makes of the parameters is undone if it fails. */
  private double alone(ToDoubleFunction<Session> body) {
    if (!busy.compareAndSet(false, true)) {
      throw new JyroException(
          "This SVI is in a step already, on another thread or further out on this one. Needed: one"
              + " at a time. To train on several threads give each an SVI of its own.");
    }
    Session session = options.params.session(noise().at("param"));
    boolean done = false;
    try {
      double loss = body.applyAsDouble(session);
      done = true;
      return loss;
    } finally {
      if (!done) {
        session.undo();
      }
      proven |= done;
      busy.set(false);
    }
  }
}
