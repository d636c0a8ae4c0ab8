package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Rényi's variational bound, estimated from K particles; with alpha 0 the importance-weighted
 * bound.
 *
 * <p>{@code 1/(1-α) log (1/K Σ w_k^(1-α))} with {@code w = p(x, z)/q(z)}: summed over the elements
 * of plates that all sites share, each with weights of its own. For α = 0 it lies between the ELBO
 * and the log evidence, nearer to the latter the more particles there are (Burda et al. 2016); α
 * towards 1 gives the ELBO; α below 0 an upper bound in the limit of many particles.
 *
 * <p>The gradient is that of this estimate, without bias: pathwise for draws that carry it; by the
 * score function for others, each charged with the bound itself ({@link VIMCO} takes much of the
 * noise out of that). {@link #doublyReparameterized} gives guides a gradient whose noise does not
 * drown it as K grows.
 *
 * <p>All particles are in memory at once. Immutable. Source: Li and Turner 2016, Rényi Divergence
 * Variational Inference, section 4; Burda et al. 2016, Importance Weighted Autoencoders; Tucker et
 * al. 2019, Doubly Reparameterized Gradient Estimators.
 */
public final class RenyiELBO implements ELBO {
  private static final String NAME = "RenyiELBO";

  /** Of products of scales, in whatever order. */
  private static final double ROUNDING = 1e-12;

  private final double alpha;
  private final Particles particles;
  private final boolean doubly;

  private RenyiELBO(double alpha, Particles particles, boolean doubly) {
    if (alpha == 1 || !Double.isFinite(alpha)) {
      throw new JyroException(
          "RenyiELBO: alpha %s. Needed: a finite number other than 1. Fix: for alpha 1 use TraceELBO, which is the limit."
              .formatted(alpha));
    }
    this.alpha = alpha;
    this.particles = particles;
    this.doubly = doubly;
  }

  /**
   * With so many particles, one after the other.
   *
   * @param alpha the order of the divergence, not 1
   * @param count at least 2
   */
  public static RenyiELBO withParticles(double alpha, int count) {
    return new RenyiELBO(alpha, Particles.apart(NAME, count).several(NAME), false);
  }

  /**
   * With so many particles side by side; the programs must leave dimensions left of their plates
   * alone.
   *
   * @param alpha the order of the divergence, not 1
   * @param count at least 2
   */
  public static RenyiELBO vectorized(double alpha, int count) {
    return new RenyiELBO(alpha, Particles.together(NAME, count).several(NAME), false);
  }

  /** The importance-weighted bound, of so many particles side by side. */
  public static RenyiELBO importanceWeighted(int count) {
    return vectorized(0, count);
  }

  /** The same with particles at once on several threads: see {@link TraceELBO#parallel()}. */
  public RenyiELBO parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public RenyiELBO parallel(Executor executor) {
    return new RenyiELBO(alpha, particles.on(executor), doubly);
  }

  /**
   * The same with the guide's score left out of its gradient and made up for along the path:
   * without bias, and with less noise (Tucker et al. 2019, section 4; there for α = 0). For guides
   * that are pathwise throughout and have one scale for all draws, and whose masked draws go into
   * masked sites only; guide and model are run once more.
   */
  public RenyiELBO doublyReparameterized() {
    return new RenyiELBO(alpha, particles, true);
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    List<Terms> drawn = particles.drawnFrom(run);
    LogWeights weights = particles.weigh(drawn);
    Tensor bound = Gradients.paused(() -> bound(weights.get()));
    double loss = -weights.total(bound);
    if (Double.isFinite(loss) && Gradients.isRecording()) {
      particles.descend(run, drawn, descend, doubly ? twice(drawn, weights) : once(weights, bound));
    }
    return loss;
  }

  private Tensor bound(Tensor logWeights) {
    Tensor tempered = logWeights.mul(1 - alpha);
    return tempered.logSumExp(0).sub(Math.log(particles.count())).div(1 - alpha);
  }

  /** The derivatives of the bound by the log weights. */
  private Tensor normalized(LogWeights weights) {
    return weights.get().mul(1 - alpha).softmax(0);
  }

  private Work<Cotangents> once(LogWeights weights, Tensor bound) {
    return Gradients.paused(
        () ->
            weights.pulling(
                normalized(weights), bound.unsqueeze(0).expand(weights.get().shape()), -1));
  }

  /**
   * The score's expectation, {@code -Σ w̃ s ∂log q}, is along the path that of {@code -Σ s ∂w̃/∂log
   * w ∂log w/∂z}, and {@code ∂w̃/∂log w = (1-α) (w̃ - w̃²)}; s is the guide's scale.
   */
  private Work<Cotangents> twice(List<Terms> drawn, LogWeights weights) {
    drawn.forEach(
        terms -> Particles.needPathwise("doublyReparameterized", terms.particle().guide()));
    double back = (1 - alpha) * scale(drawn.head().particle(), weights);
    return Gradients.paused(
        () -> {
          Tensor normalized = normalized(weights);
          Tensor path = normalized.mul(1 - back).add(normalized.square().mul(back));
          Tensor against = path.neg();
          Tensor byModel = normalized.neg();
          return (own, number) -> {
            Particle particle = drawn.get(number).particle();
            List<Term> model = Terms.of(own.modelAgain(particle, Held.DRAWS));
            List<Term> onPath = Terms.of(own.modelAgain(particle, Held.PARAMETERS));
            List<Term> guide = Terms.of(own.guideAgain(particle, Held.PARAMETERS));
            Cotangents cotangents = Cotangents.none();
            weights.pull(number, model, byModel, cotangents);
            weights.pull(number, onPath, against, cotangents);
            weights.pull(number, guide, path, cotangents);
            return cotangents;
          };
        });
  }

  /** What the guide's log densities count for, which must be one number. */
  private static double scale(Particle particle, LogWeights weights) {
    List<Site> draws = particle.guide().latents();
    double scale = draws.headOption().map(weights::scaleOf).getOrElse(1.0);
    for (Site site : draws) {
      double own = weights.scaleOf(site);
      if (Math.abs(own - scale) > ROUNDING * scale) {
        throw new SiteException(
            site.name(),
            "doublyReparameterized: its log density counts %s fold, and that of '%s' %s fold. Needed: one scale for all draws of the guide. Fix: leave this option out."
                .formatted(own, draws.head().name(), scale));
      }
    }
    return scale;
  }
}
