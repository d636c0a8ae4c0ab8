package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.distribution.Density;
import dev.jyro.distribution.Operand;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * The log densities of one particle, site by site, and what is made of them.
 *
 * <p>The bound is a weighted sum of log densities, so its derivative by each of them is known
 * before anything is differentiated: nothing from the densities on is recorded.
 */
final class Terms {
  private final List<Term> model;
  private final List<Term> guide;
  private @Nullable Costs costs;

  /**
   * One site's part.
   *
   * @param site the site
   * @param density its log density as it is
   * @param logProb its log density, scaled and masked
   */
  private record Term(Site site, Density density, Tensor logProb) {
    static Term of(Site site) {
      Density density = site.density();
      return new Term(site, density, Gradients.paused(() -> site.weighed(density.logProb())));
    }

    Place place() {
      return new Place(site.setting().plates(), logProb.shape());
    }

    /** A factor is no draw: its gradient is its own. */
    boolean isPathwise() {
      return site.isObserved() || site.sample().distribution().isReparameterized();
    }

    Tensor sum() {
      return logProb.dim() == 0 ? logProb : logProb.sum();
    }

    /** Differentiates the weighed log density, times a factor. */
    void pull(double factor, Cotangents into) {
      density.pull(weight(factor * site.setting().scale()), into);
    }

    private Operand weight(double scale) {
      return site.setting()
          .mask()
          .map(mask -> Operand.of(scale).where(mask, logProb))
          .getOrElse(() -> Operand.of(scale));
    }
  }

  Terms(Particle particle) {
    model = terms(particle.model());
    guide = terms(particle.guide());
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
        term.density.pull(score(term, factor), cotangents);
      }
    }
    return cotangents;
  }

  private static List<Term> terms(Trace trace) {
    return trace.explaining(() -> trace.sites().filter(Site::isSample).map(Term::of));
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
      throw new JyroException(
          "Neither model nor guide has a sample site. Fix: sample or observe something.");
    }
    return total;
  }

  private Operand score(Term target, double factor) {
    return Gradients.paused(() -> Operand.of(costs().of(target.place())).times(factor));
  }

  private Costs costs() {
    if (costs == null) {
      costs = new Costs();
      model.forEach(term -> costs.add(term.place(), term.logProb));
      guide.forEach(term -> costs.add(term.place(), term.logProb.neg()));
    }
    return costs;
  }
}
