package dev.jyro.inference.svi;

import dev.jyro.distribution.Density;
import dev.jyro.distribution.Operand;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;

/**
 * One site's part of an objective.
 *
 * @param site the site
 * @param density its log density as it is
 * @param weight what its log density is multiplied with, beside the site's own scale
 * @param logProb its log density, scaled, masked and weighted; no gradient passes
 */
record Term(Site site, Density density, double weight, Tensor logProb) {
  /** Of a sample site. */
  static Term of(Site site, double weight) {
    Density density = site.density();
    Tensor weighed = Gradients.paused(() -> weighed(site, density.logProb(), weight));
    return new Term(site, density, weight, weighed);
  }

  private static Tensor weighed(Site site, Tensor logProb, double weight) {
    Tensor weighed = site.weighed(logProb);
    return weight == 1 ? weighed : weighed.mul(weight);
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

  /** Differentiates, given the derivative of the loss by the log density in the objective. */
  void pull(double derivative, Cotangents into) {
    density.pull(masked(Operand.of(derivative * factor())), into);
  }

  /**
   * Differentiates.
   *
   * @param derivative of the loss by the log density in the objective; broadcasts to it
   */
  void pull(Tensor derivative, Cotangents into) {
    density.pull(byDensity(derivative), into);
  }

  /**
   * Differentiates a draw that carries no gradient: its score function is charged with a cost.
   *
   * @param cost the derivative of the loss by the log density of the draw; broadcasts to it
   */
  void pullScore(Tensor cost, Cotangents into) {
    density.pull(stretched(cost), into);
  }

  /** Both at once. */
  void pullScore(Tensor derivative, Tensor cost, Cotangents into) {
    density.pull(byDensity(derivative).plus(stretched(cost)), into);
  }

  private Operand byDensity(Tensor derivative) {
    return Gradients.paused(() -> masked(stretched(derivative).times(factor())));
  }

  private Operand stretched(Tensor derivative) {
    return Operand.of(Operand.of(derivative).stretchedTo(logProb));
  }

  private double factor() {
    return weight * site.setting().scale();
  }

  private Operand masked(Operand derivative) {
    return site.setting().mask().map(mask -> derivative.where(mask, logProb)).getOrElse(derivative);
  }
}
