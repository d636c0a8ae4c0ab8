package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;
import java.util.function.Supplier;

/**
 * A draw of a distribution, which still knows how it was made.
 *
 * <p>The log density of a distribution at its own draw is often simpler than at any other value. A
 * normal number {@code loc + scale ε} has {@code -½ ε² - log scale - ½ log 2π}: {@code loc} is
 * gone, value and parameters together, and with it the rounding of {@code (value - loc)/scale}.
 *
 * <p>Its numbers agree with {@link Distribution#density} up to rounding. Its way back gives the
 * total derivatives: those by the parameters, through the value too. For the derivative at a fixed
 * value take {@link Distribution#density}.
 *
 * @param value the draw
 * @param density gives its log density
 */
public record Drawn(Tensor value, Supplier<Density> density) {}
