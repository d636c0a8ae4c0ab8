package dev.jyro.inference.svi;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mean of each estimator's gradient against the derivative of what it estimates, on models of
 * two sites where that is a finite sum or an integral.
 */
final class UnbiasedGradientsTest {
  private static final int COPIES = 400;
  private static final int STEPS = 400;

  private static double renyi(double alpha, double... logWeights) {
    double sum = 0;
    for (double logWeight : logWeights) {
      sum += Math.exp((1 - alpha) * logWeight);
    }
    return Math.log(sum / logWeights.length) / (1 - alpha);
  }

  private static double mean(double... logWeights) {
    return Arrays.stream(logWeights).average().orElseThrow();
  }

  private static double[] logWeights(TwoBits.State... states) {
    return Arrays.stream(states).mapToDouble(TwoBits.State::logWeight).toArray();
  }

  private static ToDoubleFunction<Map<String, double[]>> ofBits(
      int particles, ToDoubleFunction<double[]> bound) {
    return at -> TwoBits.mean(particles, at, states -> -bound.applyAsDouble(logWeights(states)));
  }

  static Stream<Arguments> objectivesOfBits() {
    return Stream.of(
        Arguments.of("score function", TraceELBO.create(), 1, bound(w -> mean(w))),
        Arguments.of("Rényi 0, 2", RenyiELBO.vectorized(0, 2), 2, bound(w -> renyi(0, w))),
        Arguments.of("Rényi 0, 3", RenyiELBO.vectorized(0, 3), 3, bound(w -> renyi(0, w))),
        Arguments.of("Rényi 0.5", RenyiELBO.withParticles(0.5, 2), 2, bound(w -> renyi(0.5, w))),
        Arguments.of("Rényi -1", RenyiELBO.vectorized(-1, 2), 2, bound(w -> renyi(-1, w))),
        Arguments.of("VIMCO, 2", VIMCO.withParticles(2), 2, bound(w -> renyi(0, w))),
        Arguments.of("VIMCO, 4", VIMCO.vectorized(4), 4, bound(w -> renyi(0, w))));
  }

