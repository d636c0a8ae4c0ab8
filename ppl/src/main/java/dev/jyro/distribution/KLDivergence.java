package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.function.BiFunction;

/**
 * The Kullback-Leibler divergence between pairs of distributions for which it is known in closed
 * form.
 *
 * <p>{@code KL(p ‖ q) = E[log p(x) - log q(x)]} over x from p, in nats, of the shape that both
 * batches broadcast to; infinite where p has values that q has not. Gradients flow into the
 * parameters of both.
 *
 * <pre>{@code
 * Tensor divergence = KLDivergence.kl(guide, prior);
 * KLDivergence more = KLDivergence.standard().with(Mine.class, Normal.class, (p, q) -> …);
 * }</pre>
 *
 * <p>A value: {@link #with} gives a new one, and whoever makes a pair known makes it known to that
 * one only. Of several rules that fit the last counts. {@link Independent}, {@link Expanded},
 * {@link Masked} and {@link Transformed} distributions, and those of a point, need no rules of
 * their own. Nothing is estimated unless that is asked for: {@link #estimate}.
 *
 * <p>Immutable; safe for any number of threads. Source: Kullback and Leibler, On Information and
 * Sufficiency, 1951; for the pairs Gil, Alajaji and Linder, Rényi divergence measures for commonly
 * used univariate continuous distributions, 2013.
 */
public final class KLDivergence {
  private static final KLDivergence NONE = new KLDivergence(List.empty());
  private static final KLDivergence STANDARD =
      CrossDivergences.addTo(SameFamilyDivergences.addTo(NONE));

  private final List<Rule<?, ?>> rules;

  private KLDivergence(List<Rule<?, ?>> rules) {
    this.rules = rules;
  }

  /** All pairs that are known to Jyro. */
  public static KLDivergence standard() {
    return STANDARD;
  }

  /**
   * The divergence of q from p, by the standard rules.
   *
   * @throws JyroException if it is not known in closed form
   */
  public static Tensor kl(Distribution p, Distribution q) {
    return STANDARD.between(p, q);
  }

  /**
   * The mean of {@code log p - log q} over samples of p, which the noise decides. Its standard
   * error falls with the square root of their number.
   */
  public static Tensor estimate(Distribution p, Distribution q, Noise noise, int samples) {
    if (samples < 1) {
      throw new JyroException("estimate: " + samples + " samples. Needed: at least 1.");
    }
    Tensor draws = p.sample(noise, Shapes.of(samples));
    return p.logProb(draws).sub(q.logProb(draws)).mean(0);
  }

  /** These rules and one more, which counts before those. */
  public <P extends Distribution, Q extends Distribution> KLDivergence with(
      Class<P> p, Class<Q> q, BiFunction<P, Q, Tensor> divergence) {
    return new KLDivergence(rules.prepend(new Rule<>(p, q, divergence)));
  }

  /**
   * The divergence of q from p.
   *
   * @throws JyroException if no rule is known for the pair
   */
  public Tensor between(Distribution p, Distribution q) {
    return find(p, q)
        .getOrElseThrow(
            () ->
                new JyroException(
                    "No divergence is known from %s to %s in closed form. Fix one of: make it known, KLDivergence.standard().with(%s.class, %s.class, (p, q) -> …); ask for an estimate, KLDivergence.estimate(p, q, noise, samples)."
                        .formatted(p.name(), q.name(), p.name(), q.name())));
  }

  /** The divergence of q from p, if a rule is known for the pair. */
  public Option<Tensor> find(Distribution p, Distribution q) {
    needOneEvent(p, q);
    Shape batch = Shapes.broadcast(p.batchShape(), q.batchShape());
    return rules
        .find(rule -> rule.fits(p, q))
        .map(rule -> rule.apply(p, q))
        .orElse(() -> new WrapperDivergences(this).find(p, q))
        .map(found -> found.expand(batch));
  }

  private static void needOneEvent(Distribution p, Distribution q) {
    if (!p.eventShape().equals(q.eventShape())) {
      throw new ShapeException(
          "No divergence from %s with events of shape %s to %s with %s. Needed: one shape."
              .formatted(p.name(), p.eventShape(), q.name(), q.eventShape()));
    }
  }

  /** What is known of a pair of classes. */
  private record Rule<P extends Distribution, Q extends Distribution>(
      Class<P> first, Class<Q> second, BiFunction<P, Q, Tensor> divergence) {
    boolean fits(Distribution p, Distribution q) {
      return first.isInstance(p) && second.isInstance(q);
    }

    Tensor apply(Distribution p, Distribution q) {
      return divergence.apply(first.cast(p), second.cast(q));
    }
  }
}
