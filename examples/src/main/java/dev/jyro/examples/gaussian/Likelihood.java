package dev.jyro.examples.gaussian;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Tensor;

/** How pixels are distributed, given the decoder's output f(z). */
enum Likelihood {
  /** Ink or none: {@code x ~ Bernoulli(logits = f(z))}. */
  BERNOULLI {
    @Override
    Distribution of(Tensor output) {
      return Bernoulli.ofLogits(output);
    }
  },

  /** Any grey: {@code x ~ Normal(f(z), 1)}. */
  GAUSSIAN {
    @Override
    Distribution of(Tensor output) {
      return Normal.of(output, 1);
    }
  };

  abstract Distribution of(Tensor output);
}
