package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Maximum mean discrepancies in place of divergences: the guide is compared with the prior by draws
 * of both, and so, where densities are not to be had, is the model with the data.
 *
 * <pre>{@code
 * loss = Σ_x MMD²(data, model) + β Σ_z MMD²(guide, prior)
 * loss = -E_q[log p(x | z)]    + β Σ_z MMD²(guide, prior)   with scoringData
 * }</pre>
 *
 * <p>{@code MMD²(P, Q) = E k(X, X') + E k(Y, Y') - 2 E k(X, Y)} with a {@link Kernel} k; it is 0
 * only for equal distributions if the kernel is characteristic. The second form is that of the
 * MMD-VAE, and Pyro's Trace_MMD.
 *
 * <p>The points of a site are its events, of all particles and all elements of its plates: the
 * guide's draws for all data together are compared with the prior's, and all data with all that the
 * model draws. So elements of a plate are taken to be alike; which of them is which is not seen
 * (Pyro takes all elements as one event). Draws are compared with those of other particles only,
 * which makes the estimate and its gradient unbiased; a loss can be below 0.
 *
 * <p>Every gradient goes through draws: those of the guide, of the prior and, where densities are
 * not to be had, of the data must be pathwise. Sites are masked; a discrepancy is a mean over the
 * elements of plates, not a sum, so a plate's subsample does not scale it; {@code Handlers.scale}
 * scales that of the data, and that of latent sites not. Memory grows as the square of the number
 * of points.
 *
 * <p>Immutable. Errors: a {@link dev.jyro.effect.SiteException} names a site whose draws carry no
 * gradient, data that do not fit what is drawn in their place, and factors, of which nothing can be
 * drawn; a {@link JyroException} says that nothing is observed. Source: Gretton et al. 2012, A
 * Kernel Two-Sample Test, section 2; Li, Swersky and Zemel 2015, Generative Moment Matching
 * Networks; Zhao, Song and Ermon 2019, InfoVAE, section 3.2.
 */
public final class TraceMMD implements ELBO {
  private static final String NAME = "TraceMMD";

  private final Particles particles;
  private final Function<String, Kernel> kernels;
  private final Schedule beta;
  private final boolean scored;

  private TraceMMD(
      Particles particles, Function<String, Kernel> kernels, Schedule beta, boolean scored) {
    this.particles = particles;
    this.kernels = kernels;
    this.beta = beta;
    this.scored = scored;
  }

  /** With so many particles, at least 2, one after the other. */
  public static TraceMMD withParticles(Kernel kernel, int count) {
    return of(kernel, Particles.apart(NAME, count).pairs(NAME));
  }

  /**
   * With so many particles, at least 2, side by side; the programs must leave dimensions left of
   * their plates alone.
   */
  public static TraceMMD vectorized(Kernel kernel, int count) {
    return of(kernel, Particles.together(NAME, count).pairs(NAME));
  }

  private static TraceMMD of(Kernel kernel, Particles particles) {
    return new TraceMMD(particles, site -> kernel, Schedule.constant(1), false);
  }

  /**
   * The same with programs at once on several threads: see {@link TraceELBO#parallel()}; here the
   * same up to rounding, since one pass goes back through all particles.
   */
  public TraceMMD parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public TraceMMD parallel(Executor executor) {
    return new TraceMMD(particles.on(executor), kernels, beta, scored);
  }

  /** The same with the data scored by their density, as in Pyro. */
  public TraceMMD scoringData() {
    return new TraceMMD(particles, kernels, beta, true);
  }

  /** The same with another kernel for one site. */
  public TraceMMD kernel(String site, Kernel kernel) {
    Function<String, Kernel> mine = name -> name.equals(site) ? kernel : kernels.apply(name);
    return new TraceMMD(particles, mine, beta, scored);
  }

  /** The same with the discrepancy of guide and prior weighted, 1 unless said otherwise. */
  public TraceMMD beta(double weight) {
    return beta(Schedule.constant(weight));
  }

  /** {@link #beta(double)} with a weight for each step, to anneal it. */
  public TraceMMD beta(Schedule weight) {
    return new TraceMMD(particles, kernels, weight, scored);
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    double weight = TraceELBO.weight(beta, run.step());
    List<Particle> drawn = scored ? particles.particlesFrom(run) : particles.replicasFrom(run);
    Points.needPathwiseGuide(NAME, drawn);
    Option<Tensor> data = scored ? surprise(drawn) : fromData(drawn);
    Option<Tensor> latents = weight == 0 ? Option.none() : fromPrior(run, drawn);
    Tensor loss =
        List.of(data, latents.map(penalty -> penalty.mul(weight)))
            .flatMap(part -> part)
            .reduceOption(Tensor::add)
            .getOrElseThrow(Terms::nothingSampled);
    double number = loss.item();
    if (Double.isFinite(number) && Gradients.isRecording()) {
      descend.accept(Cotangents.of(loss));
    }
    return number;
  }

  /** {@code -log p(x | z)}, with factors. */
  private Option<Tensor> surprise(List<Particle> drawn) {
    return drawn
        .flatMap(particle -> logDensities(particle.model()))
        .reduceOption(Tensor::add)
        .map(sum -> sum.div(-particles.count()));
  }

  private static List<Tensor> logDensities(Trace model) {
    return model.explaining(() -> model.observed().map(Site::logProb).map(Tensor::sum));
  }

  private Option<Tensor> fromData(List<Particle> drawn) {
    return Replica.of(NAME, drawn, particles.count()).map(this::fromData).reduceOption(Tensor::add);
  }

  private Tensor fromData(Replica replica) {
    Site site = replica.site();
    double ofPlates = site.setting().plates().map(Frame::scale).fold(1.0, (a, b) -> a * b);
    Tensor squared = discrepancy(site).squared(replica.data(), replica.drawn());
    return squared.mul(site.setting().scale() / ofPlates);
  }

  private Option<Tensor> fromPrior(Run<?> run, List<Particle> drawn) {
    List<Trace> priors = drawn.map(run::prior);
    return drawn
        .head()
        .guide()
        .latents()
        .filter(site -> priors.head().find(site.name()).exists(Site::isLatent))
        .map(site -> fromPrior(site, drawn.map(Particle::guide), priors))
        .reduceOption(Tensor::add);
  }

  private Tensor fromPrior(Site guide, List<Trace> guides, List<Trace> priors) {
    String name = guide.name();
    List<Site> prior = priors.map(trace -> trace.get(name));
    Points.needPathwise(NAME + ": the draws of the prior", prior.head());
    Points expected = Points.of(prior, particles.count());
    Points drawn = Points.of(guides.map(trace -> trace.get(name)), particles.count());
    return discrepancy(guide).squared(expected, drawn);
  }

  private Discrepancy discrepancy(Site site) {
    return new Discrepancy(kernels.apply(site.name()));
  }
}
