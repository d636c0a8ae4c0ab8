package dev.jyro.inference.svi;

import java.util.stream.Stream;

/**
 * An objective, with as many copies of a problem side by side as make its noise small, and as many
 * steps as it then takes.
 *
 * @param gradient how draws carry their gradient
 * @param words which objective it is
 * @param objective the objective, of each copy
 * @param copies how many copies
 * @param steps how many steps
 */
record Estimator(Gradient gradient, String words, ELBO objective, int copies, int steps) {
  /** Each objective with each kind of draw that it takes. */
  static Stream<Estimator> all() {
    return Stream.of(ofTheEvidenceBound(), ofPaths(), ofSeveralParticles()).flatMap(each -> each);
  }

  private static Stream<Estimator> ofTheEvidenceBound() {
    return Stream.of(
        path("TraceELBO", TraceELBO.create(), 20),
        path("TraceELBO, side by side", TraceELBO.vectorized(20), 1),
        path("TraceELBO, in a loop", TraceELBO.withParticles(2), 10),
        path("TraceGraphELBO", TraceGraphELBO.create(), 20),
        score("TraceELBO", TraceELBO.create(), 2000),
        score("TraceELBO, side by side", TraceELBO.vectorized(2000), 1),
        score("TraceELBO, in a loop", TraceELBO.withParticles(2), 1000),
        score("TraceGraphELBO", TraceGraphELBO.create(), 2000),
        score("TraceGraphELBO, averages", TraceGraphELBO.create().decayingAverage(0.9), 500));
  }

  private static Stream<Estimator> ofPaths() {
    return Stream.of(
        path("TraceMeanFieldELBO", TraceMeanFieldELBO.create(), 20),
        path("sticking the landing", TraceELBO.create().stickingTheLanding(), 20),
        path("doubly, alpha 0", RenyiELBO.vectorized(0, 2).doublyReparameterized(), 20),
        path("doubly, alpha 0.2", RenyiELBO.withParticles(0.2, 2).doublyReparameterized(), 20));
  }

  private static Stream<Estimator> ofSeveralParticles() {
    return Stream.of(
        path("RenyiELBO, alpha 0", RenyiELBO.vectorized(0, 2), 50),
        path("RenyiELBO, alpha 0.2, in a loop", RenyiELBO.withParticles(0.2, 2), 50),
        path("VIMCO", VIMCO.vectorized(2), 50),
        path("ReweightedWakeSleep", ReweightedWakeSleep.vectorized(3), 500),
        score("RenyiELBO, alpha 0", RenyiELBO.vectorized(0, 2), 1000),
        score("RenyiELBO, alpha 0.2, in a loop", RenyiELBO.withParticles(0.2, 2), 1000),
        score("VIMCO", VIMCO.vectorized(3), 500),
        score("ReweightedWakeSleep, in a loop", ReweightedWakeSleep.withParticles(3), 500));
  }

  private static Estimator path(String words, ELBO objective, int copies) {
    return new Estimator(Gradient.PATHWISE, words, objective, copies, 300);
  }

  private static Estimator score(String words, ELBO objective, int copies) {
    return new Estimator(Gradient.SCORE, words, objective, copies, 300);
  }

  /**
   * Whether each score is charged with the bound of all particles: its noise is then of the size of
   * the log evidence, and does not go where the guide is the posterior, unless that is taken off.
   */
  boolean chargesTheBound() {
    return gradient == Gradient.SCORE && objective instanceof RenyiELBO;
  }

  @Override
  public String toString() {
    return gradient + ", " + words;
  }
}
