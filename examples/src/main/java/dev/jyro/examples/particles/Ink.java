package dev.jyro.examples.particles;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/**
 * Black and white images from grey ones: {@code x ~ Bernoulli(grey)}, pixel by pixel.
 *
 * <p>Drawn anew whenever an image comes up, so that the network never sees the same one twice. The
 * noise and the time decide the draw, nothing else: a training that is gone on with sees what it
 * would have seen.
 *
 * <p>Shapes: {@code (n, pixels)} in and out; grey from 0, black, to 1, which is always ink.
 *
 * <p>Source: Salakhutdinov and Murray 2008, On the Quantitative Analysis of Deep Belief Networks.
 *
 * @param noise decides all draws
 */
record Ink(Noise noise) {
  /** The ink of a seed, for what is named so. */
  static Ink of(long seed, String what) {
    return new Ink(Noise.of(seed).at("ink").at(what));
  }

  /** The images in black and white. */
  Tensor drawn(Tensor grey, long time) {
    return Bernoulli.of(grey).sample(noise.at(time));
  }
}
