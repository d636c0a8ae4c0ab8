package dev.jyro.distribution;

import static dev.jyro.distribution.SameFamilyDivergences.within;

import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The divergences between different families.
 *
 * <p>{@code KL = -H(p) - E log q(x)}, and the expectation needs but a few numbers of p: mean and
 * variance if q is normal, the mean if it is exponential, mean and {@code E log x} if it is gamma.
 * So each q has one formula for all p of which those numbers are known.
 */
final class CrossDivergences {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
  private static final double ROOT_2 = Math.sqrt(2);

  /** Those whose mean, variance and entropy are known. */
  private static final List<Class<? extends Distribution>> OF_NUMBERS =
      List.of(
          Beta.class,
          Chi2.class,
          ContinuousBernoulli.class,
          Exponential.class,
          Gamma.class,
          Gumbel.class,
          HalfNormal.class,
          InverseGamma.class,
          Laplace.class,
          LogNormal.class,
          Logistic.class,
          Pareto.class,
          StudentT.class,
          Uniform.class,
          Weibull.class);

  private CrossDivergences() {}

  static KLDivergence addTo(KLDivergence rules) {
    KLDivergence all = rules;
    for (Class<? extends Distribution> p : OF_NUMBERS) {
      all = all.with(p, Normal.class, CrossDivergences::toNormal);
    }
    all = ofUniform(positives(all));
    return ofOthers(toGumbel(all));
  }

  private static KLDivergence positives(KLDivergence rules) {
    KLDivergence all = rules;
    for (var known : LogMoments.KNOWN) {
      all = ofPositive(all, known._1, known._2);
    }
    return all;
  }

  /** Pairs of one family keep the rule that they have. */
  private static <P extends Distribution> KLDivergence ofPositive(
      KLDivergence rules, Class<P> type, Function<Named, LogMoments> logs) {
    KLDivergence all = rules;
    all = unlessSame(all, type, Exponential.class, CrossDivergences::toExponential);
    all = unlessSame(all, type, HalfNormal.class, CrossDivergences::toHalfNormal);
    all =
        unlessSame(
            all,
            type,
            Gamma.class,
            (p, q) -> toGamma(p, logs.apply(new Named(p)).mean(), gamma(q)));
    all =
        unlessSame(
            all, type, Chi2.class, (p, q) -> toGamma(p, logs.apply(new Named(p)).mean(), chi2(q)));
    return unlessSame(
        all, type, LogNormal.class, (p, q) -> toLogNormal(p, logs.apply(new Named(p)), q));
  }

  private static <P extends Distribution, Q extends Distribution> KLDivergence unlessSame(
      KLDivergence rules, Class<P> p, Class<Q> q, BiFunction<P, Q, Tensor> rule) {
    return p.getName().equals(q.getName()) ? rules : rules.with(p, q, rule);
  }

  /** A moment that is not there is of a tail too heavy: the divergence is infinite. */
  private static Tensor finite(Tensor moment) {
    return moment.isNaN().where(Double.POSITIVE_INFINITY, moment);
  }

  private static Tensor toNormal(Distribution p, Normal normal) {
    Named q = new Named(normal);
    Tensor squares =
        finite(p.variance().add(p.mean().sub(q.get("loc")).square())).div(q.get("scale").square());
    return q.get("scale").log().add(HALF_LOG_2PI).add(squares.mul(0.5)).sub(p.entropy());
  }

  private static Tensor toExponential(Distribution p, Exponential exponential) {
    Tensor rate = new Named(exponential).get("rate");
    return finite(p.mean()).mul(rate).sub(rate.log()).sub(p.entropy());
  }

  private static Tensor toHalfNormal(Distribution p, HalfNormal half) {
    Tensor scale = new Named(half).get("scale");
    Tensor squares = finite(p.variance().add(p.mean().square())).div(scale.square());
    return scale.log().add(HALF_LOG_2PI - Math.log(2)).add(squares.mul(0.5)).sub(p.entropy());
  }

  /** Concentration and rate. */
  private record GammaParameters(Tensor concentration, Tensor rate) {}

  private static GammaParameters gamma(Gamma q) {
    Named named = new Named(q);
    return new GammaParameters(named.get("concentration"), named.get("rate"));
  }

  private static GammaParameters chi2(Chi2 q) {
    Tensor half = new Named(q).get("df").mul(0.5);
    return new GammaParameters(half, half.constant(0.5));
  }

