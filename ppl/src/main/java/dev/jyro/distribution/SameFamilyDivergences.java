package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/** The divergences between two distributions of one family. */
final class SameFamilyDivergences {
  /** Euler's constant γ. */
  static final double EULER = 0.5772156649015329;

  private SameFamilyDivergences() {}

  /** A formula in the parameters of both. */
  @FunctionalInterface
  interface Formula {
    Tensor of(Named p, Named q);
  }

  static KLDivergence addTo(KLDivergence rules) {
    KLDivergence withLines = ofLines(rules);
    KLDivergence withPositives = ofPositives(withLines);
    KLDivergence withBounded = ofBounded(withPositives);
    return pair(
        ofDiscrete(withBounded), Dirichlet.class, rounded(SameFamilyDivergences::dirichlet));
  }

  private static <P extends Distribution> KLDivergence pair(
      KLDivergence rules, Class<P> type, Formula formula) {
    return rules.with(type, type, (p, q) -> formula.of(new Named(p), new Named(q)));
  }

  /**
   * Computed in double precision and rounded once: of large concentrations the terms are large, and
   * the divergence is what is left of them.
   */
  private static Formula rounded(Formula formula) {
    return (p, q) -> {
      DataType type = p.type() == DataType.FLOAT64 ? p.type() : q.type();
      return formula.of(p.exactly(), q.exactly()).to(type);
    };
  }

  private static KLDivergence ofLines(KLDivergence rules) {
    KLDivergence normal = pair(rules, Normal.class, SameFamilyDivergences::normal);
    KLDivergence laplace = pair(normal, Laplace.class, SameFamilyDivergences::laplace);
    KLDivergence cauchy = pair(laplace, Cauchy.class, SameFamilyDivergences::cauchy);
    return pair(cauchy, Gumbel.class, SameFamilyDivergences::gumbel);
  }

  private static KLDivergence ofPositives(KLDivergence rules) {
    KLDivergence all = pair(rules, LogNormal.class, SameFamilyDivergences::normal);
    all = pair(all, HalfNormal.class, (p, q) -> spread(p.get("scale").div(q.get("scale"))));
    all =
        pair(
            all,
            HalfCauchy.class,
            (p, q) -> cauchy(p.get("scale"), q.get("scale"), p.get("scale").constant(0)));
    all = pair(all, Exponential.class, SameFamilyDivergences::exponential);
    all = pair(all, Gamma.class, rounded(SameFamilyDivergences::gamma));
    all = pair(all, InverseGamma.class, rounded(SameFamilyDivergences::gamma));
    all = pair(all, Chi2.class, rounded(SameFamilyDivergences::chi2));
    all = pair(all, Weibull.class, SameFamilyDivergences::weibull);
    return pair(all, Pareto.class, SameFamilyDivergences::pareto);
  }

  private static KLDivergence ofBounded(KLDivergence rules) {
    KLDivergence beta = pair(rules, Beta.class, rounded(SameFamilyDivergences::beta));
    return pair(beta, Uniform.class, SameFamilyDivergences::uniform)
        .with(
            ContinuousBernoulli.class,
            ContinuousBernoulli.class,
            SameFamilyDivergences::continuousBernoulli);
  }

  private static KLDivergence ofDiscrete(KLDivergence rules) {
    KLDivergence counts = pair(rules, Poisson.class, SameFamilyDivergences::poisson);
    counts = pair(counts, Geometric.class, SameFamilyDivergences::geometric);
    return pair(counts, Binomial.class, SameFamilyDivergences::binomial)
        .with(
            OneHotCategorical.class,
            OneHotCategorical.class,
            (p, q) -> outcomes(p.logits(), q.logits()))
        .with(
            Bernoulli.class,
            Bernoulli.class,
            (p, q) -> outcomes(coin(p.logits()), coin(q.logits())))
        .with(Categorical.class, Categorical.class, (p, q) -> outcomes(p.logits(), q.logits()));
  }

  private static Tensor normal(Named p, Named q) {
    Tensor away = p.get("loc").sub(q.get("loc")).div(q.get("scale"));
    return spread(p.get("scale").div(q.get("scale"))).add(away.square().mul(0.5));
  }

  /** {@code ½ (r² - 1) - log r}; the product does not cancel near 1. */
  private static Tensor spread(Tensor ratio) {
    return ratio.sub(1).mul(ratio.add(1)).mul(0.5).sub(ratio.log());
  }

  private static Tensor laplace(Named p, Named q) {
    Tensor apart = p.get("loc").sub(q.get("loc")).abs();
    Tensor ratio = p.get("scale").div(q.get("scale"));
    Tensor inside = apart.div(p.get("scale")).neg().exp().mul(ratio);
    return apart.div(q.get("scale")).add(inside).sub(ratio.log()).sub(1);
  }

  private static Tensor cauchy(Named p, Named q) {
    return cauchy(p.get("scale"), q.get("scale"), p.get("loc").sub(q.get("loc")));
  }

  /** {@code log(((s + t)² + d²)/(4 s t)) = log(1 + ((s - t)² + d²)/(4 s t))}. */
  private static Tensor cauchy(Tensor s, Tensor t, Tensor apart) {
    return s.sub(t).square().add(apart.square()).div(s.mul(t).mul(4)).log1p();
  }

  private static Tensor gumbel(Named p, Named q) {
    Tensor ratio = p.get("scale").div(q.get("scale"));
    Tensor apart = p.get("loc").sub(q.get("loc")).div(q.get("scale"));
    Tensor tail = ratio.add(1).lgamma().sub(apart).exp();
    return apart.sub(ratio.log()).add(ratio.sub(1).mul(EULER)).add(tail).sub(1);
  }

