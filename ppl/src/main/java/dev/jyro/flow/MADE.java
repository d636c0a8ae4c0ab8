package dev.jyro.flow;

import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network whose outputs for the i-th number of a vector depend on the numbers before it only.
 *
 * <p>Each unit has a degree: inputs 1 … n, hidden ones 1 … n - 1 over and over. A hidden unit is
 * connected to what has its degree or a smaller one, an output to what has a smaller one; the other
 * weights are multiplied by 0. Hidden layers end in tanh.
 *
 * <p>{@link #forward} takes vectors of n numbers and gives {@code k n}: the first outputs for all,
 * then the second for all, and so on.
 *
 * <p>Errors: {@link JyroException} without a hidden layer. Threads: immutable, safe for any number.
 * Source: Germain, Gregor, Murray and Larochelle, MADE: Masked Autoencoder for Distribution
 * Estimation, 2015.
 */
public final class MADE {
  private final List<Layer> layers;

  private MADE(List<Layer> layers) {
    this.layers = layers;
  }

  /** A linear layer with part of its weights switched off. */
  private record Layer(Tensor weight, Tensor bias, Tensor mask) {
    Tensor forward(Tensor x) {
      return x.linear(weight.mul(mask).to(x.dataType()), bias.to(x.dataType()));
    }
  }

  /**
   * With parameters {@code name.0.weight}, {@code name.0.bias} and so on.
   *
   * @param size of the vectors
   * @param outputs for each of their numbers
   * @param hidden the sizes of the hidden layers
   */
  public static MADE param(String name, int size, int outputs, int... hidden) {
    if (hidden.length == 0 || size < 1 || outputs < 1) {
      throw new JyroException(
          "MADE: size %d, %d outputs and hidden layers %s. Needed: each at least 1, and a hidden layer."
              .formatted(size, outputs, Arrays.toString(hidden)));
    }
    Asked asked = new Asked(name);
    List<Layer> layers = new ArrayList<>();
    int[] before = degrees(size, size, 0);
    for (int i = 0; i < hidden.length; i++) {
      int[] after = degrees(hidden[i], Math.max(1, size - 1), 0);
      layers.add(layer(asked, i, before, after));
      before = after;
    }
    layers.add(layer(asked, hidden.length, before, degrees(outputs * size, size, -1)));
    return new MADE(List.copyOf(layers));
  }

  /** 1, 2, … most, again and again, each changed by so much. */
  private static int[] degrees(int units, int most, int change) {
    int[] degrees = new int[units];
    Arrays.setAll(degrees, i -> i % most + 1 + change);
    return degrees;
  }

  private static Layer layer(Asked asked, int number, int[] before, int[] after) {
    float[] mask = new float[before.length * after.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = after[i / before.length] >= before[i % before.length] ? 1 : 0;
    }
    double bound = 1 / Math.sqrt(before.length);
    return new Layer(
        asked.uniform(number + ".weight", bound, after.length, before.length),
        asked.uniform(number + ".bias", bound, after.length),
        Tensor.of(mask, Shapes.of(after.length, before.length)));
  }

  /** From (…, n) to (…, k n). */
  public Tensor forward(Tensor x) {
    Tensor y = layers.get(0).forward(x);
    for (Layer layer : layers.subList(1, layers.size())) {
      y = layer.forward(y.tanh());
    }
    return y;
  }
}