  private static ToDoubleFunction<double[]> bound(ToDoubleFunction<double[]> bound) {
    return bound;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objectivesOfBits")
  void onBitsThatCarryNoGradient(
      String name, ELBO objective, int particles, ToDoubleFunction<double[]> bound) {
    ToDoubleFunction<Map<String, double[]>> exact = ofBits(particles, bound);
    Samples found =
        new Probe<>(TwoBits.MODEL, TwoBits.GUIDE, objective, TwoBits.AT).steps(STEPS, COPIES);
    found.assertMean("loss", 0.02 * COPIES, COPIES * exact.applyAsDouble(TwoBits.AT));
    for (String by : TwoBits.AT.keySet()) {
      found.assertMean(by, 0.06 * COPIES, COPIES * Slopes.by(by, TwoBits.AT, exact));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objectivesOfBits")
  void withoutAnyPlate(
      String name, ELBO objective, int particles, ToDoubleFunction<double[]> bound) {
    ToDoubleFunction<Map<String, double[]>> exact = ofBits(particles, bound);
    Samples found = new Probe<>(TwoBits.MODEL, TwoBits.GUIDE, objective, TwoBits.AT).steps(4000, 1);
    for (String by : TwoBits.AT.keySet()) {
      found.assertMean(by, 0.2, Slopes.by(by, TwoBits.AT, exact));
    }
  }

  static Stream<Arguments> objectivesOfNormals() {
    return Stream.of(Gradient.values())
        .flatMap(
            gradient ->
                Stream.of(
                    Arguments.of(gradient, "TraceELBO", TraceELBO.create(), bound(w -> w[0])),
                    Arguments.of(
                        gradient, "Rényi 0", RenyiELBO.vectorized(0, 2), bound(w -> renyi(0, w))),
                    Arguments.of(
                        gradient,
                        "Rényi 0.4",
                        RenyiELBO.withParticles(0.4, 2),
                        bound(w -> renyi(0.4, w))),
                    Arguments.of(gradient, "VIMCO", VIMCO.vectorized(2), bound(w -> renyi(0, w)))));
  }

  static Stream<Arguments> objectivesOfPaths() {
    return Stream.of(
        Arguments.of(
            Gradient.PATHWISE,
            "sticking the landing",
            TraceELBO.create().stickingTheLanding(),
            bound(w -> w[0])),
        Arguments.of(
            Gradient.PATHWISE,
            "sticking the landing, two in a loop",
            TraceELBO.withParticles(2).stickingTheLanding(),
            bound(w -> w[0])),
        Arguments.of(
            Gradient.PATHWISE,
            "doubly, 0",
            RenyiELBO.vectorized(0, 2).doublyReparameterized(),
            bound(w -> renyi(0, w))),
        Arguments.of(
            Gradient.PATHWISE,
            "doubly, 0, in a loop",
            RenyiELBO.withParticles(0, 2).doublyReparameterized(),
            bound(w -> renyi(0, w))),
        Arguments.of(
            Gradient.PATHWISE,
            "doubly, 0.4",
            RenyiELBO.vectorized(0.4, 2).doublyReparameterized(),
            bound(w -> renyi(0.4, w))));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource({"objectivesOfNormals", "objectivesOfPaths"})
  void onNormalNumbers(
      Gradient gradient, String name, ELBO objective, ToDoubleFunction<double[]> bound) {
    ToDoubleFunction<Map<String, double[]>> exact =
        at -> TwoNormals.mean(at, weights -> -bound.applyAsDouble(weights));
    Samples found =
        new Probe<>(TwoNormals.MODEL, TwoNormals.guide(gradient), objective, TwoNormals.AT)
            .steps(STEPS, COPIES);
    found.assertMean("loss", 0.03 * COPIES, COPIES * exact.applyAsDouble(TwoNormals.AT));
    for (String by : TwoNormals.AT.keySet()) {
      found.assertMean(by, 0.12 * COPIES, COPIES * Slopes.by(by, TwoNormals.AT, exact));
    }
  }

  /** The model's side has the bound's gradient; the guide's that of weighted log densities. */
  @Test
  void ofReweightedWakeSleepAwake() {
    Samples found =
        new Probe<>(TwoBits.MODEL, TwoBits.GUIDE, ReweightedWakeSleep.vectorized(3), TwoBits.AT)
            .steps(STEPS, COPIES);
    ToDoubleFunction<Map<String, double[]>> exact = ofBits(3, w -> renyi(0, w));
    found.assertMean("loss", 0.02 * COPIES, COPIES * exact.applyAsDouble(TwoBits.AT));
    found.assertMean("theta", 0.06 * COPIES, COPIES * Slopes.by("theta", TwoBits.AT, exact));
    for (String by : new String[] {"a", "b", "c"}) {
      found.assertMean(by, 0.06 * COPIES, COPIES * wakePhi(3, by));
    }
  }

  /** Minus the mean of {@code Σ w̃ ∂log q}, the weights and the draws as they are. */
  private static double wakePhi(int particles, String by) {
    return Slopes.by(
        by,
        TwoBits.AT,
        moved -> {
          double sum = 0;
          for (int outcome = 0; outcome < 1 << (2 * particles); outcome++) {
            sum -= share(particles, outcome, moved);
          }
          return sum;
        });
  }

  private static double share(int particles, int outcome, Map<String, double[]> moved) {
    double logQ = 0;
    double total = 0;
    double weighted = 0;
    for (int k = 0; k < particles; k++) {
      int bits = (outcome >> (2 * k)) & 3;
      TwoBits.State here = TwoBits.State.of(bits, TwoBits.AT);
      logQ += here.logQ();
      total += Math.exp(here.logWeight());
      weighted += Math.exp(here.logWeight()) * TwoBits.State.of(bits, moved).logQ();
    }
    return Math.exp(logQ) * weighted / total;
  }
}