  private static Tensor exponential(Named p, Named q) {
    Tensor ratio = q.get("rate").div(p.get("rate"));
    return ratio.sub(1).sub(ratio.log());
  }

  private static Tensor gamma(Named p, Named q) {
    Tensor ratio = q.get("rate").div(p.get("rate"));
    return gamma(p.get("concentration"), q.get("concentration"))
        .sub(q.get("concentration").mul(ratio.log()))
        .add(p.get("concentration").mul(ratio.sub(1)));
  }

  /** Of one rate. */
  private static Tensor gamma(Tensor p, Tensor q) {
    return q.lgamma().sub(p.lgamma()).add(p.sub(q).mul(p.digamma()));
  }

  private static Tensor chi2(Named p, Named q) {
    return gamma(p.get("df").mul(0.5), q.get("df").mul(0.5));
  }

  /** With {@code k} and {@code l} the concentrations and {@code r} the ratio of the scales. */
  private static Tensor weibull(Named p, Named q) {
    Tensor k = p.get("concentration");
    Tensor l = q.get("concentration");
    Tensor logRatio = p.get("scale").div(q.get("scale")).log().mul(l);
    Tensor byPower = l.div(k);
    return logRatio
        .add(byPower.add(1).lgamma())
        .exp()
        .sub(logRatio)
        .sub(byPower.log())
        .add(byPower.sub(1).mul(EULER))
        .sub(1);
  }

  private static Tensor pareto(Named p, Named q) {
    Tensor ratio = q.get("alpha").div(p.get("alpha"));
    Tensor above = p.get("scale").div(q.get("scale")).log();
    Tensor divergence = q.get("alpha").mul(above).add(ratio.sub(1)).sub(ratio.log());
    return within(p.get("scale").ge(q.get("scale")), divergence);
  }

  private static Tensor beta(Named p, Named q) {
    return shares(concentrations(p), concentrations(q));
  }

  private static Tensor concentrations(Named of) {
    Tensor one = of.get("concentration1");
    Tensor zero = of.get("concentration0");
    Shape both = Shapes.broadcast(one.shape(), zero.shape());
    return ShapeOps.stack(-1, one.expand(both), zero.expand(both));
  }

  private static Tensor dirichlet(Named p, Named q) {
    return shares(p.get("concentration"), q.get("concentration"));
  }

  private static Tensor shares(Tensor p, Tensor q) {
    Tensor total = p.keepSum(-1);
    Tensor each = q.lgamma().sub(p.lgamma()).add(p.sub(q).mul(p.digamma().sub(total.digamma())));
    return each.sum(-1).add(total.squeeze(-1).lgamma()).sub(q.sum(-1).lgamma());
  }

  private static Tensor uniform(Named p, Named q) {
    Tensor inside = p.get("low").ge(q.get("low")).logicalAnd(p.get("high").le(q.get("high")));
    return within(inside, q.get("high - low").div(p.get("high - low")).log());
  }

  /** Infinite where p is not inside of q. */
  static Tensor within(Tensor inside, Tensor divergence) {
    return inside.where(divergence, Double.POSITIVE_INFINITY);
  }

  /** Of a rate of 0 nothing is left but the other. */
  private static Tensor poisson(Named p, Named q) {
    Tensor rate = p.get("rate");
    Tensor none = rate.eq(0);
    Tensor safe = none.where(rate.constant(1), rate);
    Tensor some = safe.mul(safe.div(q.get("rate")).log()).sub(safe).add(q.get("rate"));
    return none.where(q.get("rate"), some);
  }

  /** What one trial gives, times as many as there are on average; without failures one trial. */
  private static Tensor geometric(Named p, Named q) {
    Tensor each = outcomes(coin(p.logits()), coin(q.logits()));
    return each.div(p.logits().sigmoid());
  }

  /** Of fewer trials than q has there is no closed form; of more q knows nothing. */
  private static Tensor binomial(Named p, Named q) {
    Tensor trials = p.get("totalCount");
    Tensor others = q.get("totalCount");
    if (trials.lt(others).any().item() != 0) {
      throw new JyroException(
          "No divergence is known between Binomials where the first has fewer trials. Ask for an estimate, KLDivergence.estimate(p, q, noise, samples).");
    }
    Tensor each = outcomes(coin(p.logits()), coin(q.logits()));
    return within(trials.eq(others), trials.mul(each));
  }

  /** With {@code log p(x) = x logit + log p(0)}. */
  private static Tensor continuousBernoulli(ContinuousBernoulli p, ContinuousBernoulli q) {
    Tensor slope = new Named(p).logits().sub(new Named(q).logits());
    Tensor zero = p.mean().constant(0);
    return p.mean().mul(slope).add(p.logProb(zero)).sub(q.logProb(zero));
  }

  private static Tensor coin(Tensor logits) {
    return ShapeOps.stack(-1, logits.neg().logSigmoid(), logits.logSigmoid());
  }

  /** From logarithms of probabilities; what p never gives does not count. */
  static Tensor outcomes(Tensor p, Tensor q) {
    if (p.size(-1) != q.size(-1)) {
      throw new ShapeException(
          "No divergence between distributions of %d and of %d classes."
              .formatted(p.size(-1), q.size(-1)));
    }
    Tensor never = p.eq(Double.NEGATIVE_INFINITY);
    Tensor some = never.where(p.constant(0), p);
    Tensor each = some.exp().mul(some.sub(never.where(q.constant(0), q)));
    return never.where(each.constant(0), each).sum(-1);
  }
}
