package dev.jyro.inference.optim;

import dev.jyro.JyroException;

/** Checks of the numbers that optimizers are given. */
final class Hyper {
  private Hyper() {}

  /** Complains unless it is good. */
  static void need(String what, double found, boolean good, String needed) {
    if (!good) {
      throw new JyroException("%s: %s. Needed: %s.".formatted(what, found, needed));
    }
  }

  /** A learning rate that can be used; one that is not finite would ruin every parameter. */
  static double rate(double found) {
    need("learning rate", found, isNotNegative(found), "a number that is 0 or greater");
    return found;
  }

  /** The number of a step; one that is as large as can be, as a file may say, has no next. */
  static int countable(int steps) {
    need("steps of an optimizer", steps, steps < Integer.MAX_VALUE, "fewer than 2147483647");
    return steps;
  }

  /** What the members of the Adam family share. */
  static void needAdam(double beta1, double beta2, double eps, double decay) {
    need("beta1", beta1, isFraction(beta1), "a number in [0, 1)");
    need("beta2", beta2, isFraction(beta2), "a number in [0, 1)");
    need("eps", eps, isPositive(eps), "a positive number");
    needDecay(decay);
  }

  static void needDecay(double decay) {
    need("weight decay", decay, isNotNegative(decay), "a number that is 0 or greater");
  }

  static boolean isFraction(double x) {
    return x >= 0 && x < 1;
  }

  static boolean isNotNegative(double x) {
    return x >= 0 && !Double.isInfinite(x);
  }

  static boolean isPositive(double x) {
    return x > 0 && !Double.isInfinite(x);
  }
}
