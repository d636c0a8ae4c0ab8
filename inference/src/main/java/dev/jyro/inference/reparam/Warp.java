package dev.jyro.inference.reparam;

import dev.jyro.constraint.Bijector;
import dev.jyro.distribution.Distribution;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;

/**
 * A map from a simple distribution to all continuous latent sites of a model at once, such as a
 * fitted guide has: what {@link NeuTra} needs of one.
 *
 * <p>One-to-one and smooth. Safe for threads if what it was made of is.
 */
public interface Warp {
  /**
   * The distribution that it maps: one vector, event shape {@code (n)}, usually standard normal.
   */
  Distribution base();

  /**
   * The sites' values.
   *
   * @param z of shape {@code … + (n)}; the dimensions left of the vector are those of particles,
   *     with a 1 for each plate of the model
   */
  Warped at(Tensor z);

  /**
   * Where a point is mapped to.
   *
   * @param values by site, each in its support
   * @param logAbsDetJacobian the logarithm of the volume by which the whole map stretches there,
   *     that of the way into the supports included; of the shape of z without the vector
   */
  record Warped(Map<String, Tensor> values, Tensor logAbsDetJacobian) {
    /** Copies the map. */
    public Warped {
      values = Map.copyOf(values);
    }
  }

  /**
   * By a flow: standard normal numbers go through it, are dealt out to the latent sites of the
   * trace in their order, and go through {@link dev.jyro.constraint.Bijectors#to} into their
   * supports. Discrete sites are left out.
   *
   * @param flow of vectors as long as the sites have free numbers together
   * @param latents from a run of the model; only supports, shapes and types are looked at
   * @throws dev.jyro.JyroException if there is no continuous latent site, or one of them is in a
   *     plate that is subsampled
   */
  static Warp of(Bijector flow, Trace latents) {
    return FlowWarp.of(flow, latents);
  }
}
