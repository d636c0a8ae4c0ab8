package dev.jyro.inference.param;

import static dev.jyro.ppl.Primitives.param;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.constraint.Constraints;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ParamValuesTest {
  private static final Model<String> SPREAD = any -> param("spread", 1, Constraints.positive());

  private static ParamStore store() {
    ParamStore store = ParamStore.create();
    store.put("loc", Tensor.scalar(-2));
    store.put("spread", Tensor.scalar(4), Constraints.positive());
    return store;
  }

  private static Trace run(ParamValues values, Model<String> program) {
    return Interpreter.under(values, () -> Trace.of(program, ""));
  }

  @Test
  void areThoseOfTheMoment() {
    ParamStore store = store();
    ParamValues values = store.values();
    store.put("spread", Tensor.scalar(9));
    store.put("later", Tensor.scalar(1));
    assertThat(values.names()).containsExactly("loc", "spread");
    // exp(log 4) in float32
    assertThat(values.get("spread").item()).isEqualTo(4, within(4 * 4 * 0x1p-24));
    assertThat(run(values, SPREAD).value("spread")).isSameAs(values.get("spread"));
  }

  @Test
  void areNotBegun() {
    ParamStore store = store();
    Model<String> typo = any -> param("spraed", 1, Constraints.positive());
    assertThatThrownBy(() -> run(store.values(), typo))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Site 'spraed': the program asks for this parameter")
        .hasMessageContaining("[loc, spread]")
        .hasMessageContaining("Did you mean 'spread'?");
    assertThat(store.names()).containsExactly("loc", "spread");
  }

  @Test
  void areNotGivenUnderAnotherConstraint() {
    Model<String> other = any -> param("spread", 0.5, Constraints.unitInterval());
    assertThatThrownBy(() -> run(store().values(), other))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("asked for with the constraint unitInterval and kept with");
  }

  @Test
  void doNotReplaceWhatWasGivenAlready() {
    Model<String> given = Handlers.substitute(SPREAD, Map.of("spread", Tensor.scalar(7)));
    assertThat(run(ParamValues.none(), given).value("spread").item()).isEqualTo(7);
  }

  /** Whoever trains may hold the store for long. */
  @Test
  void andProgramsOfTheStoreWaitForNobodyWhileNothingIsMissing() throws Exception {
    ParamStore store = store();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      synchronized (store) {
        reader
            .submit(
                () -> {
                  store.run(SPREAD, "");
                  return store.find("loc").isDefined() && !store.isFrozen("loc");
                })
            .get(1, TimeUnit.MINUTES);
      }
    } finally {
      reader.shutdownNow();
    }
    assertThat(store.names()).containsExactly("loc", "spread");
  }
}
