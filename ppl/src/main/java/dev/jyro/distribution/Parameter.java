package dev.jyro.distribution;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;

/** One of a distribution's parameters, with where it may be. */
public record Parameter(String name, Tensor value, Constraint constraint) {

  /** Whether it is not where it may be, and has numbers that are not finite. */
  public boolean isBadForNonFinite() {
    try (TensorScope scope = TensorScope.open()) {
      return value.isFinite().all().item() == 0 && constraint.check(value).all().item() == 0;
    }
  }

  /** Reads the value and checks it. */
  void validate(String distribution) {
    try (TensorScope scope = TensorScope.open()) {
      boolean[] good = constraint.check(value).toBooleans();
      for (int i = 0; i < good.length; i++) {
        if (!good[i]) {
          throw new JyroException(message(distribution, i, good.length));
        }
      }
    }
  }

  /** The message for a number that was found to be bad before there was a tensor. */
  static JyroException bad(String distribution, String name, double found, Constraint needed) {
    return new JyroException(
        "%s: %s is %s. Needed: %s.".formatted(distribution, name, found, needed.name()));
  }

  private String message(String distribution, int place, int places) {
    double[] numbers = value.toDoubles();
    int each = numbers.length / places;
    String found =
        each == 1
            ? Double.toString(numbers[place])
            : Arrays.toString(Arrays.copyOfRange(numbers, place * each, (place + 1) * each));
    long[] index = new long[value.dim() - constraint.eventDim()];
    for (int d = index.length - 1, rest = place; d >= 0; d--) {
      index[d] = rest % value.size(d);
      rest /= (int) value.size(d);
    }
    String where = index.length == 0 ? "" : Arrays.toString(index);
    return "%s: %s%s is %s. Needed: %s. Its shape is %s."
        .formatted(distribution, name, where, found, constraint.name(), value.shape());
  }
}