  private static Tensor toGamma(Distribution p, Tensor meanOfLog, GammaParameters q) {
    Tensor c = q.concentration;
    return c.lgamma()
        .sub(c.mul(q.rate.log()))
        .sub(c.sub(1).mul(meanOfLog))
        .add(q.rate.mul(finite(p.mean())))
        .sub(p.entropy());
  }

  private static Tensor toLogNormal(Distribution p, LogMoments logs, LogNormal logNormal) {
    Named q = new Named(logNormal);
    Tensor squares = logs.variance().add(logs.mean().sub(q.get("loc")).square());
    return q.get("scale")
        .log()
        .add(HALF_LOG_2PI)
        .add(logs.mean())
        .add(squares.div(q.get("scale").square()).mul(0.5))
        .sub(p.entropy());
  }

  // ---- From the uniform distribution, which may lie outside of q

  private static KLDivergence ofUniform(KLDivergence rules) {
    return rules
        .with(Uniform.class, Exponential.class, (p, q) -> above(p, 0, toExponential(p, q)))
        .with(Uniform.class, HalfNormal.class, (p, q) -> above(p, 0, toHalfNormal(p, q)))
        .with(
            Uniform.class,
            Gamma.class,
            (p, q) -> above(p, 0, toGamma(p, meanOfLog(p, 0, 1), gamma(q))))
        .with(
            Uniform.class,
            Chi2.class,
            (p, q) -> above(p, 0, toGamma(p, meanOfLog(p, 0, 1), chi2(q))))
        .with(Uniform.class, Beta.class, CrossDivergences::uniformToBeta)
        .with(Uniform.class, Pareto.class, CrossDivergences::uniformToPareto)
        .with(Beta.class, Uniform.class, (p, q) -> unitToUniform(p.entropy(), q));
  }

  private static Tensor above(Uniform p, double least, Tensor divergence) {
    return within(new Named(p).get("low").ge(least), divergence);
  }

  /**
   * {@code E log(from + sign x) = (b log b - a log a)/(b - a) - 1} from its least to its largest.
   */
  private static Tensor meanOfLog(Uniform p, double from, int sign) {
    Named named = new Named(p);
    Tensor a = named.get("low").mul(sign).add(from).maximum(0);
    Tensor b = named.get("high").mul(sign).add(from).maximum(0);
    Tensor difference = xLogX(b).sub(xLogX(a)).mul(sign);
    return difference.div(named.get("high - low")).sub(1);
  }

  private static Tensor xLogX(Tensor x) {
    Tensor none = x.eq(0);
    return x.mul(none.where(x.constant(1), x).log());
  }

  private static Tensor uniformToBeta(Uniform p, Beta q) {
    Named beta = new Named(q);
    Tensor a = beta.get("concentration1");
    Tensor b = beta.get("concentration0");
    Tensor logBeta = a.lgamma().add(b.lgamma()).sub(a.add(b).lgamma());
    Tensor logs = a.sub(1).mul(meanOfLog(p, 0, 1)).add(b.sub(1).mul(meanOfLog(p, 1, -1)));
    return within(isInUnit(p), logBeta.sub(logs).sub(p.entropy()));
  }

  private static Tensor isInUnit(Uniform p) {
    Named uniform = new Named(p);
    return uniform.get("low").ge(0).logicalAnd(uniform.get("high").le(1));
  }

  /** With {@code log q(x) = x logit + log q(0)}. */
  private static Tensor toContinuousBernoulli(Distribution p, ContinuousBernoulli q) {
    Tensor mean = p.mean();
    Tensor logs = mean.mul(new Named(q).logits()).add(q.logProb(mean.constant(0)));
    return logs.add(p.entropy()).neg();
  }

  private static Tensor uniformToPareto(Uniform p, Pareto q) {
    Named pareto = new Named(q);
    Tensor alpha = pareto.get("alpha");
    Tensor logs = alpha.add(1).mul(meanOfLog(p, 0, 1));
    Tensor divergence =
        logs.sub(alpha.log()).sub(alpha.mul(pareto.get("scale").log())).sub(p.entropy());
    return within(new Named(p).get("low").ge(pareto.get("scale")), divergence);
  }

  /** Of a distribution on the unit interval. */
  private static Tensor unitToUniform(Tensor entropy, Uniform q) {
    Named uniform = new Named(q);
    Tensor inside = uniform.get("low").le(0).logicalAnd(uniform.get("high").ge(1));
    return within(inside, uniform.get("high - low").log().sub(entropy));
  }

