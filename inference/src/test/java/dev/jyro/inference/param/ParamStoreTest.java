package dev.jyro.inference.param;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Param;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParamStoreTest {
  private final ParamStore store = ParamStore.create();
  private final List<Tensor> seen = new ArrayList<>();

  private void run(Runnable program) {
    store.run(data -> program.run(), "");
  }

  @Nested
  final class Making {
    @Test
    void keepsTheFreeNumbersAndGivesTheValue() {
      run(() -> seen.add(param("scale", Tensor.of(1.0, Math.E), Constraints.positive())));
      assertThat(store.unconstrained("scale").toDoubles()).containsExactly(0, 1);
      assertThat(store.get("scale").toDoubles()).containsExactly(1, Math.E);
    }

    /** As torch's biject_to: exp, not softplus; a sigmoid; shifted. */
    @ParameterizedTest(name = "{0}: {1} is kept as {2}")
    @CsvSource({
      "real, -3, -3",
      "positive, 1, 0",
      "nonNegative, 7.38905609893065, 2",
      "unitInterval, 0.5, 0",
      "'interval(-1, 3)', 1, 0",
      "'greaterThan(2)', 3, 0",
      "'lessThan(2)', 1, 0",
    })
    void freesEachConstraintAsTorchDoes(String name, double value, double free) {
      store.put("x", Tensor.of(value), Constraints.parse(name));
      assertThat(store.unconstrained("x").toDoubles())
          .containsExactly(new double[] {free}, within(1e-15));
      assertThat(store.get("x").toDoubles()).containsExactly(new double[] {value}, within(1e-14));
    }

    @Test
    void doesNotComputeTheStartOfAParameterThatIsThere() {
      run(() -> param("x", 1));
      run(
          () ->
              seen.add(
                  param(
                      "x",
                      () -> {
                        throw new AssertionError("asked for a start");
                      },
                      Constraints.real())));
      assertThat(store.get("x").item()).isEqualTo(1);
    }

    @Test
    void letsTheFirstStartCount() {
      run(() -> param("x", 1));
      run(() -> param("x", 2));
      assertThat(store.get("x").item()).isEqualTo(1);
    }

    @Test
    void keepsAParameterFromChangesOfTheTensorThatItStartedWith() {
      Leaf other = Leaf.of(Tensor.scalar(1));
      run(() -> param("x", other.value()));
      other.set(Tensor.scalar(9));
      assertThat(store.get("x").item()).isEqualTo(1);
    }

    @Test
    void listsNamesInTheOrderInWhichTheyCame() {
      run(() -> List.of("c", "a", "b").forEach(name -> param(name, 0)));
      assertThat(store.names()).containsExactly("c", "a", "b");
      assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void namesEachWeightOfANetwork() {
      run(() -> module("net", Net.linear(2, 3).then(Tensor::relu).then(Net.linear(3, 1))));
      assertThat(store.names())
          .containsExactlyInAnyOrder("net.0.weight", "net.0.bias", "net.1.weight", "net.1.bias");
    }

    @Test
    void startsANetworkBySessionsNoise() {
      Net net = Net.linear(4, 4);
      assertThat(weights(net, 1)).isEqualTo(weights(net, 1)).isNotEqualTo(weights(net, 2));
    }

    private List<Double> weights(Net net, long seed) {
      ParamStore fresh = ParamStore.create();
      Session session = fresh.session(Noise.of(seed));
      Interpreter.under(session, () -> module("net", net));
      session.settle();
      return java.util.Arrays.stream(fresh.get("net.weight").toDoubles()).boxed().toList();
    }

    @Test
    void refusesAParameterWithoutStart() {
      run(() -> param("there", 1));
      assertThatThrownBy(() -> run(() -> param("missing")))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("There is no parameter 'missing'. There are: [there].");
      assertThat(store.names()).containsExactly("there");
    }

    @ParameterizedTest(name = "{0} does not hold {1}")
    @CsvSource({
      "positive, -1",
      "positive, 0",
      "nonNegative, 0",
      "unitInterval, 1",
      "unitInterval, 2",
      "real, NaN",
      "real, Infinity",
    })
    void refusesAStartOutsideItsConstraint(String name, double start) {
      Constraint constraint = Constraints.parse(name);
      assertThatThrownBy(() -> run(() -> param("x", start, constraint)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Parameter 'x'")
          .hasMessageContaining("Needed: " + name);
      assertThat(store.size()).isZero();
    }

    @Test
    void refusesAStartOfWholeNumbers() {
      assertThatThrownBy(() -> run(() -> param("x", Tensor.of(1, 2))))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'x': the parameter starts with numbers of type int64.");
      assertThat(store.size()).isZero();
    }

    @Test
    void refusesAConstraintThatNothingIsMappedTo() {
      assertThatThrownBy(() -> run(() -> param("x", 1, Constraints.bool())))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("discrete");
    }

    @Test
    void refusesAParameterThatIsAskedForWithAnotherConstraint() {
      run(() -> param("x", 1));
      assertThatThrownBy(() -> run(() -> param("x", 1, Constraints.positive())))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("with the constraint positive and kept with real");
    }

    @Test
    void takesTwoConstraintsOfOneNameForTheSame() {
      record Mine() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
          return value.eq(value);
        }

        @Override
        public boolean equals(Object other) {
          return this == other;
        }

        @Override
        public int hashCode() {
          return 0;
        }

        @Override
        public String name() {
          return "real";
        }
      }
      run(() -> param("x", 1));
      run(() -> seen.add(param("x", Tensor.scalar(1), new Mine())));
      assertThat(seen).hasSize(1);
    }

    @Test
    void givesAParameterWithoutStartWhateverItsConstraint() {
      run(() -> param("x", 2, Constraints.positive()));
      run(() -> assertThat(param("x").item()).isEqualTo(2, within(1e-6)));
    }
  }

  @Nested
  final class Changing {
    @Test
    void keepsTheConstraint() {
      store.put("x", Tensor.of(1.0), Constraints.positive());
      store.put("x", Tensor.of(Math.E));
      assertThat(store.unconstrained("x").toDoubles()).containsExactly(1);
    }

    @Test
    void putsInWithoutConstraint() {
      store.put("x", Tensor.of(-1.0));
      assertThat(store.find("x").get().constraint()).isEqualTo(Constraints.real());
    }

    @Test
    void keepsTheLeafUnderTheSameConstraint() {
      store.put("x", Tensor.of(1.0), Constraints.positive());
      Leaf before = store.find("x").get().leaf();
      store.put("x", Tensor.of(2.0), Constraints.positive());
      assertThat(store.find("x").get().leaf()).isSameAs(before);
      store.put("x", Tensor.of(2.0), Constraints.real());
      assertThat(store.find("x").get().leaf()).isNotSameAs(before);
    }

    @Test
    void keepsTheRoleUnderAnotherConstraint() {
      Session session = store.session(Noise.of(1));
      Interpreter.under(
          session,
          () ->
              Interpreter.perform(
                  new Param(
                      "mean",
                      io.vavr.control.Option.of(noise -> Tensor.scalar(0)),
                      Constraints.real(),
                      Param.Role.KEPT,
                      io.vavr.control.Option.none(),
                      dev.jyro.effect.Setting.plain())));
      session.settle();
      store.put("mean", Tensor.scalar(1), Constraints.positive());
      assertThat(store.find("mean").get().role()).isEqualTo(Param.Role.KEPT);
    }

    @Test
    void refusesAnotherShape() {
      store.put("x", Tensor.of(1.0));
      assertThatThrownBy(() -> store.put("x", Tensor.of(1.0, 2.0)))
          .isInstanceOf(ShapeException.class);
      assertThat(store.get("x").toDoubles()).containsExactly(1);
    }

    @Test
    void refusesAValueOutsideTheConstraint() {
      store.put("x", Tensor.of(1.0), Constraints.positive());
      assertThatThrownBy(() -> store.put("x", Tensor.of(-1.0))).isInstanceOf(JyroException.class);
      assertThat(store.get("x").toDoubles()).containsExactly(1);
    }

    @Test
    void takesOut() {
      run(() -> param("x", 1));
      store.remove("x");
      assertThat(store.names()).isEmpty();
      run(() -> param("x", 2));
      assertThat(store.get("x").item()).isEqualTo(2);
    }

    @Test
    void doesNotChangeWhatWasReadBefore() {
      store.put("x", Tensor.of(1.0));
      Tensor value = store.get("x");
      Tensor free = store.unconstrained("x");
      store.put("x", Tensor.of(5.0));
      assertThat(value.toDoubles()).containsExactly(1);
      assertThat(free.toDoubles()).containsExactly(1);
    }

    @Test
    void saysWhichNamesThereAre() {
      store.put("a", Tensor.of(1.0));
      assertThatThrownBy(() -> store.get("b")).hasMessageContaining("There are: [a]");
      assertThatThrownBy(() -> store.unconstrained("b")).hasMessageContaining("There are: [a]");
    }

    @Test
    void leavesNoTensorBehind() {
      store.put("x", Tensor.of(1.0), Constraints.positive());
      long before = TensorScope.unscoped();
      store.put("x", Tensor.of(2.0), Constraints.positive());
      assertThat(TensorScope.unscoped()).isEqualTo(before);
    }
  }

  @Nested
  final class Running {
    @Test
    void recordsNoGradients() {
      run(() -> assertThat(param("x", 1).mul(2).requiresGradient()).isFalse());
    }

    @Test
    void isolatesStores() {
      ParamStore other = ParamStore.create();
      run(() -> param("x", 1));
      other.run(data -> param("x", 2), "");
      assertThat(store.get("x").item()).isEqualTo(1);
      assertThat(other.get("x").item()).isEqualTo(2);
    }

    @Test
    void answersTheInnermostOfTwoStores() {
      ParamStore inner = ParamStore.create();
      Model<String> program = data -> param("x", 1);
      store.run(inner.given(program), "");
      assertThat(inner.names()).containsExactly("x");
      assertThat(store.names()).isEmpty();
    }

    @Test
    void leavesAParameterAloneThatIsSubstituted() {
      Model<String> program = data -> seen.add(param("x", 1));
      store.run(Handlers.substitute(program, Map.of("x", Tensor.scalar(7))), "");
      assertThat(seen.get(0).item()).isEqualTo(7);
      assertThat(store.names()).isEmpty();
    }

    @Test
    void leavesAParameterAloneThatIsLifted() {
      Model<String> program = data -> param("x", 1);
      store.run(Handlers.lift(program, Map.of("x", Normal.of(0, 1))), "");
      assertThat(store.names()).isEmpty();
    }

    @Test
    void keepsNothingOfSampleSites() {
      run(() -> sample("z", Normal.of(0, 1)));
      assertThat(store.names()).isEmpty();
    }
  }

  @Nested
  final class InASession {
    private final Session session = store.session(Noise.of(1));

    @Test
    void computesAValueOnce() {
      Interpreter.under(
          session,
          () -> {
            Tensor first = param("x", 1, Constraints.positive());
            assertThat(param("x", 1, Constraints.positive())).isSameAs(first);
          });
      assertThat(session.touched()).extracting(ParamStore.Entry::name).containsExactly("x");
    }

    @Test
    void givesTheStoredLeafItselfWithoutConstraint() {
      Tensor[] given = new Tensor[1];
      Interpreter.under(session, () -> given[0] = param("x", 1));
      session.settle();
      assertThat(given[0]).isSameAs(store.find("x").get().leaf().value());
    }

    @Test
    void computesTheValueAnewInTheNext() {
      Interpreter.under(session, () -> param("x", Tensor.of(1.0), Constraints.positive()));
      store.put("x", Tensor.of(3.0));
      Interpreter.under(
          store.session(Noise.of(1)),
          () ->
              assertThat(param("x").toDoubles()).containsExactly(new double[] {3}, within(1e-15)));
    }

    @Test
    void letsGradientsReachTheFreeNumbers() {
      Gradients.recording(
          () -> {
            Interpreter.under(
                session,
                () ->
                    Gradients.backward(
                        param("x", Tensor.of(2.0), Constraints.positive()).square().sum()));
            return session;
          });
      session.settle();
      // d/du exp(u)² = 2 exp(u)² at exp(u) = 2.
      assertThat(store.find("x").get().leaf().gradient().get().toDoubles())
          .containsExactly(new double[] {8}, within(1e-12));
    }

    @Test
    void computesAValueOnceMoreIfItsGradientIsWantedOnlyThen() {
      Gradients.recording(
          () -> {
            Interpreter.under(
                session,
                () -> {
                  Gradients.paused(() -> param("x", Tensor.of(2.0), Constraints.positive()));
                  Gradients.backward(param("x").square().sum());
                });
            return session;
          });
      session.settle();
      assertThat(store.find("x").get().leaf().gradient().get().toDoubles())
          .containsExactly(new double[] {8}, within(1e-12));
    }

    @Test
    void takesOutJustWhatItMadeWhenUndone() {
      run(() -> param("old", 1));
      Interpreter.under(
          session,
          () -> {
            param("old", 1);
            param("new", 1);
            Interpreter.under(session.trial(), () -> param("trial", 1));
          });
      session.undo();
      assertThat(store.names()).containsExactly("old");
    }

    @Test
    void makesNothingWhenTheStartFails() {
      assertThatThrownBy(
              () ->
                  Interpreter.under(
                      session,
                      () ->
                          param(
                              "x",
                              () -> {
                                throw new IllegalArgumentException("no start");
                              },
                              Constraints.real())))
          .hasMessage("no start");
      assertThat(store.names()).isEmpty();
      assertThat(session.touched()).isEmpty();
    }
  }

  @Test
  void keepsFloat64() {
    run(() -> seen.add(param("x", Tensor.of(1.0 / 3))));
    assertThat(seen.get(0).dataType()).isEqualTo(DataType.FLOAT64);
    assertThat(store.get("x").toDoubles()).containsExactly(1.0 / 3);
  }
}
