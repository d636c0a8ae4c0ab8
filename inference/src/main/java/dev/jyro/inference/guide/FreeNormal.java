package dev.jyro.inference.guide;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * The normal distribution of each free number of a site, by itself.
 *
 * <p>Means are integrals {@code ∫ f(loc + scale z) φ(z) dz} by the trapezoidal rule, which for
 * smooth f errs by less than rounding does. Source: Trefethen and Weideman, The Exponentially
 * Convergent Trapezoidal Rule, 2014, section 5.
 *
 * @param loc of the shape of all free numbers
 * @param scale standard deviations, of that shape
 */
record FreeNormal(Tensor loc, Tensor scale) {
  /** Beyond it there is less than 1e-32, as much as a mean of exp can need for scales up to 5. */
  private static final double END = 12;

  private static final double STEP = 0.125;

  /** The value over the middle. */
  Tensor median(Latent site) {
    return site.bijector().forward(loc);
  }

  /** Each number's quantiles, for sites whose numbers do not bound each other. */
  Tensor quantiles(Latent site, double... probabilities) {
    double[] z = Tensor.of(probabilities).ndtri().toDoubles();
    Tensor[] all = new Tensor[z.length];
    for (int i = 0; i < z.length; i++) {
      Tensor one = site.bijector().forward(loc.add(scale.mul(z[i])));
      Tensor other = site.bijector().forward(loc.add(scale.mul(-z[i])));
      all[i] = z[i] < 0 ? one.minimum(other) : one.maximum(other);
    }
    return ShapeOps.stack(0, all);
  }

  /** Each number's mean, for sites whose numbers do not bound each other. */
  Tensor mean(Latent site) {
    return site.isReal() ? loc : integral(site).to(loc.dataType());
  }

  private Tensor integral(Latent site) {
    Tensor center = loc.to(DataType.FLOAT64);
    Tensor width = scale.to(DataType.FLOAT64);
    Tensor sum = Tensor.zeros(site.shape(), DataType.FLOAT64);
    for (double z = -END; z <= END; z += STEP) {
      double mass = STEP * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      Tensor before = sum;
      Tensor free = width.mul(z).add(center);
      sum = TensorScope.keeping(() -> before.add(site.bijector().forward(free).mul(mass)));
    }
    return sum;
  }

  /** The part of a larger vector that is a site's. */
  static FreeNormal of(Latent site, Tensor loc, Tensor scale) {
    return new FreeNormal(loc.reshape(site.freeShape()), scale.reshape(site.freeShape()));
  }
}
