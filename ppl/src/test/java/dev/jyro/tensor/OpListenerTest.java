package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OpListenerTest {
  private final List<String> heard = new ArrayList<>();
  private final OpListener byName = (name, inputs, attributes, outputs, nanos) -> heard.add(name);

  @Test
  void hearsOperationsInTheirOrder() {
    try (TensorScope scope = TensorScope.open(byName)) {
      Tensor.ones(2).add(1).logSumExp().neg();
    }
    assertThat(heard).containsExactly("add", "logSumExp", "neg");
  }

  @Test
  void isToldInputsAttributesOutputsAndTime() {
    Tensor x = Tensor.ones(2, 3);
    List<Tensor> results = new ArrayList<>();
    OpListener checking =
        (name, inputs, attributes, outputs, nanos) -> {
          assertThat(inputs).containsExactly(x);
          assertThat(attributes.get(0)).isEqualTo(new long[] {1});
          assertThat(nanos).isPositive();
          results.addAll(outputs);
        };
    try (TensorScope scope = TensorScope.open(checking)) {
      Tensor sum = x.sum(1);
      assertThat(results).containsExactly(sum);
    }
  }

  @Test
  void hearsAnOperationOfSeveralResultsOnce() {
    List<Integer> counts = new ArrayList<>();
    OpListener counting = (name, inputs, attributes, outputs, nanos) -> counts.add(outputs.size());
    try (TensorScope scope = TensorScope.open(counting)) {
      Tensor.ones(4).split(2, 0);
    }
    assertThat(counts).containsExactly(2);
  }

  @Test
  void seesWhetherGradientsGoThroughTheResults() {
    Leaf leaf = Leaf.of(Tensor.ones(4));
    List<Boolean> tracked = new ArrayList<>();
    OpListener asking =
        (name, inputs, attributes, outputs, nanos) ->
            outputs.forEach(output -> tracked.add(output.requiresGradient()));
    try (TensorScope scope = TensorScope.open(asking)) {
      Gradients.recording(
          () -> {
            Tensor x = leaf.value();
            x.exp();
            x.mul(x);
            x.sum(0);
            x.softmax(0);
            x.split(2, 0);
            return x.ge(0);
          });
    }
    assertThat(tracked).containsExactly(true, true, true, true, true, true, false);
  }

  @Test
  void hearsUpdatesInPlace() {
    Leaf leaf = Leaf.of(Tensor.ones(2));
    try (TensorScope scope = TensorScope.open(byName)) {
      leaf.set(Tensor.zeros(2));
    }
    assertThat(heard).containsExactly("copy");
  }

  @Test
  void hearsInnerScopesUnlessTheyHaveTheirOwn() {
    List<String> inner = new ArrayList<>();
    try (TensorScope outer = TensorScope.open(byName)) {
      TensorScope.keeping(() -> Tensor.ones(2).exp());
      try (TensorScope own = TensorScope.open((name, i, a, o, n) -> inner.add(name))) {
        Tensor.ones(2).log();
      }
      Tensor.ones(2).sin();
    }
    assertThat(heard).containsExactly("exp", "sin");
    assertThat(inner).containsExactly("log");
  }

  @Test
  void doesNotHearItself() {
    List<Double> sums = new ArrayList<>();
    OpListener computing =
        (name, inputs, attributes, outputs, nanos) -> sums.add(outputs.get(0).sum().item());
    try (TensorScope scope = TensorScope.open(computing)) {
      Tensor.ones(2).add(1);
    }
    assertThat(sums).containsExactly(4.0);
  }

  @Test
  void doesNotHearOtherThreadsNorWhatComesAfter() {
    try (TensorScope scope = TensorScope.open(byName)) {
      CompletableFuture.runAsync(() -> TensorScope.keeping(() -> Tensor.ones(2).exp())).join();
    }
    Tensor.ones(2).log();
    assertThat(heard).isEmpty();
  }

  @Test
  void stopsTheOperationByThrowing() {
    OpListener refusing =
        (name, inputs, attributes, outputs, nanos) -> {
          throw new IllegalArgumentException("no " + name);
        };
    try (TensorScope scope = TensorScope.open(refusing)) {
      assertThatThrownBy(() -> Tensor.ones(2).exp()).hasMessage("no exp");
      assertThatThrownBy(() -> Tensor.ones(2).log()).hasMessage("no log");
    }
    assertThat(Tensor.ones(2).exp().numel()).isEqualTo(2);
  }
}
