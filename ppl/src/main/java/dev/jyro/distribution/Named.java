package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;

/** A distribution's parameters by name, for formulas that need them from outside. */
record Named(Distribution of) {
  /** The parameter of this name, a known number as a constant. */
  Tensor get(String name) {
    for (Parameter parameter : of.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    throw new IllegalStateException(of.name() + " has no parameter " + name);
  }
}
