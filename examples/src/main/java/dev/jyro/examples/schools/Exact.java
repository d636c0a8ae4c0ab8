package dev.jyro.examples.schools;

import dev.jyro.examples.picture.Cloud;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The posterior of the eight schools without a guide: given tau it is normal ({@link GivenTau}),
 * and over tau there is one integral left.
 *
 * <p>{@code p(effect) = ∫ p(effect | tau) p(tau) dtau}, by the trapezoidal rule on equal steps of
 * {@code log tau}, whose error falls exponentially with their number: what is left is rounding, and
 * the mass outside of 1e-6 to 1e4, less than 1e-6. Quantiles of tau are as fine as its grid, 0.1 %.
 * Source of the rule: Trefethen and Weideman 2014, The Exponentially Convergent Trapezoidal Rule.
 */
final class Exact {
  private static final double FIRST = Math.log(1e-6);
  private static final double LAST = Math.log(1e4);
  private static final double STEP = 1e-3;

  private final double[] effects;
  private final double[] errors;
  private final List<GivenTau> nodes;
  private final double logEvidence;
  private final double[] weights;

  private Exact(double[] effects, double[] errors) {
    this.effects = effects;
    this.errors = errors;
    this.nodes =
        IntStream.rangeClosed(0, (int) Math.round((LAST - FIRST) / STEP))
            .mapToObj(i -> GivenTau.of(Math.exp(FIRST + i * STEP), effects, errors))
            .toList();
    double[] masses = nodes.stream().mapToDouble(Exact::mass).toArray();
    double evidence = Arrays.stream(masses).sum();
    this.logEvidence = Math.log(evidence);
    this.weights = Arrays.stream(masses).map(mass -> mass / evidence).toArray();
  }

  static Exact of(Schools schools) {
    return new Exact(schools.effects().toDoubles(), schools.errors().toDoubles());
  }

  /** The log density of the data, in nats. */
  double logEvidence() {
    return logEvidence;
  }

  private static double mass(GivenTau node) {
    return Math.exp(node.logLikelihood()) * prior(node.tau()) * STEP;
  }

  /** The posterior if tau were known. */
  GivenTau given(double tau) {
    return GivenTau.of(tau, effects, errors);
  }

  /** The mean of a school's theta if tau were known. */
  double meanGiven(double tau, int school) {
    return given(tau).meanOf(effects[school], errors[school]);
  }

  /** The prior density of {@code log tau}: tau times that of tau, half Cauchy. */
  private static double prior(double tau) {
    double relative = tau / EightSchools.TAU_SCALE;
    return 2 / Math.PI * relative / (1 + relative * relative);
  }

  /** The posterior density of {@code log tau}. */
  double densityOfLogTau(double logTau) {
    GivenTau node = given(Math.exp(logTau));
    return mass(node) / STEP / Math.exp(logEvidence);
  }

  /** The posterior of each number, by its name: mu, tau and the theta of each school. */
  Map<String, Marginal> marginals() {
    Map<String, Marginal> all = new LinkedHashMap<>();
    all.put("mu", mixture(GivenTau::mean, node -> Math.sqrt(node.variance())).marginal());
    all.put("tau", mixture(GivenTau::tau, node -> 0).marginal());
    for (int i = 0; i < effects.length; i++) {
      all.put("theta[%d]".formatted(i), theta(i).marginal());
    }
    return all;
  }

  /** What would be believed of each school by its own experiment and a flat prior. */
  List<Marginal> alone() {
    double[] one = {1};
    return IntStream.range(0, effects.length)
        .mapToObj(i -> new Mixture(one, new double[] {effects[i]}, new double[] {errors[i]}))
        .map(Mixture::marginal)
        .toList();
  }

  /** Independent draws: theta of the first school across, log tau upwards. */
  Cloud funnel(int count, long seed) {
    Random random = new Random(seed);
    List<Double> theta = new ArrayList<>();
    List<Double> logTau = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      GivenTau node = nodes.get(place(random.nextDouble()));
      theta.add(node.meanOf(effects[0], errors[0]) + node.sdOf(errors[0]) * random.nextGaussian());
      logTau.add(Math.log(node.tau()));
    }
    return new Cloud("exact", theta, logTau);
  }

  /** The node up to which this share of the mass lies. */
  private int place(double share) {
    double left = share;
    int node = 0;
    while (node < weights.length - 1 && left > weights[node]) {
      left -= weights[node++];
    }
    return node;
  }

  private Mixture theta(int school) {
    return mixture(
        node -> node.meanOf(effects[school], errors[school]), node -> node.sdOf(errors[school]));
  }

  private Mixture mixture(ToDoubleFunction<GivenTau> mean, ToDoubleFunction<GivenTau> sd) {
    return new Mixture(
        weights,
        nodes.stream().mapToDouble(mean).toArray(),
        nodes.stream().mapToDouble(sd).toArray());
  }
}
