package dev.jyro.examples.betavae;

import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * Codes on a square grid: the first number grows from row to row and the second from column to
 * column, both from -1 to 1; all others are 0.
 *
 * @param side codes in a row, and rows; from 2
 */
record Traversal(int side) {
  /** The codes row by row, of shape {@code (side * side, latent)}. */
  Tensor codes(int latent) {
    float[] codes = new float[side * side * latent];
    for (int i = 0; i < side * side; i++) {
      codes[i * latent] = at(i / side);
      if (latent > 1) {
        codes[i * latent + 1] = at(i % side);
      }
    }
    return Tensor.of(codes, Shapes.of((long) side * side, latent));
  }

  private float at(int place) {
    return 2f * place / (side - 1) - 1;
  }
}
