package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.function.Function;

/**
 * Mean and variance of the logarithm of a positive random number.
 *
 * @param mean {@code E log x}
 * @param variance of {@code log x}
 */
record LogMoments(Tensor mean, Tensor variance) {
  private static final double EULER = SameFamilyDivergences.EULER;
  private static final double EXTREME = Math.PI * Math.PI / 6;

  /** The families that they are known of, and how. */
  static final Map<Class<? extends Distribution>, Function<Named, LogMoments>> KNOWN =
      LinkedHashMap.<Class<? extends Distribution>, Function<Named, LogMoments>>of(
              Exponential.class, LogMoments::exponential)
          .put(Gamma.class, LogMoments::gamma)
          .put(Chi2.class, LogMoments::chi2)
          .put(InverseGamma.class, LogMoments::inverseGamma)
          .put(Beta.class, LogMoments::beta)
          .put(Pareto.class, LogMoments::pareto)
          .put(Weibull.class, LogMoments::weibull)
          .put(HalfNormal.class, LogMoments::halfNormal)
          .put(LogNormal.class, p -> new LogMoments(p.get("loc"), p.get("scale").square()));

  private static LogMoments exponential(Named p) {
    Tensor rate = p.get("rate");
    return new LogMoments(rate.log().add(EULER).neg(), rate.constant(EXTREME));
  }

  private static LogMoments gamma(Named p) {
    Tensor c = p.get("concentration");
    return new LogMoments(c.digamma().sub(p.get("rate").log()), c.polygamma(1));
  }

  private static LogMoments inverseGamma(Named p) {
    Tensor c = p.get("concentration");
    return new LogMoments(p.get("rate").log().sub(c.digamma()), c.polygamma(1));
  }

  private static LogMoments chi2(Named p) {
    Tensor half = p.get("df").mul(0.5);
    return new LogMoments(half.digamma().add(Math.log(2)), half.polygamma(1));
  }

  private static LogMoments beta(Named p) {
    Named exact = p.exactly();
    Tensor one = exact.get("concentration1");
    Tensor total = one.add(exact.get("concentration0"));
    return new LogMoments(
        one.digamma().sub(total.digamma()).to(p.type()),
        one.polygamma(1).sub(total.polygamma(1)).to(p.type()));
  }

  private static LogMoments pareto(Named p) {
    Tensor mean = p.get("alpha").reciprocal();
    return new LogMoments(p.get("scale").log().add(mean), mean.square());
  }

  private static LogMoments weibull(Named p) {
    Tensor power = p.get("concentration").reciprocal();
    return new LogMoments(p.get("scale").log().sub(power.mul(EULER)), power.square().mul(EXTREME));
  }

  private static LogMoments halfNormal(Named p) {
    Tensor scale = p.get("scale");
    return new LogMoments(
        scale.log().sub(0.5 * (EULER + Math.log(2))), scale.constant(0.75 * EXTREME));
  }
}
