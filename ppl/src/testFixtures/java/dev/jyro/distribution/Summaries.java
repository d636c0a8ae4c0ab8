package dev.jyro.distribution;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a distribution knows of itself in closed form. */
final class Summaries {
  private Summaries() {}

  /** Mean, variance, standard deviation and entropy, those that there are. */
  static List<Tensor> of(Distribution distribution) {
    List<Tensor> found = new ArrayList<>();
    List<Supplier<Tensor>> summaries =
        List.of(
            distribution::mean,
            distribution::variance,
            distribution::stddev,
            distribution::entropy);
    summaries.forEach(summary -> ifThereIs(summary).ifPresent(found::add));
    return found;
  }

  /** The summary, unless the distribution says that it has none. */
  static Optional<Tensor> ifThereIs(Supplier<Tensor> summary) {
    try {
      return Optional.of(summary.get());
    } catch (JyroException e) {
      if (!String.valueOf(e.getMessage()).contains("in closed form")) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
