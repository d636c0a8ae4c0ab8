package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * The evidence lower bound, estimated from draws of the guide.
 *
 * <p>{@code ELBO = E_q[log p(x, z) - log q(z)]}, averaged over particles, summed over the data,
 * scaled by plates and {@code scale}.
 *
 * <p>The gradient of a reparameterised site is pathwise (Kingma and Welling 2014, section 2.4): it
 * flows through the draw. For any other site of the guide it is the score function's (Paisley et
 * al. 2012): the gradient of its log density times the cost that it can influence, by plates: a
 * site in a plate is charged, for each index, with the terms of that index and with the terms
 * outside the plate (Rao-Blackwellisation: Ranganath et al. 2014, section 3.1). No baseline is
 * subtracted. A {@code factor} in the guide is part of {@code log q}, and its gradient pathwise.
 *
 * <p>{@link #beta} weights the divergence of the guide from the prior, constantly or by a schedule;
 * {@link #stickingTheLanding} leaves the guide's own score out of a pathwise gradient.
 *
 * <p>Particles are drawn one after the other, each differentiated before the next is drawn, or all
 * at once in a plate of their own ({@link #vectorized}), or on several threads ({@link #parallel}).
 * Immutable.
 */
public final class TraceELBO implements ELBO {
  private static final String NAME = "TraceELBO";

  private final Particles particles;
  private final Schedule beta;
  private final boolean sticking;

  private TraceELBO(Particles particles, Schedule beta, boolean sticking) {
    this.particles = particles;
    this.beta = beta;
    this.sticking = sticking;
  }

  /** With one particle. */
  public static TraceELBO create() {
    return withParticles(1);
  }

  /** With this many particles, one after the other. */
  public static TraceELBO withParticles(int count) {
    return new TraceELBO(Particles.apart(NAME, count), Schedule.constant(1), false);
  }

  /**
   * With this many particles side by side; the programs must leave dimensions left of their plates
   * alone.
   */
  public static TraceELBO vectorized(int count) {
    return new TraceELBO(Particles.together(NAME, count), Schedule.constant(1), false);
  }

  /**
   * The same with particles at once on several threads: those of the common pool, and the one that
   * takes the step. Loss and gradient are the same, bit for bit, as one after the other; model and
   * guide must bear being run by several threads.
   */
  public TraceELBO parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor.
   *
   * @throws JyroException if the particles are side by side; in the step, if it takes no work
   */
  public TraceELBO parallel(Executor executor) {
    return new TraceELBO(particles.on(executor), beta, sticking);
  }

  /**
   * The same with the divergence from the prior weighted: {@code E_q[log p(x|z) + β (log p(z) - log
   * q(z))]}. Observed sites and factors of the model are {@code log p(x|z)}. With a β other than 1
   * it is no bound of the evidence (Higgins et al. 2017, beta-VAE).
   */
  public TraceELBO beta(double weight) {
    return beta(Schedule.constant(weight));
  }

  /** {@link #beta(double)} with a weight for each step, to anneal it. */
  public TraceELBO beta(Schedule weight) {
    return new TraceELBO(particles, weight, sticking);
  }

  /**
   * The same with a gradient that leaves out the guide's score {@code ∂log q/∂φ} at the draw, whose
   * mean is 0: without noise at all where the guide is the posterior (Roeder et al. 2017, Sticking
   * the Landing). For guides that are pathwise throughout; the guide is run once more.
   */
  public TraceELBO stickingTheLanding() {
    return new TraceELBO(particles, beta, true);
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    return particles.sideBySide()
        ? bound(run, particles.together(run), descend)
        : particles.sum(
            run, (own, number) -> own.particle(number, particle -> bound(own, particle, descend)));
  }

  @Override
  public LossBySite bySite(Run<?> run) {
    return particles.bySite(
        run, particle -> new Terms(particle, weight(beta, run.step())).bySite());
  }

  /** This particle's share of the loss. */
  private double bound(Run<?> run, Particle particle, Consumer<Cotangents> descend) {
    double weight = weight(beta, run.step());
    Terms terms = new Terms(particle, weight);
    double loss = -terms.elbo().item() / particles.count();
    if (Double.isFinite(loss) && Gradients.isRecording()) {
      Terms differentiated = sticking ? onPath(run, particle, terms, weight) : terms;
      descend.accept(differentiated.gradient(-1.0 / particles.count()));
    }
    return loss;
  }

  /** The guide once more, with its parameters held: all that is left goes through the draws. */
  private static Terms onPath(Run<?> run, Particle particle, Terms terms, double weight) {
    Particles.needPathwise("stickingTheLanding", particle.guide());
    return terms.withGuide(run.guideAgain(particle, Held.PARAMETERS), weight);
  }

  /** The weight of the divergence at a step, checked. */
  static double weight(Schedule beta, int step) {
    double weight = beta.at(step);
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new JyroException(
          "beta is %s at step %d. Needed: a number that is 0 or greater.".formatted(weight, step));
    }
    return weight;
  }
}
