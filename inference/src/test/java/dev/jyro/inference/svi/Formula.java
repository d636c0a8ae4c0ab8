package dev.jyro.inference.svi;

import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an objective's gradient is, given the draws: minus the sum over draws of a derivative times
 * a charge.
 *
 * @param gradient how draws carry their gradient
 * @param words which objective it is
 * @param objective the objective
 * @param part what is differentiated of each draw
 * @param charge what that is multiplied with, from the log weights of all draws
 * @param alpha the order of the bound; 1 is the ELBO
 */
record Formula(
    Gradient gradient,
    String words,
    ELBO objective,
    Part part,
    Function<double[], IntToDoubleFunction> charge,
    double alpha) {
  /** What is differentiated of a draw {@code z = loc + scale noise}. */
  enum Part {
    /** {@code log p - log q} along the path. */
    PATH {
      @Override
      double byLoc(double pull, double noise, double scale) {
        return pull;
      }

      @Override
      double byScale(double pull, double noise, double scale) {
        return pull * noise + 1 / scale;
      }
    },

    /** The same without the guide's score. */
    LANDING {
      @Override
      double byLoc(double pull, double noise, double scale) {
        return pull + noise / scale;
      }

      @Override
      double byScale(double pull, double noise, double scale) {
        return (pull + noise / scale) * noise;
      }
    },

    /** The guide's score. */
    SCORE {
      @Override
      double byLoc(double pull, double noise, double scale) {
        return noise / scale;
      }

      @Override
      double byScale(double pull, double noise, double scale) {
        return (noise * noise - 1) / scale;
      }
    };

    /**
     * The derivative by the guide's location.
     *
     * @param pull the derivative of the model's log density by the draw
     */
    abstract double byLoc(double pull, double noise, double scale);

    /** The derivative by the guide's scale. */
    abstract double byScale(double pull, double noise, double scale);
  }

  static Stream<Formula> all() {
    return Stream.of(
            paths(),
            scores(),
            renyi(0),
            renyi(0.4),
            renyi(-1),
            ofOtherObjectivesOfSeveralParticles())
        .flatMap(each -> each);
  }

  private static Stream<Formula> paths() {
    Function<double[], IntToDoubleFunction> share = w -> k -> 1.0 / w.length;
    TraceELBO three = TraceELBO.vectorized(3);
    return Stream.of(
        path("TraceELBO", TraceELBO.create(), Part.PATH, share, 1),
        path("TraceELBO, three", three, Part.PATH, share, 1),
        path("TraceGraphELBO", TraceGraphELBO.create(), Part.PATH, share, 1),
        path("landing", TraceELBO.create().stickingTheLanding(), Part.LANDING, share, 1),
        path("landing, three", three.stickingTheLanding(), Part.LANDING, share, 1));
  }

  private static Stream<Formula> scores() {
    Function<double[], IntToDoubleFunction> cost = w -> k -> w[k] / w.length;
    return Stream.of(
        score("TraceELBO", TraceELBO.create(), cost, 1),
        score("TraceELBO, three", TraceELBO.vectorized(3), cost, 1),
        score("TraceGraphELBO", TraceGraphELBO.create(), cost, 1),
        score("TraceGraphELBO, three", TraceGraphELBO.vectorized(3), cost, 1));
  }

  private static Stream<Formula> renyi(double alpha) {
    RenyiELBO renyi = RenyiELBO.vectorized(alpha, 3);
    String words = "RenyiELBO " + alpha;
    return Stream.of(
        path(words, renyi, Part.PATH, w -> k -> share(alpha, k, w), alpha),
        path(
            words + ", doubly",
            renyi.doublyReparameterized(),
            Part.LANDING,
            w -> k -> twice(alpha, share(alpha, k, w)),
            alpha),
        score(words, renyi, w -> k -> bound(alpha, w) - share(alpha, k, w), alpha));
  }

  private static Stream<Formula> ofOtherObjectivesOfSeveralParticles() {
    Function<double[], IntToDoubleFunction> share = w -> k -> share(0, k, w);
    ELBO awake = ReweightedWakeSleep.vectorized(3);
    return Stream.of(
        path("VIMCO", VIMCO.vectorized(3), Part.PATH, share, 0),
        score(
            "VIMCO",
            VIMCO.vectorized(3),
            w -> k -> bound(0, w) - bound(0, without(k, w)) - share(0, k, w),
            0),
        path("ReweightedWakeSleep", awake, Part.SCORE, share, 0),
        score("ReweightedWakeSleep", awake, share, 0));
  }

  private static Formula path(
      String words,
      ELBO objective,
      Part part,
      Function<double[], IntToDoubleFunction> charge,
      double alpha) {
    return new Formula(Gradient.PATHWISE, words, objective, part, charge, alpha);
  }

  private static Formula score(
      String words, ELBO objective, Function<double[], IntToDoubleFunction> charge, double alpha) {
    return new Formula(Gradient.SCORE, words, objective, Part.SCORE, charge, alpha);
  }

  private static double bound(double alpha, double... weights) {
    double mean =
        DoubleStream.of(weights).map(w -> Math.exp((1 - alpha) * w)).average().orElseThrow();
    return Math.log(mean) / (1 - alpha);
  }

  /** A normalised weight. */
  private static double share(double alpha, int k, double... weights) {
    double sum = DoubleStream.of(weights).map(w -> Math.exp((1 - alpha) * w)).sum();
    return Math.exp((1 - alpha) * weights[k]) / sum;
  }

  private static double twice(double alpha, double share) {
    return alpha * share + (1 - alpha) * share * share;
  }

  /** With the geometric mean of the others in this one's place. */
  private static double[] without(int k, double... weights) {
    double[] without = weights.clone();
    without[k] = (DoubleStream.of(weights).sum() - weights[k]) / (weights.length - 1);
    return without;
  }

  double bound(double... logWeights) {
    return alpha == 1
        ? DoubleStream.of(logWeights).average().orElseThrow()
        : bound(alpha, logWeights);
  }

  double[] charges(double... logWeights) {
    IntToDoubleFunction of = charge.apply(logWeights);
    return IntStream.range(0, logWeights.length).mapToDouble(of).toArray();
  }

  @Override
  public String toString() {
    return gradient + ", " + words;
  }
}
