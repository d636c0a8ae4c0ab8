package dev.jyro.inference.svi;

import dev.jyro.distribution.KLDivergence;
import dev.jyro.distribution.Operand;
import dev.jyro.effect.Setting;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * The evidence lower bound with the divergence of each latent site in closed form where it is
 * known: {@code E_q[log p(x|z)] - Σ KL(q(z_i) ‖ p(z_i))}.
 *
 * <p>The divergence of a site is that of its two distributions in this run, given what was drawn
 * before it, scaled and masked as the guide's site is; its noise is gone from loss and gradient.
 * Where a pair is not known to {@link KLDivergence}, the site's log densities at the draw stand for
 * it, as in {@link TraceELBO}; so they do where guide and model scale or mask the site differently,
 * and at all sites if the guide draws the sites that it shares with the model in another order: a
 * divergence could then be one from something that depends on the draw itself.
 *
 * <p>For guides that are pathwise throughout. Immutable. Source: Kingma and Welling 2014,
 * Auto-Encoding Variational Bayes, section 2.3, estimator B.
 */
public final class TraceMeanFieldELBO implements ELBO {
  private static final String NAME = "TraceMeanFieldELBO";

  private final Particles particles;
  private final Schedule beta;
  private final KLDivergence known;

  private TraceMeanFieldELBO(Particles particles, Schedule beta, KLDivergence known) {
    this.particles = particles;
    this.beta = beta;
    this.known = known;
  }

  /** With one particle. */
  public static TraceMeanFieldELBO create() {
    return withParticles(1);
  }

  /** With this many particles, one after the other. */
  public static TraceMeanFieldELBO withParticles(int count) {
    return of(Particles.apart(NAME, count));
  }

  /**
   * With this many particles side by side; the programs must leave dimensions left of their plates
   * alone.
   */
  public static TraceMeanFieldELBO vectorized(int count) {
    return of(Particles.together(NAME, count));
  }

  private static TraceMeanFieldELBO of(Particles particles) {
    return new TraceMeanFieldELBO(particles, Schedule.constant(1), KLDivergence.standard());
  }

  /** The same with particles at once on several threads: see {@link TraceELBO#parallel()}. */
  public TraceMeanFieldELBO parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public TraceMeanFieldELBO parallel(Executor executor) {
    return new TraceMeanFieldELBO(particles.on(executor), beta, known);
  }

  /** The same with the divergence weighted: see {@link TraceELBO#beta(double)}. */
  public TraceMeanFieldELBO beta(double weight) {
    return beta(Schedule.constant(weight));
  }

  /** {@link #beta(double)} with a weight for each step, to anneal it. */
  public TraceMeanFieldELBO beta(Schedule weight) {
    return new TraceMeanFieldELBO(particles, weight, known);
  }

  /** The same with these divergences known. */
  public TraceMeanFieldELBO knowing(KLDivergence divergences) {
    return new TraceMeanFieldELBO(particles, beta, divergences);
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    double weight = TraceELBO.weight(beta, run.step());
    return particles.sideBySide()
        ? bound(particles.together(run), weight, descend)
        : particles.sum(
            run, (own, number) -> own.particle(number, one -> bound(one, weight, descend)));
  }

  @Override
  public LossBySite bySite(Run<?> run) {
    return particles.bySite(run, particle -> parts(particle, TraceELBO.weight(beta, run.step())));
  }

  private LossBySite parts(Particle particle, double weight) {
    List<Divergence> exact = exact(particle, weight);
    Map<String, Double> divergences = new LinkedHashMap<>();
    exact.forEach(part -> divergences.put(part.site().name(), part.sum().item()));
    return new LossBySite(divergences)
        .plus(new Terms(particle, weight).without(exact.map(part -> part.site().name())).bySite());
  }

  private double bound(Particle particle, double weight, Consumer<Cotangents> descend) {
    Particles.needPathwise(NAME, particle.guide());
    List<Divergence> exact = exact(particle, weight);
    List<String> done = exact.map(divergence -> divergence.site().name());
    Terms sampled = new Terms(particle, weight).without(done);
    double loss = Gradients.paused(() -> total(sampled, exact)).item() / particles.count();
    if (Double.isFinite(loss) && Gradients.isRecording()) {
      Cotangents cotangents = sampled.gradient(-1.0 / particles.count());
      exact.forEach(divergence -> divergence.pull(1.0 / particles.count(), cotangents));
      descend.accept(cotangents);
    }
    return loss;
  }

  private static Tensor total(Terms sampled, List<Divergence> exact) {
    Option<Tensor> divergence = exact.map(Divergence::sum).reduceOption(Tensor::add);
    return sampled.isEmpty()
        ? divergence.getOrElseThrow(Terms::nothingSampled)
        : divergence.fold(() -> sampled.elbo().neg(), sum -> sum.sub(sampled.elbo()));
  }

  /** Of the sites that both programs draw, if they do so in one order. */
  private List<Divergence> exact(Particle particle, double weight) {
    List<Site> guide = particle.guide().latents().filter(site -> isShared(site, particle));
    List<String> names = guide.map(Site::name);
    List<String> inModel = particle.model().latents().map(Site::name).filter(names::contains);
    return names.equals(inModel)
        ? guide.flatMap(site -> divergence(site, particle.model().get(site.name()), weight))
        : List.empty();
  }

  private static boolean isShared(Site site, Particle particle) {
    return particle.model().find(site.name()).exists(Site::isLatent);
  }

  private Option<Divergence> divergence(Site guide, Site model, double weight) {
    return known
        .find(guide.sample().distribution(), model.sample().distribution())
        .filter(divergence -> countAlike(guide.setting(), model.setting()))
        .map(value -> new Divergence(guide, weight, value));
  }

  /** Else it is not the divergence that stands in the bound. */
  private static boolean countAlike(Setting guide, Setting model) {
    return guide.scale() == model.scale() && guide.mask().equals(model.mask());
  }

  /** A divergence in closed form, of the shape of the batch. */
  private record Divergence(Site site, double weight, Tensor value) {
    Tensor sum() {
      return site.weighed(value).sum().mul(weight);
    }

    void pull(double factor, Cotangents into) {
      Operand derivative = Operand.of(factor * weight * site.setting().scale());
      into.add(
          value,
          () ->
              site.setting()
                  .mask()
                  .map(mask -> derivative.where(mask, value))
                  .getOrElse(derivative)
                  .stretchedTo(value));
    }
  }
}
