package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks whether the gradients that arrived are finite; reads one number if they are. */
final class FiniteGradients {
  private FiniteGradients() {}

  /** Throws an error that names the parameters with bad gradients. */
  static void need(Map<String, Leaf> leaves) {
    try (TensorScope scope = TensorScope.open()) {
      Gradients.paused(
          () -> {
            if (!areFinite(leaves)) {
              throw bad(leaves);
            }
            return scope;
          });
    }
  }

  /** Zero times a number is zero if that is finite, and else NaN. */
  private static boolean areFinite(Map<String, Leaf> leaves) {
    double sum = 0;
    List<Tensor> zeros =
        leaves.values().stream()
            .flatMap(leaf -> leaf.gradient().toJavaStream())
            .map(gradient -> gradient.mul(0).sum())
            .toList();
    if (!zeros.isEmpty()) {
      sum = zeros.stream().reduce(Tensor::add).orElseThrow().item();
    }
    return sum == 0;
  }

  private static JyroException bad(Map<String, Leaf> leaves) {
    String names =
        leaves.entrySet().stream()
            .filter(each -> !areFinite(Map.of(each.getKey(), each.getValue())))
            .map(each -> "'" + each.getKey() + "'")
            .collect(Collectors.joining(", "));
    return new JyroException(
        "The loss is finite, and the gradient of %s is not. Nothing was updated. Fix one of: lower the learning rate; keep what the loss is a function of away from where it has no slope, such as sqrt at 0; use float64."
            .formatted(names));
  }
}
