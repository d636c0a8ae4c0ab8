package dev.jyro.handler;

import dev.jyro.JyroException;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.List;
import java.util.function.ToDoubleFunction;

/** Makes a model that fails a check as short as can be, line by line. */
final class Shrinking {
  private Shrinking() {}

  /** What the check gives. */
  static double checked(RandomModel model, ToDoubleFunction<RandomModel> check) {
    try {
      return check.applyAsDouble(model);
    } catch (AssertionError | JyroException | IllegalArgumentException e) {
      RandomModel shortest = shortest(model, check);
      throw new AssertionError(
          "%s%nThe model, as short as it fails:%n%s".formatted(failure(shortest, check), shortest),
          e);
    }
  }

  private static RandomModel shortest(RandomModel model, ToDoubleFunction<RandomModel> check) {
    RandomModel best = model;
    List<RandomModel> left = best.shorter();
    while (!left.isEmpty()) {
      boolean fails = !failure(left.head(), check).isEmpty();
      best = fails ? left.head() : best;
      left = fails ? best.shorter() : left.tail();
    }
    return best;
  }

  /** Empty if there is none. */
  private static String failure(RandomModel model, ToDoubleFunction<RandomModel> check) {
    try (TensorScope scope = TensorScope.open()) {
      double fine = check.applyAsDouble(model);
      return Double.isNaN(fine) ? "not a number" : "";
    } catch (AssertionError | JyroException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
