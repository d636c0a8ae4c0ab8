package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A model of two bits, whose objectives are sums over what they can be: z₁ with odds e^-0.8, z₂
 * with odds e^(1.2 z₁ - 0.5), x ~ N(θ + z₁ + 2 z₂, 1), and a guide with the odds e^a and e^(b + c
 * z₁).
 *
 * <p>In so many copies side by side, each with bits of its own: objectives are so many times one
 * copy's.
 */
final class TwoBits {
  static final Map<String, double[]> AT =
      Map.of(
          "a", new double[] {0.4},
          "b", new double[] {-0.3},
          "c", new double[] {0.7},
          "theta", new double[] {0.2});

  static final double X = 1.4;

  private TwoBits() {}

  static final Model<Integer> MODEL =
      copies ->
          within(
              copies,
              () -> {
                Tensor one = sample("z1", Bernoulli.ofLogits(number(-0.8)));
                Tensor two = sample("z2", Bernoulli.ofLogits(one.mul(1.2).sub(0.5)));
                Tensor loc = param("theta").add(one).add(two.mul(2));
                observe("x", Normal.of(loc, 1), number(X));
              });

  static final Model<Integer> GUIDE =
      copies ->
          within(
              copies,
              () -> {
                Tensor one = sample("z1", Bernoulli.ofLogits(param("a")));
                sample("z2", Bernoulli.ofLogits(param("b").add(param("c").mul(one))));
              });

  /** One copy has no plate. */
  private static void within(int copies, Runnable body) {
    if (copies == 1) {
      body.run();
    } else {
      plate("copies", copies, body);
    }
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  /** What one of the four states weighs: probability under the guide, and both log densities. */
  record State(double logQ, double logP) {
    static State of(int bits, Map<String, double[]> at) {
      int one = bits & 1;
      int two = bits >> 1;
      double logQ =
          logBernoulli(one, at(at, "a")) + logBernoulli(two, at(at, "b") + at(at, "c") * one);
      double gap = X - at(at, "theta") - one - 2 * two;
      double logP =
          logBernoulli(one, -0.8)
              + logBernoulli(two, 1.2 * one - 0.5)
              - gap * gap / 2
              - Math.log(2 * Math.PI) / 2;
      return new State(logQ, logP);
    }

    double logWeight() {
      return logP - logQ;
    }
  }

  private static double at(Map<String, double[]> at, String name) {
    return Objects.requireNonNull(at.get(name))[0];
  }

  private static double logBernoulli(int bit, double logits) {
    return -Math.log1p(Math.exp(bit == 1 ? -logits : logits));
  }

  /** The mean, over so many draws of the guide, of what a function makes of them. */
  static double mean(int particles, Map<String, double[]> at, ToDoubleFunction<State[]> function) {
    double sum = 0;
    for (int outcome = 0; outcome < 1 << (2 * particles); outcome++) {
      State[] states = new State[particles];
      double logQ = 0;
      for (int k = 0; k < particles; k++) {
        states[k] = State.of((outcome >> (2 * k)) & 3, at);
        logQ += states[k].logQ();
      }
      sum += Math.exp(logQ) * function.applyAsDouble(states);
    }
    return sum;
  }
}
