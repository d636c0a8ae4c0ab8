package dev.jyro.handler;

import dev.jyro.tensor.Tensor;

/** Brings a score, a real number, to where a parameter may be: once in Torch, once in Java. */
enum Link {
  REAL {
    @Override
    Tensor of(Tensor score) {
      return score;
    }

    @Override
    double of(double score) {
      return score;
    }
  },
  POSITIVE {
    @Override
    Tensor of(Tensor score) {
      return score.exp();
    }

    @Override
    double of(double score) {
      return Math.exp(score);
    }
  },
  UNIT {
    @Override
    Tensor of(Tensor score) {
      return score.sigmoid();
    }

    @Override
    double of(double score) {
      return 1 / (1 + Math.exp(-score));
    }
  };

  abstract Tensor of(Tensor score);

  abstract double of(double score);
}
