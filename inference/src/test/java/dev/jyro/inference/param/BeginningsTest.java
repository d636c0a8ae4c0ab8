package dev.jyro.inference.param;

import static dev.jyro.ppl.Primitives.param;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.constraint.Constraints;
import dev.jyro.ppl.Interpreter;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Parameters that are begun in runs beside each other, some of which fail. */
final class BeginningsTest {
  private final ParamStore store = ParamStore.create();
  private final Session one = store.session(Noise.of(1));
  private final Session other = store.session(Noise.of(2));

  private static Tensor asked(Session session, double start) {
    Tensor[] given = new Tensor[1];
    Interpreter.under(session, () -> given[0] = param("x", start));
    return given[0];
  }

  @Test
  void areNobodysUntilARunHasGoneWell() {
    asked(one, 1);
    assertThat(store.names()).isEmpty();
    assertThat(store.values().names()).isEmpty();
    one.settle();
    assertThat(store.names()).containsExactly("x");
  }

  @Test
  void areSharedByRunsBesideEachOther() {
    assertThat(asked(other, 2)).isSameAs(asked(one, 1));
    other.settle();
    assertThat(store.get("x").item()).isEqualTo(2);
  }

  @Test
  void stayIfTheRunThatBeganThemFailsAndAnotherDoesNot() {
    asked(one, 1);
    Tensor given = asked(other, 2);
    one.undo();
    other.settle();
    assertThat(store.find("x").get().leaf().value()).isSameAs(given);
  }

  @Test
  void areGoneIfAllRunsFail() {
    asked(one, 1);
    asked(other, 2);
    one.undo();
    other.undo();
    assertThat(store.names()).isEmpty();
    assertThat(asked(store.session(Noise.of(3)), 3).item()).isEqualTo(3);
  }

  @Test
  void giveWayToWhatIsPutMeanwhile() {
    asked(one, 1);
    store.put("x", Tensor.scalar(5));
    one.settle();
    assertThat(store.get("x").item()).isEqualTo(5);
    asked(other, 2);
    other.undo();
    assertThat(store.get("x").item()).isEqualTo(5);
  }

  @Test
  void mayAskTheStoreOnAnotherThreadForTheirStart() {
    store.put("y", Tensor.scalar(7));
    store.run(
        data ->
            param(
                "x",
                () ->
                    CompletableFuture.supplyAsync(() -> store.get("y"))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join(),
                Constraints.real()),
        "");
    assertThat(store.get("x").item()).isEqualTo(7);
  }

  @Test
  void areGoneWithAProgramThatThrows() {
    assertThatThrownBy(
            () ->
                store.run(
                    data -> {
                      param("x", 1);
                      throw new IllegalStateException("the user's");
                    },
                    ""))
        .hasMessage("the user's");
    assertThat(store.names()).isEmpty();
  }
}
