package dev.jyro.inference.svi;

import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Variational inference for Monte Carlo objectives: the importance-weighted bound for guides whose
 * draws carry no gradient, each particle with a baseline made of the others.
 *
 * <p>The loss is that of {@link RenyiELBO#importanceWeighted}. A draw of particle k is charged with
 * the bound less what the bound would be if the weight of k were the geometric mean of the others:
 * {@code L - log (1/K (Σ_{j≠k} w_j + exp(mean_{j≠k} log w_j)))}. That does not depend on the draw,
 * so the gradient keeps its mean and loses most of its noise. Draws that carry their gradient have
 * the pathwise one.
 *
 * <p>All particles are in memory at once, and the baselines take memory as the square of their
 * number. Immutable. Source: Mnih and Rezende 2016, Variational Inference for Monte Carlo
 * Objectives, section 2.5.
 */
public final class VIMCO implements ELBO {
  private static final String NAME = "VIMCO";

  private final Particles particles;

  private VIMCO(Particles particles) {
    this.particles = particles;
  }

  /** With so many particles, at least 2, one after the other. */
  public static VIMCO withParticles(int count) {
    return new VIMCO(Particles.apart(NAME, count).several(NAME));
  }

  /**
   * With so many particles, at least 2, side by side; the programs must leave dimensions left of
   * their plates alone.
   */
  public static VIMCO vectorized(int count) {
    return new VIMCO(Particles.together(NAME, count).several(NAME));
  }

  /** The same with particles at once on several threads: see {@link TraceELBO#parallel()}. */
  public VIMCO parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public VIMCO parallel(Executor executor) {
    return new VIMCO(particles.on(executor));
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    List<Terms> drawn = particles.drawnFrom(run);
    LogWeights weights = particles.weigh(drawn);
    double logCount = Math.log(particles.count());
    Tensor bound = Gradients.paused(() -> weights.get().logSumExp(0).sub(logCount));
    double loss = -weights.total(bound);
    if (Double.isFinite(loss) && Gradients.isRecording()) {
      particles.descend(run, drawn, descend, gradient(weights, bound));
    }
    return loss;
  }

  private Work<Cotangents> gradient(LogWeights weights, Tensor bound) {
    return Gradients.paused(
        () -> {
          Tensor cost = bound.sub(baselines(weights.get()));
          return weights.pulling(weights.get().softmax(0), cost, -1);
        });
  }

  /**
   * The bound without each particle: element k of the first dimension is that without k. Where all
   * others have no weight at all it would be infinite, and is 0: that depends on the others alone,
   * too.
   */
  private Tensor baselines(Tensor logWeights) {
    int count = particles.count();
    long[] diagonal = new long[logWeights.dim() + 1];
    Arrays.fill(diagonal, 1);
    diagonal[0] = count;
    diagonal[1] = count;
    Tensor self = Tensor.eye(count).gt(0).reshape(diagonal);
    Tensor all = logWeights.unsqueeze(0);
    Tensor mean = self.where(0, all).sum(1).div(count - 1);
    Tensor without = self.where(mean.unsqueeze(1), all).logSumExp(1).sub(Math.log(count));
    return without.isFinite().where(without, 0);
  }
}
