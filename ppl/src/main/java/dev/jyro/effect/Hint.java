package dev.jyro.effect;

import dev.jyro.tensor.Tensor;

/**
 * The key of a remark on a site, for whoever understands it: {@code Hint<Boolean>}.
 *
 * @param name its name, for messages
 * @param type what its value is
 */
public record Hint<T>(String name, Class<T> type) {
  /** True on a guide's site that the model does not have, on purpose. */
  public static final Hint<Boolean> AUXILIARY = new Hint<>("auxiliary", Boolean.class);

  /** A guess at what a guide's draw will be charged with, of the shape of its log density. */
  public static final Hint<Tensor> BASELINE = new Hint<>("baseline", Tensor.class);

  /** Of a network's parameter, its name within the network, such as {@code 0.weight}. */
  public static final Hint<String> WEIGHT = new Hint<>("weight", String.class);

  /** The value that {@code uncondition} took from an observed site. */
  public static final Hint<Tensor> WAS_OBSERVED = new Hint<>("wasObserved", Tensor.class);
}
