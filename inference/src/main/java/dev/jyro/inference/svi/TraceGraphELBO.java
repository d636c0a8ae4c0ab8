package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Hint;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Provenance;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The evidence lower bound, with less noise in the gradients of draws that carry none: each is
 * charged only with what was computed from it, less a baseline.
 *
 * <p>The loss is {@link TraceELBO}'s, and so is the mean of the gradient. The score {@code ∂log
 * q(z)} of a draw is charged with those terms {@code log p} and {@code -log q} that come, by the
 * operations that the programs really did, from z (Schulman et al. 2015), folded over plates as
 * there. Numbers that a program reads into Java count as having gone everywhere.
 *
 * <p>Two baselines may be taken off, both or one: {@link #decayingAverage} is the average of the
 * site's cost in past steps, a number for each site that is kept and saved with the parameters; a
 * guess that the guide makes, a network's for instance, comes with {@link
 * dev.jyro.ppl.Primitives#sample(String, dev.jyro.distribution.Distribution, Tensor)}, and is
 * trained by the square of its error, on top of the loss that is told (Mnih and Gregor 2014,
 * section 2.3).
 *
 * <p>Immutable. Source: Schulman, Heess, Weber and Abbeel 2015, Gradient Estimation Using
 * Stochastic Computation Graphs, section 3; Mnih and Gregor 2014, Neural Variational Inference.
 */
public final class TraceGraphELBO implements ELBO {
  private static final String AVERAGE = "_baseline/";

  private static final String NAME = "TraceGraphELBO";

  private final Particles particles;
  private final Option<Double> memory;

  private TraceGraphELBO(Particles particles, Option<Double> memory) {
    this.particles = particles;
    this.memory = memory;
  }

  /** With one particle. */
  public static TraceGraphELBO create() {
    return withParticles(1);
  }

  /** With this many particles, one after the other. */
  public static TraceGraphELBO withParticles(int count) {
    return new TraceGraphELBO(Particles.apart(NAME, count), Option.none());
  }

  /**
   * With this many particles side by side; the programs must leave dimensions left of their plates
   * alone.
   */
  public static TraceGraphELBO vectorized(int count) {
    return new TraceGraphELBO(Particles.together(NAME, count), Option.none());
  }

  /** The same with particles at once on several threads: see {@link TraceELBO#parallel()}. */
  public TraceGraphELBO parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public TraceGraphELBO parallel(Executor executor) {
    return new TraceGraphELBO(particles.on(executor), memory);
  }

  /**
   * The same, less the average of what each site was charged with in past steps.
   *
   * @param share how much of the average stays at each step, in [0, 1); 0.9 is usual
   */
  public TraceGraphELBO decayingAverage(double share) {
    if (!(share >= 0 && share < 1)) {
      throw new JyroException(
          "decayingAverage: %s. Needed: a number in [0, 1), such as 0.9.".formatted(share));
    }
    return new TraceGraphELBO(particles, Option.of(share));
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    if (particles.sideBySide()) {
      int nesting = run.plateNesting(); // found in a run of its own, to which nobody listens
      return bound(run, () -> run.particles(particles.count(), nesting), descend);
    }
    return particles.sum(run, (own, number) -> bound(own, () -> own.particle(number), descend));
  }

  @Override
  public LossBySite bySite(Run<?> run) {
    return particles.bySite(run, particle -> new Terms(particle).bySite());
  }

  private double bound(Run<?> run, Supplier<Particle> draw, Consumer<Cotangents> descend) {
    Provenance provenance = new Provenance();
    try (TensorScope scope = TensorScope.open(provenance)) {
      Particle particle = Interpreter.under(provenance::marking, draw);
      Terms terms = new Terms(particle);
      provenance.settle();
      double loss = -terms.elbo().item() / particles.count();
      if (!Double.isFinite(loss)) {
        throw run.blame(loss, List.of(particle)); // while its tensors are there
      }
      run.drawn().remove(particle);
      if (Gradients.isRecording()) {
        descend.accept(gradient(run, terms, provenance));
        run.memories().values().forEach(scope::keep);
      }
      return loss;
    }
  }

  private Cotangents gradient(Run<?> run, Terms terms, Provenance provenance) {
    double factor = -1.0 / particles.count();
    Map<Set<String>, Costs> costs = costs(terms, provenance);
    Cotangents cotangents = Cotangents.none();
    terms.model().forEach(term -> term.pull(factor, cotangents));
    for (Term term : terms.guide()) {
      if (term.isPathwise()) {
        term.pull(-factor, cotangents);
      } else {
        Tensor cost = Gradients.paused(() -> downstream(term, costs));
        Tensor charged = Gradients.paused(() -> lessBaselines(run, term, cost, cotangents));
        term.pullScore(Gradients.paused(() -> charged.mul(factor)), cotangents);
      }
    }
    return cotangents;
  }

  /** The terms by what they were computed from: those alike are summed once for all draws. */
  private static Map<Set<String>, Costs> costs(Terms terms, Provenance provenance) {
    return Gradients.paused(
        () -> {
          Map<Set<String>, Costs> costs = new HashMap<>();
          terms.model().forEach(term -> add(term, term.logProb(), provenance, costs));
          terms.guide().forEach(term -> add(term, term.logProb().neg(), provenance, costs));
          return costs;
        });
  }

  private static void add(
      Term term, Tensor logProb, Provenance provenance, Map<Set<String>, Costs> costs) {
    costs
        .computeIfAbsent(provenance.of(term.logProb()), sources -> Costs.ofAll())
        .add(term.place(), logProb);
  }

  private static Tensor downstream(Term draw, Map<Set<String>, Costs> costs) {
    Tensor sum = draw.logProb().constant(0);
    for (Map.Entry<Set<String>, Costs> alike : costs.entrySet()) {
      if (alike.getKey().contains(draw.site().name())) {
        for (Tensor part : alike.getValue().of(draw.place())) {
          sum = sum.add(part);
        }
      }
    }
    return sum;
  }

  private Tensor lessBaselines(Run<?> run, Term draw, Tensor cost, Cotangents cotangents) {
    Tensor charged = memory.fold(() -> cost, share -> lessAverage(run, draw, cost, share));
    return draw.site()
        .setting()
        .hint(Hint.BASELINE)
        .fold(() -> charged, guess -> lessGuess(draw, guess, charged, cotangents));
  }

  private static Tensor lessAverage(Run<?> run, Term draw, Tensor cost, double share) {
    String name = AVERAGE + draw.site().name();
    Tensor average = run.remembered(name, cost.constant(0)).to(cost.dataType());
    Tensor now = cost.mean().mul(1 - share);
    run.remember(name, average.mul(share).add(now));
    return cost.sub(average);
  }

  /** The derivative of {@code Σ (cost - guess)²} by the guess goes where the guess came from. */
  private Tensor lessGuess(Term draw, Tensor guess, Tensor cost, Cotangents cotangents) {
    if (!Shapes.broadcastsTo(guess.shape(), cost.shape())) {
      throw new SiteException(
          draw.site().name(),
          "its baseline has shape %s, and what it is charged with %s. Needed: a baseline that broadcasts to that."
              .formatted(guess.shape(), cost.shape()));
    }
    Tensor missed = cost.sub(guess);
    cotangents.add(guess, () -> missed.mul(-2.0 / particles.count()));
    return missed;
  }
}
