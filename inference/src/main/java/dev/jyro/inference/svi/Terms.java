package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.ArrayList;

/** The log densities of one particle, site by site, and what is made of them. */
final class Terms {
  private final java.util.List<Term> model = new ArrayList<>();
  private final java.util.List<Term> guide = new ArrayList<>();

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
      needBatchShape(site, unscaled);
      return new Term(site, unscaled, site.weighed(unscaled));
    }

    List<Frame> plates() {
      return site.setting().plates();
    }
  }

  Terms(Particle particle) {
    for (Site site : particle.modelSites()) {
      model.add(Term.of(site));
    }
    for (Site site : particle.guideSites()) {
      guide.add(Term.of(site));
    }
  }

  /** Whether every draw of the guide carries its gradient. */
  boolean isPathwise() {
    return guide.stream().allMatch(term -> TraceELBO.isPathwise(term.site));
  }

  /** {@code log p(x, z) - log q(z)}: its gradient is right where all sites are pathwise. */
  Tensor elbo() {
    return total(guide);
  }

  /** A tensor whose gradient is the ELBO's; its value means nothing. */
  Tensor surrogate() {
    Tensor surrogate =
        total(guide.stream().filter(term -> TraceELBO.isPathwise(term.site)).toList());
    for (Term term : guide) {
      if (!TraceELBO.isPathwise(term.site)) {
        surrogate = surrogate.add(term.unscaled.mul(cost(term)).sum());
      }
    }
    return surrogate;
  }

  private Tensor total(java.util.List<Term> guideTerms) {
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
   * What a draw at this site is charged with: all terms, summed over the plates that it is not in.
   */
  private Tensor cost(Term target) {
    Tensor cost = target.unscaled.constant(0);
    for (Term term : model) {
      cost = cost.add(folded(term, target.plates()));
    }
    for (Term term : guide) {
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

  /** A density whose shape is not the site's batch has been broadcast by accident. */
  private static void needBatchShape(Site site, Tensor density) {
    var batch = site.sample().distribution().batchShape();
    if (!density.shape().equals(batch)) {
      throw new SiteException(
          site.name(),
          """
          log density has shape %s and the distribution's batch %s.
            distribution  %s, batch %2$s, event %s
            value         %s
          Needed: one log density for each distribution of the batch. Fix: give the value the shape of \
          batch and event, without dimensions in front."""
              .formatted(
                  density.shape(),
                  batch,
                  site.sample().distribution().name(),
                  site.sample().distribution().eventShape(),
                  site.value().shape()));
    }
  }
}
