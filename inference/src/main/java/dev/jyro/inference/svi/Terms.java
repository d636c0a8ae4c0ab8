package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The log densities of one particle, site by site, and what is made of them.
 *
 * <p>The bound is a weighted sum of log densities, so its derivative by each of them is known
 * before anything is differentiated: nothing from the densities on is recorded.
 */
final class Terms {
  private final Particle particle;
  private final List<Term> model;
  private final List<Term> guide;
  private @Nullable Costs costs;

  Terms(Particle particle) {
    this(particle, 1);
  }

  /**
   * With the terms of the divergence from the prior weighted: the model's latent sites and the
   * guide's.
   */
  Terms(Particle particle, double beta) {
    this(
        particle,
        terms(particle.model(), site -> site.isObserved() ? 1 : beta),
        terms(particle.guide(), site -> beta));
  }

  private Terms(Particle particle, List<Term> model, List<Term> guide) {
    this.particle = particle;
    this.model = model;
    this.guide = guide;
  }

  /** The same but for these latent sites. */
  Terms without(List<String> latents) {
    return new Terms(
        particle,
        model.filter(term -> term.site().isObserved() || !latents.contains(term.site().name())),
        guide.filter(term -> !latents.contains(term.site().name())));
  }

  /** Whether there is no term. */
  boolean isEmpty() {
    return model.isEmpty() && guide.isEmpty();
  }

  /** The same with the guide's terms from another run on the same draws. */
  Terms withGuide(Trace again, double beta) {
    return new Terms(particle, model, terms(again, site -> beta));
  }

  /** Whose they are. */
  Particle particle() {
    return particle;
  }

  List<Term> model() {
    return model;
  }

  List<Term> guide() {
    return guide;
  }

  /** What each site adds to the loss, which is minus the ELBO. */
  LossBySite bySite() {
    Map<String, Double> parts = new LinkedHashMap<>();
    guide.forEach(term -> parts.merge(term.site().name(), term.sum().item(), Double::sum));
    model.forEach(term -> parts.merge(term.site().name(), -term.sum().item(), Double::sum));
    return new LossBySite(parts);
  }

  /** {@code log p(x, z) - log q(z)}; no gradient passes. */
  Tensor elbo() {
    return Gradients.paused(this::total);
  }

  /**
   * The derivatives of the ELBO, times a factor: pathwise where the draw carries its gradient, the
   * score function's where it does not.
   */
  Cotangents gradient(double factor) {
    Cotangents cotangents = Cotangents.none();
    model.forEach(term -> term.pull(factor, cotangents));
    for (Term term : guide) {
      if (term.isPathwise()) {
        term.pull(-factor, cotangents);
      } else {
        term.pullScore(cost(term, factor), cotangents);
      }
    }
    return cotangents;
  }

  /** Of one program's run. */
  static List<Term> of(Trace trace) {
    return terms(trace, site -> 1);
  }

  private static List<Term> terms(Trace trace, ToDoubleFunction<Site> weight) {
    return trace.explaining(
        () ->
            trace
                .sites()
                .filter(Site::isSample)
                .map(site -> Term.of(site, weight.applyAsDouble(site))));
  }

  private Tensor total() {
    Tensor total = null;
    for (Term term : model) {
      total = total == null ? term.sum() : total.add(term.sum());
    }
    for (Term term : guide) {
      total = total == null ? term.sum().neg() : total.sub(term.sum());
    }
    if (total == null) {
      throw nothingSampled();
    }
    return total;
  }

  static JyroException nothingSampled() {
    return new JyroException(
        "Neither model nor guide has a sample site. Fix: sample or observe something.");
  }

  private Tensor cost(Term target, double factor) {
    return Gradients.paused(() -> costs().of(target.place()).get().mul(factor));
  }

  private Costs costs() {
    Costs known = costs;
    if (known != null) {
      return known;
    }
    Costs all = Costs.byPlates();
    model.forEach(term -> all.add(term.place(), term.logProb()));
    guide.forEach(term -> all.add(term.place(), term.logProb().neg()));
    costs = all;
    return all;
  }
}
