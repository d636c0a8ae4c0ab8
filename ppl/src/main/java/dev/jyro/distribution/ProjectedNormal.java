package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The projected normal distribution of directions: a normal vector of variance 1, divided by its
 * length.
 *
 * <p>{@code p(x) = (2π)^{-D/2} exp(-½ (|c|² - t²)) ∫ r^{D-1} exp(-½ (r - t)²) dr} over r greater
 * than 0, where {@code t = c · x}; the density of area on the sphere
 *
 * <p>{@code concentration} (c) is the mean of the normal vector, without unit; its last dimension
 * has D numbers, 2 or 3, and those before it are the batch. Its direction is the likeliest, its
 * length tells by how much; at 0 all directions are as likely. Support: vectors of length 1, at
 * which the density does not look. Reparameterised. There is neither mean nor variance here.
 *
 * <p>Errors: {@link ShapeException} for another D; for others, and threads, see {@link
 * Distribution}. Source: Hernandez-Stumpfhauser, Breidt and van der Woerd, The General Projected
 * Normal Distribution of Arbitrary Dimension, 2017.
 */
public final class ProjectedNormal extends Multivariate {
  private static final EventSlot CONCENTRATION =
      EventSlot.ofReals("ProjectedNormal", "concentration");
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Tensor concentration;

  private ProjectedNormal(Tensor concentration, Shape batchShape) {
    super(batchShape, Shapes.of(concentration.size(-1)));
    this.concentration = concentration;
  }

  /** Around the direction of this vector, the closer the longer it is. */
  public static ProjectedNormal of(Tensor concentration) {
    Tensor held = CONCENTRATION.of(concentration);
    if (held.size(-1) != 2 && held.size(-1) != 3) {
      throw new ShapeException(
          "ProjectedNormal: concentration has shape %s. Needed: 2 or 3 numbers in the last dimension."
              .formatted(concentration.shape()));
    }
    return new ProjectedNormal(held, CONCENTRATION.batch(held));
  }

  @Override
  public Constraint support() {
    return Constraints.sphere();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor normal = concentration.add(noise.normal(fullShape(), concentration.dataType()));
    Tensor length = normal.square().keepSum(-1).sqrt().maximum(Float.MIN_NORMAL);
    return normal.div(length);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor along = concentration.mul(value).sum(-1);
    Tensor across = concentration.sub(along.unsqueeze(-1).mul(value)).square().sum(-1);
    int power = (int) concentration.size(-1) - 1;
    Tensor radial = RadialIntegral.log(along, power);
    return radial.sub(across.mul(0.5)).sub(HALF_LOG_2PI * (power + 1));
  }

  @Override
  protected ProjectedNormal inBatch(Shape shape) {
    return new ProjectedNormal(concentration, shape);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONCENTRATION.holding(concentration));
  }
}
