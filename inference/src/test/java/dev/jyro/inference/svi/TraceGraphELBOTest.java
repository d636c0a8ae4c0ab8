package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TraceGraphELBOTest {
  private static final String NOTHING = "";

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  /** Two coins that have nothing to do with each other, each with data of its own. */
  private static final Model<String> COINS =
      data -> {
        Tensor first = sample("first", Bernoulli.ofLogits(number(0.5)));
        observe("x", Normal.of(first.mul(3), 0.5), number(1));
        Tensor second = sample("second", Bernoulli.ofLogits(number(-0.5)));
        observe("y", Normal.of(second.mul(3), 0.25), number(2));
      };

  private static final Model<String> GUIDE =
      data -> {
        sample("first", Bernoulli.ofLogits(param("a")));
        sample("second", Bernoulli.ofLogits(param("b")));
      };

  private static final Map<String, double[]> AT =
      Map.of("a", new double[] {0.3}, "b", new double[] {-0.2});

  private static Samples coins(Model<String> model, Model<String> guide, ELBO objective) {
    return new Probe<>(model, guide, objective, AT).steps(2000, NOTHING);
  }

  private static void assertAlike(Samples found, Samples other, String name) {
    double error = Math.hypot(found.standardError(name, 0), other.standardError(name, 0));
    assertThat(found.mean(name, 0)).isEqualTo(other.mean(name, 0), within(Samples.ERRORS * error));
  }

  @Test
  void chargesADrawOnlyWithWhatCameFromIt() {
    Samples all = coins(COINS, GUIDE, TraceELBO.create());
    Samples own = coins(COINS, GUIDE, TraceGraphELBO.create());
    AT.keySet().forEach(name -> assertAlike(own, all, name));
    // the second coin's cost, -32 or -8, is noise to the first one, whose own is -2 or -8
    assertThat(own.variance("a", 0)).isLessThan(0.3 * all.variance("a", 0));
  }

  /** What an `if` in Java makes of a draw goes everywhere. */
  @Test
  void seesNumbersThatAreReadIntoJava() {
    Model<String> branching =
        data -> {
          Tensor first = sample("first", Bernoulli.ofLogits(number(0.5)));
          double loc = first.item() > 0.5 ? 3 : 0;
          Tensor second = sample("second", Bernoulli.ofLogits(number(loc - 1)));
          observe("x", Normal.of(loc, 0.5), number(1));
          observe("y", Normal.of(second.mul(3), 0.5), number(2));
        };
    Samples all = coins(branching, GUIDE, TraceELBO.create());
    Samples own = coins(branching, GUIDE, TraceGraphELBO.create());
    AT.keySet().forEach(name -> assertAlike(own, all, name));
  }

  /** Comparisons and indices have no gradient, and draws go through them all the same. */
  @Test
  void seesDrawsThatGoThroughIndicesAndMasks() {
    Tensor table = Tensor.of(0.0, 3);
    Model<String> looking =
        data -> {
          Tensor first = sample("first", Bernoulli.ofLogits(number(0.5)));
          Tensor loc = table.indexSelect(0, first.to(DataType.INT64).reshape(1)).reshape();
          Tensor second = sample("second", Bernoulli.ofLogits(first.gt(0.5).where(loc, 1)));
          observe("x", Normal.of(loc, 0.5), number(1));
          observe("y", Normal.of(second.mul(3), 0.5), number(2));
        };
    Samples all = coins(looking, GUIDE, TraceELBO.create());
    Samples own = coins(looking, GUIDE, TraceGraphELBO.create());
    AT.keySet().forEach(name -> assertAlike(own, all, name));
  }

  @Test
  void baselinesTakeNoiseOutAndChangeNoMean() {
    Model<String> costly =
        data -> {
          Tensor first = sample("first", Bernoulli.ofLogits(number(0.5)));
          Tensor second = sample("second", Bernoulli.ofLogits(number(-0.5)));
          observe("far", Normal.of(first.add(second), 0.5), number(5));
        };
    Model<String> guessing =
        data -> {
          sample("first", Bernoulli.ofLogits(param("a")), param("guess", number(-30)));
          sample("second", Bernoulli.ofLogits(param("b")), param("guess", number(-30)));
        };
    Samples plain = coins(costly, GUIDE, TraceGraphELBO.create());
    Samples averaged = coins(costly, GUIDE, TraceGraphELBO.create().decayingAverage(0.9));
    Map<String, double[]> at = new HashMap<>(AT);
    at.put("guess", new double[] {-30});
    Samples guessed =
        new Probe<>(costly, guessing, TraceGraphELBO.create(), at).steps(2000, NOTHING);
    for (String name : AT.keySet()) {
      assertAlike(averaged, plain, name);
      assertAlike(guessed, plain, name);
      assertThat(averaged.variance(name, 0)).as(name).isLessThan(0.5 * plain.variance(name, 0));
      assertThat(guessed.variance(name, 0)).as(name).isLessThan(0.5 * plain.variance(name, 0));
    }
  }

  @Test
  void trainsTheGuessTowardsTheCost() {
    Model<String> guide =
        data -> sample("z", Bernoulli.ofLogits(number(0)), param("guess", number(0)));
    Model<String> model =
        data -> observe("x", Normal.of(sample("z", Bernoulli.ofLogits(number(0))), 1), number(3));
    SVI<String> svi = SVI.of(model, guide, SGD.withLearningRate(0.01), TraceGraphELBO.create());
    for (int i = 0; i < 2000; i++) {
      svi.step(NOTHING);
    }
    // log N(3; z, 1) is -5.419 or -2.919; the prior's and the guide's densities cancel
    assertThat(svi.params().get("guess").item()).isEqualTo(-4.169, within(0.35));
  }

  @Test
  void keepsTheAverageWithTheParameters() {
    Model<String> guide = data -> sample("z", Bernoulli.ofLogits(param("a", number(0))));
    Model<String> model =
        data -> observe("x", Normal.of(sample("z", Bernoulli.ofLogits(number(0))), 1), number(3));
    SVI<String> svi =
        SVI.of(model, guide, SGD.withLearningRate(0), TraceGraphELBO.create().decayingAverage(0.5));
    double average = 0;
    Map<Double, Integer> seen = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      double loss = svi.step(NOTHING);
      seen.merge(loss, 1, Integer::sum);
      average = 0.5 * average - 0.5 * loss;
      assertThat(svi.params().get("_baseline/z").item()).isEqualTo(average, within(1e-5));
    }
    assertThat(seen).hasSizeGreaterThan(1);
    double before = svi.params().get("_baseline/z").item();
    svi.evaluateLoss(NOTHING);
    assertThat(svi.params().get("_baseline/z").item()).isEqualTo(before);
  }

  @Test
  void givesTheLossOfTraceELBO() {
    SVI<String> graph =
        SVI.of(COINS, GUIDE, SGD.withLearningRate(0), TraceGraphELBO.withParticles(3), at());
    SVI<String> plain =
        SVI.of(COINS, GUIDE, SGD.withLearningRate(0), TraceELBO.withParticles(3), at());
    assertThat(graph.step(NOTHING)).isEqualTo(plain.step(NOTHING));
    assertThat(graph.evaluateLoss(NOTHING)).isEqualTo(plain.evaluateLoss(NOTHING));
  }

  private static SVI.Options at() {
    SVI.Options options = SVI.Options.defaults();
    AT.forEach((name, numbers) -> options.params().put(name, Tensor.of(numbers)));
    return options;
  }

  @Test
  void isUnbiasedOnBits() {
    Samples found =
        new Probe<>(
                TwoBits.MODEL,
                TwoBits.GUIDE,
                TraceGraphELBO.create().decayingAverage(0.9),
                TwoBits.AT)
            .steps(400, 400);
    for (String by : TwoBits.AT.keySet()) {
      double exact =
          Slopes.by(by, TwoBits.AT, at -> TwoBits.mean(1, at, states -> -states[0].logWeight()));
      found.assertMean(by, 24, 400 * exact);
    }
  }

  @Test
  void refusesABaselineThatDoesNotFit() {
    Model<String> guide =
        data ->
            plate(
                "rows",
                3,
                () ->
                    sample("z", Bernoulli.ofLogits(param("a", Tensor.zeros(3))), Tensor.zeros(4)));
    Model<String> model = data -> plate("rows", 3, () -> sample("z", Bernoulli.of(0.5)));
    SVI<String> svi = SVI.of(model, guide, SGD.withLearningRate(0.1), TraceGraphELBO.create());
    assertThatThrownBy(() -> svi.step(NOTHING))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("baseline")
        .hasMessageContaining("(4)")
        .hasMessageContaining("(3)");
    assertThatThrownBy(() -> TraceGraphELBO.create().decayingAverage(1))
        .hasMessageContaining("[0, 1)");
  }
}
