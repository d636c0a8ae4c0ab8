package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Leaf;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks whether the gradients that arrived are finite: one call, and one number read. */
final class FiniteGradients {
  private FiniteGradients() {}

  /** An error that names the parameters with bad gradients, if there are any. */
  static Option<JyroException> problem(Map<String, Leaf> leaves) {
    return Option.when(!FusedUpdates.areFinite(List.copyOf(leaves.values())), () -> bad(leaves));
  }

  private static JyroException bad(Map<String, Leaf> leaves) {
    String names =
        leaves.entrySet().stream()
            .filter(each -> !FusedUpdates.areFinite(List.of(each.getValue())))
            .map(each -> "'" + each.getKey() + "'")
            .collect(Collectors.joining(", "));
    return new JyroException(
        "The loss is finite, and the gradient of %s is not. Nothing was updated. Fix one of: lower the learning rate; keep what the loss is a function of away from where it has no slope, such as sqrt at 0; use float64."
            .formatted(names));
  }
}
