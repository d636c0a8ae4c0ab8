package dev.jyro.inference.svi;

import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * An objective and what it estimates: the mean of a function of the log weights of two draws, which
 * for small problems is a finite sum or an integral.
 *
 * @param gradient how draws carry their gradient
 * @param words which objective it is
 * @param objective the objective
 * @param ofLogWeights what it is a mean of
 */
record Bound(
    Gradient gradient, String words, ELBO objective, ToDoubleFunction<double[]> ofLogWeights) {
  /** Two draws from a guide. */
  @FunctionalInterface
  interface Pair {
    /**
     * The mean, over draws at one place, of a function of their log weights there, and of their log
     * densities under the guide at another place.
     */
    double mean(
        Map<String, double[]> drawn,
        Map<String, double[]> moved,
        ToDoubleBiFunction<double[], double[]> function);
  }

  /** The objectives for guides whose draws carry their gradient; those that are ELBOs first. */
  static Stream<Bound> ofPaths() {
    Gradient path = Gradient.PATHWISE;
    return Stream.concat(
        ofEvidence(path),
        Stream.of(
            elbo(path, "TraceMeanFieldELBO", TraceMeanFieldELBO.create()),
            elbo(path, "sticking the landing", TraceELBO.create().stickingTheLanding()),
            renyi(path, "RenyiELBO 0", RenyiELBO.vectorized(0, 2), 0),
            renyi(path, "RenyiELBO 0.4", RenyiELBO.withParticles(0.4, 2), 0.4),
            renyi(path, "doubly, 0", RenyiELBO.vectorized(0, 2).doublyReparameterized(), 0),
            renyi(path, "doubly, 0.4", RenyiELBO.vectorized(0.4, 2).doublyReparameterized(), 0.4),
            renyi(path, "VIMCO", VIMCO.vectorized(2), 0),
            renyi(path, "ReweightedWakeSleep", ReweightedWakeSleep.vectorized(2), 0)));
  }

  /** The objectives for guides whose draws carry none. */
  static Stream<Bound> ofScores() {
    Gradient score = Gradient.SCORE;
    return Stream.concat(
        ofEvidence(score),
        Stream.of(
            elbo(score, "averages", TraceGraphELBO.create().decayingAverage(0.9)),
            renyi(score, "RenyiELBO 0", RenyiELBO.vectorized(0, 2), 0),
            renyi(score, "RenyiELBO 0.4", RenyiELBO.withParticles(0.4, 2), 0.4),
            renyi(score, "VIMCO", VIMCO.withParticles(2), 0),
            renyi(score, "ReweightedWakeSleep", ReweightedWakeSleep.withParticles(2), 0)));
  }

  private static Stream<Bound> ofEvidence(Gradient gradient) {
    return Stream.of(
        elbo(gradient, "TraceELBO", TraceELBO.create()),
        elbo(gradient, "TraceELBO, two", TraceELBO.vectorized(2)),
        elbo(gradient, "TraceGraphELBO", TraceGraphELBO.create()));
  }

  private static Bound elbo(Gradient gradient, String words, ELBO objective) {
    return new Bound(gradient, words, objective, weights -> (weights[0] + weights[1]) / 2);
  }

  private static Bound renyi(Gradient gradient, String words, ELBO objective, double alpha) {
    return new Bound(gradient, words, objective, weights -> renyi(alpha, weights));
  }

  /** For alpha below 1. */
  private static double renyi(double alpha, double... weights) {
    double top = Math.max(weights[0], weights[1]);
    double gap = Math.abs(weights[0] - weights[1]);
    return top + (Math.log1p(Math.exp((alpha - 1) * gap)) - Math.log(2)) / (1 - alpha);
  }

  /** Whether it is the evidence lower bound. */
  boolean isPlain() {
    return ofLogWeights.applyAsDouble(new double[] {0, 1}) == 0.5;
  }

  /** The loss in the mean. */
  double loss(Map<String, double[]> at, Pair pair) {
    return -pair.mean(at, at, (weights, logQ) -> ofLogWeights.applyAsDouble(weights));
  }

  /** The guide's gradient in the mean. */
  double slope(String by, Map<String, double[]> at, Pair pair) {
    return objective instanceof ReweightedWakeSleep
        ? Slopes.by(by, at, moved -> -pair.mean(at, moved, Bound::weighted))
        : Slopes.by(by, at, moved -> loss(moved, pair));
  }

  /** What a guide that is awake climbs: its log densities at draws that stay, by their weights. */
  private static double weighted(double[] weights, double[] logQ) {
    double first = 1 / (1 + Math.exp(weights[1] - weights[0]));
    return first * logQ[0] + (1 - first) * logQ[1];
  }

  @Override
  public String toString() {
    return gradient + ", " + words;
  }
}
