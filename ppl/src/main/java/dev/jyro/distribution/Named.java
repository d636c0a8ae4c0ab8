package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/**
 * A distribution's parameters by name, for formulas that need them from outside.
 *
 * @param isExact whether they are given in double precision, whatever their type
 */
record Named(Distribution of, boolean isExact) {
  /** In the types that they have. */
  Named(Distribution of) {
    this(of, false);
  }

  /** The same in double precision. */
  Named exactly() {
    return new Named(of, true);
  }

  /** Float64 if one of them is. */
  DataType type() {
    boolean isDouble =
        of.parameters().stream().anyMatch(each -> each.value().dataType() == DataType.FLOAT64);
    return isDouble ? DataType.FLOAT64 : DataType.FLOAT32;
  }

  /** The parameter of this name, a known number as a constant. */
  Tensor get(String name) {
    for (Parameter parameter : of.parameters()) {
      if (parameter.name().equals(name)) {
        return isExact ? Univariate.exact(parameter.value()) : parameter.value();
      }
    }
    throw new IllegalStateException(of.name() + " has no parameter " + name);
  }

  /** The log odds, whether these were given or probabilities. */
  Tensor logits() {
    boolean areGiven = of.parameters().stream().anyMatch(each -> each.name().equals("logits"));
    return areGiven ? get("logits") : get("probs").logit();
  }
}
