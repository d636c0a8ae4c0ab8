package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
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
 * <p>Particles are drawn one after the other, each differentiated before the next is drawn, or all
 * at once in a plate of their own. Immutable.
 */
public final class TraceELBO implements ELBO {
  private final int particles;
  private final boolean vectorized;

  private TraceELBO(int particles, boolean vectorized) {
    if (particles < 1) {
      throw new JyroException("TraceELBO: %d particles. Needed: at least 1.".formatted(particles));
    }
    this.particles = particles;
    this.vectorized = vectorized;
  }

  /** With one particle. */
  public static TraceELBO create() {
    return new TraceELBO(1, false);
  }

  /** With this many particles, one after the other. */
  public static TraceELBO withParticles(int count) {
    return new TraceELBO(count, false);
  }

  /**
   * With this many particles side by side; the programs must leave dimensions left of their plates
   * alone.
   */
  public static TraceELBO vectorized(int count) {
    return new TraceELBO(count, true);
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    if (vectorized) {
      return bound(run.particles(particles, run.plateNesting()), descend);
    }
    double loss = 0;
    for (int i = 0; i < particles; i++) {
      loss += run.particle(i, particle -> bound(particle, descend));
    }
    return loss;
  }

  /** This particle's share of the loss. */
  private double bound(Particle particle, Consumer<Cotangents> descend) {
    Terms terms = new Terms(particle);
    double loss = -terms.elbo().item() / particles;
    if (Double.isFinite(loss) && Gradients.isRecording()) {
      descend.accept(terms.gradient(-1.0 / particles));
    }
    return loss;
  }
}