  // ---- To Gumbel's: the mean, and E exp(-x/scale)

  private static KLDivergence toGumbel(KLDivergence rules) {
    return rules
        .with(Normal.class, Gumbel.class, (p, q) -> toGumbel(p, q, normalFall(p, q)))
        .with(Exponential.class, Gumbel.class, (p, q) -> toGumbel(p, q, exponentialFall(p, q)))
        .with(Gamma.class, Gumbel.class, (p, q) -> toGumbel(p, q, gammaFall(p, q)))
        .with(Uniform.class, Gumbel.class, (p, q) -> toGumbel(p, q, uniformFall(p, q)));
  }

  /** With {@code log E exp(-x/scale)}. */
  private static Tensor toGumbel(Distribution p, Gumbel gumbel, Tensor logFall) {
    Named q = new Named(gumbel);
    Tensor scale = q.get("scale");
    Tensor start = q.get("loc").div(scale);
    return scale
        .log()
        .add(p.mean().div(scale))
        .sub(start)
        .add(logFall.add(start).exp())
        .sub(p.entropy());
  }

  private static Tensor normalFall(Normal p, Gumbel q) {
    Named normal = new Named(p);
    Tensor scale = new Named(q).get("scale");
    Tensor wide = normal.get("scale").div(scale);
    return wide.square().mul(0.5).sub(normal.get("loc").div(scale));
  }

  private static Tensor exponentialFall(Exponential p, Gumbel q) {
    return new Named(p).get("rate").mul(new Named(q).get("scale")).reciprocal().log1p().neg();
  }

  private static Tensor gammaFall(Gamma p, Gumbel q) {
    Named gamma = new Named(p);
    Tensor each = gamma.get("rate").mul(new Named(q).get("scale")).reciprocal().log1p();
    return gamma.get("concentration").mul(each).neg();
  }

  private static Tensor uniformFall(Uniform p, Gumbel q) {
    Named uniform = new Named(p);
    Tensor scale = new Named(q).get("scale");
    Tensor width = uniform.get("high - low").div(scale);
    return width.neg().expm1().neg().div(width).log().sub(uniform.get("low").div(scale));
  }

  // ---- Others

  private static KLDivergence ofOthers(KLDivergence rules) {
    return rules
        .with(Normal.class, Laplace.class, CrossDivergences::normalToLaplace)
        .with(ContinuousBernoulli.class, Exponential.class, CrossDivergences::toExponential)
        .with(Beta.class, ContinuousBernoulli.class, CrossDivergences::toContinuousBernoulli)
        .with(
            Uniform.class,
            ContinuousBernoulli.class,
            (p, q) -> within(isInUnit(p), toContinuousBernoulli(p, q)))
        .with(ContinuousBernoulli.class, Uniform.class, (p, q) -> unitToUniform(p.entropy(), q))
        .with(Bernoulli.class, Poisson.class, CrossDivergences::bernoulliToPoisson)
        .with(Beta.class, Pareto.class, CrossDivergences::infinite)
        .with(ContinuousBernoulli.class, Pareto.class, CrossDivergences::infinite)
        .with(Exponential.class, Pareto.class, CrossDivergences::infinite)
        .with(Gamma.class, Pareto.class, CrossDivergences::infinite);
  }

  /** Values below the scale, which is greater than 0, have a density of p and none of q. */
  private static Tensor infinite(Distribution p, Distribution q) {
    return p.entropy().mul(0).add(Double.POSITIVE_INFINITY);
  }

  /** The mean of {@code |x - loc|} is that of a folded normal number. */
  private static Tensor normalToLaplace(Normal normal, Laplace laplace) {
    Named p = new Named(normal);
    Named q = new Named(laplace);
    Tensor wide = p.get("scale").mul(ROOT_2);
    Tensor away = p.get("loc").sub(q.get("loc"));
    Tensor z = away.div(wide);
    Tensor folded =
        z.square().neg().exp().mul(wide).mul(1 / Math.sqrt(Math.PI)).add(away.mul(z.erf()));
    return q.get("scale").mul(2).log().add(folded.div(q.get("scale"))).sub(normal.entropy());
  }

  private static Tensor bernoulliToPoisson(Bernoulli p, Poisson q) {
    Tensor rate = new Named(q).get("rate");
    return rate.sub(p.probs().xlogy(rate)).sub(p.entropy());
  }
}
