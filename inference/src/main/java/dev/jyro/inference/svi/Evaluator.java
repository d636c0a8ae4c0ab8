package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.inference.param.Session;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Runs an objective on batches, with checks until it has once gone well. For one thread. */
final class Evaluator<A> {
  private final Model<A> model;
  private final Model<A> guide;
  private final Objective<? super A> objective;
  private final Checks checks;
  private final Map<String, Tensor> memories = new LinkedHashMap<>();
  private int nesting = -1;
  private int provenNesting = -1;
  private boolean proven;
  private List<JyroException> nonFinite = List.of();

  Evaluator(Model<A> model, Model<A> guide, Objective<? super A> objective, Checks checks) {
    this.model = model;
    this.guide = guide;
    this.objective = objective;
    this.checks = checks;
  }

  /**
   * What an evaluation is of.
   *
   * @param data the batch
   * @param step how many steps there were before
   * @param noise decides the draws
   * @param session has the parameters
   */
  record Question<A>(A data, int step, Noise noise, Session session) {}

  /**
   * The loss.
   *
   * @throws dev.jyro.JyroException if it is not finite; {@link #isNonFinite} is true of it
   */
  double loss(Question<A> question, Consumer<Cotangents> descend) {
    memories.clear();
    return in(question, run -> loss(run, descend));
  }

  /** The loss taken apart. */
  LossBySite bySite(Question<A> question) {
    return in(question, objective::bySite);
  }

  /** Hands over what the objective would remember of the last loss. */
  void recall(BiConsumer<String, Tensor> into) {
    memories.forEach(into);
  }

  /** Whether the last evaluation threw this since something was not finite. */
  boolean isNonFinite(JyroException e) {
    return nonFinite.contains(e);
  }

  /** Whether something has gone well. */
  boolean isProven() {
    return proven;
  }

  /** All has gone well, so that less need be checked from here on. */
  void proved() {
    proven = true;
    provenNesting = nesting;
  }

  /** Something has failed: what was learnt of its batch is forgotten. */
  void undo() {
    nesting = provenNesting;
    memories.clear();
  }

  private <T> T in(Question<A> question, Function<Run<A>, T> body) {
    nonFinite = List.of();
    Session session = question.session;
    try (TensorScope scope = TensorScope.open()) {
      Run<A> run =
          run(question, question.noise, count -> plateNesting(question, count), session, proven);
      try {
        return Interpreter.under(
            session, () -> checks.watched(!proven, session::blame, () -> body.apply(run)));
      } finally {
        nonFinite = session.nonFinite();
      }
    }
  }

  private Run<A> run(
      Question<A> of,
      Noise noise,
      ToIntFunction<ToIntFunction<Run<A>>> counted,
      Session session,
      boolean unchecked) {
    Programs<A> programs = new Programs<>(model, guide, of.data);
    return new Run<>(programs, of.step, noise, checks, counted, session, unchecked);
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
  private int plateNesting(Question<A> question, ToIntFunction<Run<A>> count) {
    if (nesting < 0) {
      try (TensorScope scope = TensorScope.open()) {
        Session trial = question.session.trial();
        Run<A> run = run(question, question.noise.at("nesting"), none -> 0, trial, false);
        nesting = Gradients.paused(() -> Interpreter.under(trial, () -> count.applyAsInt(run)));
      }
    }
    return nesting;
  }
}
