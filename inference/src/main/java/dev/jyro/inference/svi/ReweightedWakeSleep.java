package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Reweighted wake-sleep: the model learns from weighted draws of the guide, and the guide from
 * those draws (wake), from what the model dreams (sleep), or from both. No draw needs to carry a
 * gradient.
 *
 * <p>With K draws of the guide and {@code w̃} their weights {@code p(x, z)/q(z)}, normalised:
 *
 * <ul>
 *   <li>wake-θ descends {@code -log (1/K Σ w_k)}: its gradient is {@code -Σ w̃_k ∂log p(x, z_k)};
 *   <li>wake-φ descends the divergence of the guide from the posterior, {@code KL(p ‖ q)}: {@code
 *       -Σ w̃_k ∂log q(z_k)}, the draws held constant; its bias goes with more particles;
 *   <li>sleep-φ descends the same over data that the model draws: {@code -∂log q(z' | x')}, without
 *       bias, but for other data than those at hand.
 * </ul>
 *
 * <p>The guide descends {@code insomnia} times wake-φ and {@code 1 - insomnia} times sleep-φ. The
 * loss that is told is wake-θ's, {@code -log (1/K Σ w_k)}, the bound of {@link
 * RenyiELBO#importanceWeighted}: the two sides descend different numbers, and this is the one that
 * is comparable.
 *
 * <p>Immutable. Source: Bornschein and Bengio 2015, Reweighted Wake-Sleep; Le et al. 2019,
 * Revisiting Reweighted Wake-Sleep, sections 2 and 3.
 */
public final class ReweightedWakeSleep implements ELBO {
  private static final String NAME = "ReweightedWakeSleep";

  private final Particles particles;
  private final double insomnia;
  private final Option<Model<Trace>> asleep;

  private ReweightedWakeSleep(Particles particles, double insomnia, Option<Model<Trace>> asleep) {
    this.particles = particles;
    this.insomnia = insomnia;
    this.asleep = asleep;
  }

  /** Always awake, with so many particles, at least 2, one after the other. */
  public static ReweightedWakeSleep withParticles(int count) {
    return new ReweightedWakeSleep(Particles.apart(NAME, count).several(NAME), 1, Option.none());
  }

  /**
   * Always awake, with so many particles, at least 2, side by side; the programs must leave
   * dimensions left of their plates alone.
   */
  public static ReweightedWakeSleep vectorized(int count) {
    return new ReweightedWakeSleep(Particles.together(NAME, count).several(NAME), 1, Option.none());
  }

  /** The same with particles at once on several threads: see {@link TraceELBO#parallel()}. */
  public ReweightedWakeSleep parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public ReweightedWakeSleep parallel(Executor executor) {
    return new ReweightedWakeSleep(particles.on(executor), insomnia, asleep);
  }

  /**
   * The same with a guide that learns from dreams too.
   *
   * <pre>{@code
   * objective.insomnia(0.5, dream -> guide.run(dream.value("pixels")))
   * }</pre>
   *
   * @param share how much it learns awake, from 0 (dreams only) to 1
   * @param guide the guide, run on a dream: a trace of the model, with what it observes drawn too
   */
  public ReweightedWakeSleep insomnia(double share, Model<Trace> guide) {
    if (!(share >= 0 && share <= 1)) {
      throw new JyroException(
          "ReweightedWakeSleep: insomnia %s. Needed: a number from 0 to 1.".formatted(share));
    }
    return new ReweightedWakeSleep(particles, share, Option.of(guide));
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    // draws carry nothing; what is differentiated is computed from them anew
    List<Terms> drawn = Gradients.paused(() -> particles.drawnFrom(run));
    LogWeights weights = Gradients.paused(() -> particles.weigh(drawn));
    Tensor bound =
        Gradients.paused(() -> weights.get().logSumExp(0).sub(Math.log(particles.count())));
    double loss = -weights.total(bound);
    if (Double.isFinite(loss) && Gradients.isRecording()) {
      particles.descend(run, drawn, descend, awake(drawn, weights));
      if (insomnia < 1) {
        asleep.forEach(guide -> descend.accept(asleep(run.dreamt(guide))));
      }
    }
    return loss;
  }

  private Work<Cotangents> awake(List<Terms> drawn, LogWeights weights) {
    return Gradients.paused(
        () -> {
          Tensor byModel = weights.get().softmax(0).neg();
          Tensor byGuide = byModel.mul(insomnia);
          return (own, number) -> {
            Particle particle = drawn.get(number).particle();
            List<Term> model = Terms.of(own.modelAgain(particle, Held.DRAWS));
            List<Term> guide = Terms.of(own.guideAgain(particle, Held.DRAWS));
            Cotangents cotangents = Cotangents.none();
            weights.pull(number, model, byModel, cotangents);
            if (insomnia > 0) {
              weights.pull(number, guide, byGuide, cotangents);
            }
            return cotangents;
          };
        });
  }

  private Cotangents asleep(Trace guide) {
    List<Term> terms = Terms.of(guide);
    Cotangents cotangents = Cotangents.none();
    terms.forEach(term -> term.pull(insomnia - 1, cotangents));
    return cotangents;
  }
}
