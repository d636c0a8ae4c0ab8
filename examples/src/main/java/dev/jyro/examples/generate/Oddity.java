package dev.jyro.examples.generate;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/** What is surely no handwritten digit, or none as it was written. */
enum Oddity {
  /** Turned by half a circle. */
  UPSIDE_DOWN {
    @Override
    Tensor of(Tensor images, Noise noise) {
      return images.flip(1);
    }
  },

  /** Black ink on white. */
  INVERTED {
    @Override
    Tensor of(Tensor images, Noise noise) {
      return images.rsub(1);
    }
  },

  /** Each pixel of any grey. */
  NOISE {
    @Override
    Tensor of(Tensor images, Noise noise) {
      return noise.at("grey").uniform(images.shape(), DataType.FLOAT32);
    }
  },

  /** No ink at all. */
  BLANK {
    @Override
    Tensor of(Tensor images, Noise noise) {
      return images.zerosLike();
    }
  };

  /** Such an image for each of these; a row is an image. */
  abstract Tensor of(Tensor images, Noise noise);
}
