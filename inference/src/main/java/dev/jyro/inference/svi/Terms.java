package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;

/** The log densities of one particle, site by site, and what is made of them. */
final class Terms {
  private final List<Term> model;
  private final List<Term> guide;

  /**
   * One site's part.
   *
   * @param site the site
   * @param unscaled its log density as it is
   * @param logProb its log density, scaled and masked
   */
  private record Term(Site site, Tensor unscaled, Tensor logProb) {
    static Term of(Site site) {
      Tensor unscaled = site.unscaledLogProb();
      return new Term(site, unscaled, site.weighed(unscaled));
    }

    List<Frame> plates() {
      return site.setting().plates();
    }

    /** Whether a sequential plate makes the two independent. */
    boolean isApartFrom(Term other) {
      return plates()
          .exists(
              mine ->
                  other
                      .plates()
                      .exists(
                          its -> mine.equals(its.at(mine.index())) && mine.index() != its.index()));
    }

    /** A factor is no draw: its gradient is its own. */
    boolean isPathwise() {
      return site.isObserved() || site.sample().distribution().isReparameterized();
    }
  }

  Terms(Particle particle) {
    model = terms(particle.model());
    guide = terms(particle.guide());
  }

  /** Whether every draw of the guide carries its gradient. */
  boolean isPathwise() {
    return guide.forAll(Term::isPathwise);
  }

  /** {@code log p(x, z) - log q(z)}: its gradient is right where all sites are pathwise. */
  Tensor elbo() {
    return total(guide);
  }

  /** A tensor whose gradient is the ELBO's; its value means nothing. */
  Tensor surrogate() {
    Tensor surrogate = total(guide.filter(Term::isPathwise));
    for (Term term : guide.reject(Term::isPathwise)) {
      surrogate = surrogate.add(term.unscaled.mul(cost(term)).sum());
    }
    return surrogate;
  }

  private static List<Term> terms(Trace trace) {
    return trace.explaining(() -> trace.sites().filter(Site::isSample).map(Term::of));
  }

  private Tensor total(List<Term> guideTerms) {
    Tensor total = null;
    for (Term term : model) {
      Tensor sum = term.logProb.sum();
      total = total == null ? sum : total.add(sum);
    }
    for (Term term : guideTerms) {
      Tensor sum = term.logProb.sum();
      total = total == null ? sum.neg() : total.sub(sum);
    }
    if (total == null) {
      throw new JyroException(
          "Neither model nor guide has a sample site. Fix: sample or observe something.");
    }
    return total;
  }

  /**
   * What a draw at this site is charged with: all terms but those of other runs of its sequential
   * plates, summed over the plates that it is not in.
   */
  private Tensor cost(Term target) {
    Tensor cost = target.unscaled.constant(0);
    for (Term term : model.reject(target::isApartFrom)) {
      cost = cost.add(folded(term, target.plates()));
    }
    for (Term term : guide.reject(target::isApartFrom)) {
      cost = cost.sub(folded(term, target.plates()));
    }
    return cost.detach();
  }

  private static Tensor folded(Term term, List<Frame> kept) {
    Tensor value = term.logProb;
    int rank = value.dim();
    int[] dims =
        term.plates()
            .filter(frame -> frame.isVectorized() && -frame.dim() <= rank && !kept.contains(frame))
            .toJavaStream()
            .mapToInt(Frame::dim)
            .toArray();
    return value.keepSum(dims);
  }
}
