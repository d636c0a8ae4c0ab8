package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
  private final Leaf leaf = Leaf.of(Tensor.of(1.0, 2.0));

  private boolean differentiate() {
    Gradients.backward(Gradients.recording(() -> leaf.value().square().sum()));
    return true;
  }

  @Test
  void waitUntilTheyAreDelivered() {
    try (TensorScope scope = TensorScope.open();
        Arrivals arrivals = Arrivals.none()) {
      arrivals.collecting(this::differentiate);
      assertThat(leaf.gradient()).isEmpty();

      arrivals.deliver();

      assertThat(leaf.gradient().get().toDoubles()).containsExactly(2, 4);
    }
  }

  @Test
  void comeFromAnotherThread() {
    try (TensorScope scope = TensorScope.open();
        Arrivals arrivals = Arrivals.none()) {
      CompletableFuture.runAsync(
              () -> {
                try (TensorScope own = TensorScope.open()) {
                  arrivals.collecting(this::differentiate);
                }
              })
          .join();

      arrivals.deliver();

      assertThat(leaf.gradient().get().toDoubles()).containsExactly(2, 4);
    }
  }

  @Test
  void areForgottenWhenClosed() {
    long before = TensorScope.unscoped();
    try (TensorScope scope = TensorScope.open()) {
      Arrivals arrivals = Arrivals.none();
      arrivals.collecting(this::differentiate);
      arrivals.close();
      arrivals.deliver();
    }
    assertThat(leaf.gradient()).isEmpty();
    assertThat(TensorScope.unscoped()).isEqualTo(before);
  }

  @Test
  void endWithTheBodyWhateverItThrows() {
    try (TensorScope scope = TensorScope.open();
        Arrivals arrivals = Arrivals.none()) {
      assertThatThrownBy(
              () ->
                  arrivals.collecting(
                      () -> {
                        throw new IllegalStateException("thrown");
                      }))
          .hasMessage("thrown");

      differentiate();

      assertThat(leaf.gradient()).isNotEmpty();
    }
  }
}
