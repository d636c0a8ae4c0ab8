package dev.jyro.inference.guide;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Sample;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Where a guide begins: a value for each latent site, or none, for another strategy to find.
 *
 * <table>
 * <caption>Strategies</caption>
 * <tr><th>strategy</th><th>value</th><th>none for</th></tr>
 * <tr><td>{@link #feasible}</td><td>what 0 in free space is mapped to</td><td></td></tr>
 * <tr><td>{@link #sample}</td><td>a draw of the prior</td><td>priors without draws</td></tr>
 * <tr><td>{@link #median}</td><td>the middle of 15 draws of the prior</td>
 *     <td>vectors and matrices</td></tr>
 * <tr><td>{@link #mean}</td><td>the prior's mean</td><td>priors without one, in closed form</td></tr>
 * <tr><td>{@link #uniform}</td><td>uniform within ±2 in free space</td><td></td></tr>
 * <tr><td>{@link #values}</td><td>as given, by name</td><td>other names</td></tr>
 * </table>
 *
 * <p>A site is seen as it was in the first run of the model, in which the sites before it had their
 * own starting values. The noise decides all draws: the same site and noise give the same value.
 * Where a chain gives none, guides take {@link #feasible}. Implementations are immutable.
 *
 * <p>Source: Stan Reference Manual, Initialization, for values within ±2 in free space; Bingham et
 * al. 2019, Pyro, for the rest.
 */
@FunctionalInterface
public interface Initialization {
  /**
   * The value of a site.
   *
   * @param site the latent site
   * @param noise what to draw with
   * @return of the shape of the site's value, or what broadcasts to it
   */
  Option<Tensor> at(Sample site, Noise noise);

  /** The names that there must be latent sites for. */
  default Set<String> names() {
    return Set.of();
  }

  /** This one, and the other where this gives none. */
  default Initialization orElse(Initialization other) {
    Set<String> both = new HashSet<>(names());
    both.addAll(other.names());
    return named(both, (site, noise) -> at(site, noise).orElse(() -> other.at(site, noise)));
  }

  /** What the bijector to the support makes of zeros. */
  static Initialization feasible() {
    return (site, noise) -> Option.of(mapped(site, Tensor::zeros));
  }

  /** A draw of the prior. */
  static Initialization sample() {
    return (site, noise) -> known(() -> site.distribution().sample(noise).detach());
  }

  /** The median of 15 draws of the prior, for single numbers. */
  static Initialization median() {
    return median(15);
  }

  /** The median of so many draws of the prior, for single numbers. */
  static Initialization median(int draws) {
    if (draws < 1) {
      throw new JyroException("median: of %d draws. Needed: at least 1.".formatted(draws));
    }
    return (site, noise) ->
        site.distribution().eventShape().dimension() > 0
            ? Option.none()
            : known(() -> middle(site.distribution().sample(noise, Shapes.of(draws))));
  }

  /** The prior's mean. */
  static Initialization mean() {
    return (site, noise) ->
        known(() -> site.distribution().mean().detach())
            .filter(mean -> mean.isFinite().all().item() != 0)
            .filter(mean -> site.distribution().support().check(mean).all().item() != 0);
  }

  /** Uniform within ±2 in free space. */
  static Initialization uniform() {
    return uniform(2);
  }

  /** Uniform within ±radius in free space. */
  static Initialization uniform(double radius) {
    if (!(radius > 0) || Double.isInfinite(radius)) {
      throw new JyroException("uniform: radius %s. Needed: a positive number.".formatted(radius));
    }
    return (site, noise) ->
        Option.of(
            mapped(site, (shape, type) -> noise.uniform(shape, type).mul(2 * radius).sub(radius)));
  }

  /** These values, by the sites' names, each of which must be one of a latent site. */
  static Initialization values(Map<String, Tensor> byName) {
    Map<String, Tensor> kept = Map.copyOf(byName);
    return named(kept.keySet(), (site, noise) -> Option.of(kept.get(site.name())));
  }

  private static Initialization named(Set<String> names, Initialization how) {
    return new Initialization() {
      @Override
      public Option<Tensor> at(Sample site, Noise noise) {
        return how.at(site, noise);
      }

      @Override
      public Set<String> names() {
        return names;
      }
    };
  }

  private static Tensor mapped(Sample site, BiFunction<Shape, DataType, Tensor> free) {
    Distribution prior = site.distribution();
    Bijector bijector = Bijectors.to(prior.support());
    Shape whole = Shapes.concat(prior.batchShape(), prior.eventShape());
    return bijector.forward(free.apply(bijector.inverseShape(whole), Latent.typeOf(prior)));
  }

  /** Some distributions cannot be drawn from, and some have no mean; they say so by an error. */
  private static Option<Tensor> known(Supplier<Tensor> value) {
    try {
      return Option.of(value.get());
    } catch (JyroException e) {
      return Option.none();
    }
  }

  private static Tensor middle(Tensor draws) {
    return draws.detach().median(0);
  }
}
