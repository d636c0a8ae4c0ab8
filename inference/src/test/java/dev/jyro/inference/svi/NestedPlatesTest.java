package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pyro's tests of objectives of several particles on nested plates: x ~ N(0, 1) for each outer
 * index, y ~ N(x, 1) for each pair, and the guide N(1, 1).
 */
final class NestedPlatesTest {
  private static final double[][] Y = {{-1, 2, 1}, {1, 0.5, -0.4}};
  private static final int MANY = 10_000;

  /** Where the plates are; the data have their first dimension for the one further left. */
  private enum Order {
    INNER_LEFT(3, 2) {
      @Override
      double y(int outer, int inner) {
        return Y[inner][outer];
      }
    },
    OUTER_LEFT(2, 3) {
      @Override
      double y(int outer, int inner) {
        return Y[outer][inner];
      }
    };

    private final int outer;
    private final int inner;

    Order(int outer, int inner) {
      this.outer = outer;
      this.inner = inner;
    }

    abstract double y(int outer, int inner);

    Plate outer() {
      return Plate.of("outer", outer).dim(this == INNER_LEFT ? -1 : -2);
    }

    Plate inner() {
      return Plate.of("inner", inner).dim(this == INNER_LEFT ? -2 : -1);
    }

    /** Of m data in a plate: N(x, 1) around a mean with variance 1. */
    double logEvidence() {
      double sum = 0;
      for (int i = 0; i < outer; i++) {
        double total = 0;
        double squares = 0;
        for (int j = 0; j < inner; j++) {
          total += y(i, j);
          squares += y(i, j) * y(i, j);
        }
        sum -=
            inner * Math.log(2 * Math.PI) / 2
                + Math.log(1 + inner) / 2
                + (squares - total * total / (1 + inner)) / 2;
      }
      return sum;
    }
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private static final Tensor DATA =
      Tensor.of(new double[] {-1, 2, 1, 1, 0.5, -0.4}, Shapes.of(2, 3));

  private static final Model<Order> MODEL =
      order ->
          plate(
              order.outer(),
              i -> {
                Tensor x = sample("x", Normal.of(number(0), number(1)));
                plate(order.inner(), j -> observe("y", Normal.of(x, number(1)), DATA));
              });

  private static final Model<Order> GUIDE =
      order ->
          plate(order.outer(), i -> sample("x", Normal.of(param("loc", number(1)), number(1))));

  private static SVI<Order> svi(Model<Order> model, Model<Order> guide, ELBO objective) {
    return SVI.of(model, guide, SGD.withLearningRate(0), objective);
  }

  private static Map<String, ELBO> ofFewParticles() {
    Map<String, ELBO> few = new LinkedHashMap<>(Objectives.all());
    few.put("VIMCO, of five", VIMCO.withParticles(5));
    few.put("RenyiELBO -1", RenyiELBO.vectorized(-1, 5));
    return few;
  }

  static Stream<Arguments> ofFew() {
    return ofFewParticles().keySet().stream()
        .flatMap(name -> Stream.of(Order.values()).map(order -> Arguments.of(name, order)));
  }

  /** The seeds in the programs count, so that a step and an evaluation have one noise. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("ofFew")
  void haveOneLossWithAndWithoutGradients(String name, Order order) {
    ELBO objective = Objects.requireNonNull(ofFewParticles().get(name));
    SVI<Order> svi = svi(Handlers.seed(MODEL, 3), Handlers.seed(GUIDE, 4), objective);
    double evaluated = svi.evaluateLoss(order);
    assertThat(svi.step(order)).isCloseTo(evaluated, Percentage.withPercentage(1e-7 * 100));
  }

  static Stream<Arguments> ofMany() {
    return Stream.of(
            Arguments.of("RenyiELBO 0", RenyiELBO.vectorized(0, MANY)),
            Arguments.of("RenyiELBO 0.5", RenyiELBO.vectorized(0.5, MANY)),
            Arguments.of("ReweightedWakeSleep", ReweightedWakeSleep.vectorized(MANY)))
        .flatMap(
            row ->
                Stream.of(Order.values())
                    .map(order -> Arguments.of(row.get()[0], row.get()[1], order)));
  }

  /**
   * Pyro accepts 0.1. The variances of the weights, divided by their mean, sum to 2.8 over the
   * outer indices, so that one loss deviates by √(2.8/10,000) = 0.017, and a difference of two by
   * 0.024.
   */
  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("ofMany")
  void haveNearlyOneLossWithNoiseOfTheirOwn(String name, ELBO objective, Order order) {
    SVI<Order> svi = svi(MODEL, GUIDE, objective);
    assertThat(svi.step(order)).isEqualTo(svi.evaluateLoss(order), within(0.1));
  }

  /** With alpha 0 the bound is the log evidence, but for a deviation of 0.017 as above. */
  @ParameterizedTest
  @CsvSource({"INNER_LEFT", "OUTER_LEFT"})
  void haveTheEvidenceOfEachOuterIndex(Order order) {
    for (ELBO objective :
        new ELBO[] {
          RenyiELBO.importanceWeighted(MANY),
          VIMCO.vectorized(MANY),
          ReweightedWakeSleep.vectorized(MANY)
        }) {
      assertThat(svi(MODEL, GUIDE, objective).evaluateLoss(order))
          .isEqualTo(-order.logEvidence(), within(0.1));
    }
  }
}
