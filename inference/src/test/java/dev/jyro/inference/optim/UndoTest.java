package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jyro.JyroException;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UndoTest {
  private final Leaf leaf = Leaf.of(Tensor.of(1.0, 2.0));

  @Test
  void putsTheNumbersBack() {
    assertThat(catchThrowable(() -> Undo.unlessDone(List.of(leaf), this::moveAndFail)))
        .hasMessage("the cause");
    assertThat(leaf.copy().toDoubles()).containsExactly(1, 2);
  }

  /** Who closes a scope too far out frees the numbers that are to be put back. */
  @Test
  void tellsTheCauseWhereTheNumbersCannotBePutBack() {
    TensorScope outer = TensorScope.open();
    Throwable thrown =
        catchThrowable(
            () ->
                Undo.unlessDone(
                    List.of(leaf),
                    () -> {
                      assertThat(catchThrowable(outer::close)).isNotNull();
                      moveAndFail();
                    }));
    assertThat(thrown).isInstanceOf(JyroException.class).hasMessage("the cause");
    assertThat(thrown.getSuppressed()[0]).hasMessageContaining("freed");
  }

  private void moveAndFail() {
    leaf.set(leaf.value().mul(3));
    throw new JyroException("the cause");
  }
}
