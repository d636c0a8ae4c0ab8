package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/**
 * Where a {@link Bijector} leads, with how it stretches volumes on the way.
 *
 * @param value y where it was asked for the image of x, x where it was asked for the pre-image of y
 * @param logAbsDetJacobian {@code log |det ∂y/∂x|} in either case
 */
public record Image(Tensor value, Tensor logAbsDetJacobian) {}
