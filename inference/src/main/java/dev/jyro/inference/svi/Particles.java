package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Gradients;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import java.util.function.Function;

/**
 * How an objective of several particles at once gets them.
 *
 * @param count how many
 * @param sideBySide in a plate of their own, or one after the other
 */
record Particles(int count, boolean sideBySide) {
  /** Checks that there are several. */
  static Particles several(String objective, int count, boolean sideBySide) {
    if (count < 2) {
      throw new JyroException(
          "%s: %d particles. Needed: at least 2. With one it is no better than TraceELBO. Fix: take more, or TraceELBO."
              .formatted(objective, count));
    }
    return new Particles(count, sideBySide);
  }

  /** Checks that there are two that can be told apart: how far apart is part of the loss. */
  static Particles pairs(String objective, int count, boolean sideBySide) {
    if (count < 2) {
      throw new JyroException(
          "%s: %d particles. Needed: at least 2, for their distance from each other is part of the loss. Fix: take 2, or more for less noise."
              .formatted(objective, count));
    }
    return new Particles(count, sideBySide);
  }

  /** All of them, the data drawn too. */
  List<Particle> replicasFrom(Run<?> run) {
    return sideBySide ? List.of(run.replicas(count)) : List.range(0, count).map(run::replica);
  }

  /** All of them, kept together: weights are known only when all are drawn. */
  List<Particle> drawnFrom(Run<?> run) {
    return sideBySide
        ? List.of(run.particles(count, run.plateNesting()))
        : List.range(0, count).map(run::particle);
  }

  /** Their log weights. */
  LogWeights weigh(List<Particle> drawn) {
    List<Terms> terms = drawn.map(Terms::new);
    return Gradients.paused(() -> new LogWeights(terms, sideBySide));
  }

  /** The terms of each particle in a program that was run once more. */
  static List<List<Term>> terms(List<Particle> drawn, Function<Particle, Trace> again) {
    return drawn.map(particle -> Terms.terms(again.apply(particle), site -> 1));
  }

  /** Refuses draws of the guide that carry no gradient. */
  static void needPathwise(String what, List<Particle> drawn) {
    for (Particle particle : drawn) {
      for (Site site : particle.guide().latents()) {
        if (!site.sample().distribution().isReparameterized()) {
          throw new SiteException(
              site.name(),
              "%s: its draws carry no gradient. Needed: a guide that is pathwise throughout. Fix: leave this option out; the score function is then used for this site."
                  .formatted(what));
        }
      }
    }
  }
}
