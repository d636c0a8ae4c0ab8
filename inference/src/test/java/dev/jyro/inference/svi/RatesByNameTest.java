package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Poisson;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pyro's TestFixedModelGuide, under each objective. */
final class RatesByNameTest {
  private static final Tensor COUNTS = Tensor.of(1f, 2, 3);

  private static final Model<String> MODEL =
      data -> {
        Tensor rate = sample("rate", gamma("p_", 1.5));
        plate("counts", 3, () -> observe("x", Poisson.of(rate), COUNTS));
      };

  private static final Model<String> GUIDE = data -> sample("rate", gamma("q_", 2));

  private static Gamma gamma(String prefix, double alpha) {
    return Gamma.of(
        param(prefix + "alpha", alpha, Constraints.positive()),
        param(prefix + "beta", 1.2, Constraints.positive()));
  }

  static Stream<Arguments> cases() {
    return Objectives.names()
        .flatMap(name -> Stream.of("", "p_", "q_", "p_q_").map(still -> Arguments.of(name, still)));
  }

  /** One program's parameters stay bit for bit, the other's move, all four of them. */
  @ParameterizedTest(name = "{0}: {1} stay")
  @MethodSource("cases")
  void holdSomeParametersStill(String objective, String still) {
    Optimizer fixed = Adam.withLearningRate(0);
    Optimizer moving = Adam.withLearningRate(0.05);
    Optimizer optimizer =
        Optimizer.byName(name -> still.contains(name.substring(0, 2)) ? fixed : moving);
    ELBO elbo = Objects.requireNonNull(Objectives.all().get(objective));
    SVI<String> svi = SVI.of(MODEL, GUIDE, optimizer, elbo);
    svi.evaluateLoss("");
    Map<String, Double> before = numbers(svi);
    for (int i = 0; i < 3; i++) {
      svi.step("");
    }
    Map<String, Double> after = numbers(svi);
    assertThat(before).containsOnlyKeys("p_alpha", "p_beta", "q_alpha", "q_beta");
    before.forEach(
        (name, number) ->
            assertThat(number.equals(after.get(name)))
                .as(name)
                .isEqualTo(still.contains(name.substring(0, 2))));
  }

  private static Map<String, Double> numbers(SVI<String> svi) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String name : svi.params().names()) {
      if (!name.startsWith("_")) {
        numbers.put(name, svi.params().unconstrained(name).item());
      }
    }
    return numbers;
  }
}
