package dev.jyro.examples.particles;

import dev.jyro.effect.Sample;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.RenyiELBO;
import dev.jyro.inference.svi.ReweightedWakeSleep;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import java.util.Locale;

/**
 * What a training climbs, with K particles {@code z_k ~ q} and weights {@code w_k = p(x, z_k) /
 * q(z_k)}.
 *
 * <p>{@link #ELBO} is {@code 1/K Σ log w_k}; the others are {@code log 1/K Σ w_k}, which is nearer
 * to {@code log p(x)} the more particles there are. They differ in how the guide learns.
 *
 * <p>Sources: Burda et al. 2016; Mnih and Rezende 2016; Bornschein and Bengio 2015, as in {@code
 * docs/papers.md}.
 */
enum Bound {
  /** The evidence lower bound; the guide learns along the path of its draws. */
  ELBO(1, 1) {
    @Override
    ELBO of(int particles) {
      return TraceELBO.vectorized(particles);
    }
  },
  /** The importance-weighted bound; the guide learns along the path of its draws. */
  IWAE(2, 5) {
    @Override
    ELBO of(int particles) {
      return RenyiELBO.importanceWeighted(particles);
    }
  },
  /** The same bound for a guide whose draws carry no gradient, by the score function. */
  VIMCO(2, 5) {
    @Override
    ELBO of(int particles) {
      return dev.jyro.inference.svi.VIMCO.vectorized(particles);
    }

    @Override
    <A> Model<A> prepared(Model<A> guide) {
      return withoutPath(guide);
    }
  },
  /** Reweighted wake-sleep, always awake: the guide learns from weighted draws. */
  RWS(2, 5) {
    @Override
    ELBO of(int particles) {
      return ReweightedWakeSleep.vectorized(particles);
    }
  };

  private final int least;
  private final int usual;

  Bound(int least, int usual) {
    this.least = least;
    this.usual = usual;
  }

  /** The fewest particles that it is defined for. */
  int leastParticles() {
    return least;
  }

  /** The particles that it has if nobody says how many. */
  int usualParticles() {
    return usual;
  }

  /** The objective, so many particles side by side. */
  abstract ELBO of(int particles);

  /** The guide as this bound trains it. */
  <A> Model<A> prepared(Model<A> guide) {
    return guide;
  }

  /** The same guide, but that its draws carry no gradient. */
  static <A> Model<A> withoutPath(Model<A> guide) {
    return Handlers.with(
        (effect, outer) ->
            effect instanceof Sample site
                ? outer.ask(site.of(site.distribution().notReparameterized()))
                : outer.ask(effect),
        guide);
  }

  /** Its name in small letters, as options have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
