package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Draws of one number by chain, {@code [chains][draws]}: checks, and the forms that are computed
 * with.
 */
final class Chains {
  /** So that half a chain has a variance. */
  static final int DRAWS_AT_LEAST = 4;

  private Chains() {}

  /** The same, if it can be computed with. */
  static double[][] checked(double[][] chains) {
    if (chains.length == 0 || chains[0].length < DRAWS_AT_LEAST) {
      throw new JyroException(
          "Chains: %d, of %d draws each. Needed: at least 1, of at least %d draws. Fix: draw more."
              .formatted(chains.length, chains.length == 0 ? 0 : chains[0].length, DRAWS_AT_LEAST));
    }
    for (int chain = 0; chain < chains.length; chain++) {
      check(chains, chain);
    }
    return chains;
  }

  private static void check(double[][] chains, int chain) {
    if (chains[chain].length != chains[0].length) {
      throw new JyroException(
          "Chain 0 has %d draws, chain %d has %d. Needed: as many of each. Fix: cut the longer ones."
              .formatted(chains[0].length, chain, chains[chain].length));
    }
    for (int draw = 0; draw < chains[chain].length; draw++) {
      if (!Double.isFinite(chains[chain][draw])) {
        throw new JyroException(
            "draw %d of chain %d is %s. Needed: finite draws. Fix: look at what made it; or leave the draw out of all chains."
                .formatted(draw, chain, chains[chain][draw]));
      }
    }
  }

  /**
   * The halves of each chain as chains of their own; the middle one of an odd number is left out.
   */
  static double[][] split(double[][] chains) {
    double[][] halves = new double[2 * chains.length][];
    for (int chain = 0; chain < chains.length; chain++) {
      double[] draws = chains[chain];
      int half = draws.length / 2;
      halves[2 * chain] = Arrays.copyOf(draws, half);
      halves[2 * chain + 1] = Arrays.copyOfRange(draws, draws.length - half, draws.length);
    }
    return halves;
  }

  /** All draws, one chain after the other. */
  static double[] joined(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  /** All draws in ascending order. */
  static double[] sorted(double[][] chains) {
    double[] all = joined(chains);
    Arrays.sort(all);
    return all;
  }

  /** The same chains of other numbers. */
  static double[][] map(double[][] chains, DoubleUnaryOperator function) {
    return Arrays.stream(chains)
        .map(draws -> Arrays.stream(draws).map(function).toArray())
        .toArray(double[][]::new);
  }

  /** Whether all draws of all chains are one number. */
  static boolean areConstant(double[][] chains) {
    double first = chains[0][0];
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).allMatch(x -> x == first);
  }
}
