package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.parallel.Crew;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How many particles an objective has, and how it gets them.
 *
 * @param count how many
 * @param sideBySide in a plate of their own, or each by itself
 * @param threads lends threads to those that are each by itself
 */
record Particles(int count, boolean sideBySide, Option<Executor> threads) {
  /** Each by itself. */
  static Particles apart(String objective, int count) {
    return new Particles(atLeast(1, objective, count, "."), false, Option.none());
  }

  /** Side by side. */
  static Particles together(String objective, int count) {
    return new Particles(atLeast(1, objective, count, "."), true, Option.none());
  }

  /** The same, for an objective that makes no sense of one. */
  Particles several(String objective) {
    atLeast(
        2,
        objective,
        count,
        ". With one it is no better than TraceELBO. Fix: take more, or TraceELBO.");
    return this;
  }

  /** The same, for an objective of which their distance from each other is a part. */
  Particles pairs(String objective) {
    String why =
        ", for their distance from each other is part of the loss. Fix: take 2, or more for less noise.";
    atLeast(2, objective, count, why);
    return this;
  }

  private static int atLeast(int least, String objective, int count, String why) {
    if (count < least) {
      throw new JyroException(
          "%s: %d particles. Needed: at least %d%s".formatted(objective, count, least, why));
    }
    return count;
  }

  /**
   * The same, on several threads.
   *
   * @throws JyroException if they are side by side
   */
  Particles on(Executor executor) {
    if (sideBySide) {
      throw new JyroException(
          "parallel: the particles are side by side, which is one run of the programs. Needed: particles each by itself. Fix: withParticles(%d).parallel()."
              .formatted(count));
    }
    return new Particles(count, false, Option.of(executor));
  }

  /** All of them as one: a plate around the programs. */
  Particle together(Run<?> run) {
    return run.particles(count, run.plateNesting());
  }

  /** The sum of what each adds to the loss. */
  double sum(Run<?> run, Work<Double> share) {
    return each(run, count, share).fold(0.0, Double::sum);
  }

  /** The mean of what the sites of each add to the loss. */
  LossBySite bySite(Run<?> run, Function<Particle, LossBySite> parts) {
    List<LossBySite> each =
        sideBySide
            ? List.of(parts.apply(together(run)))
            : List.range(0, count).map(number -> run.once(number, parts));
    return each.reduce(LossBySite::plus).times(1.0 / count);
  }

  /** All of them, kept. */
  List<Particle> particlesFrom(Run<?> run) {
    return sideBySide ? List.of(together(run)) : each(run, count, Run::particle);
  }

  /** All of them, the data drawn too. */
  List<Particle> replicasFrom(Run<?> run) {
    return sideBySide ? List.of(run.replicas(count)) : each(run, count, Run::replica);
  }

  /** All of them with their densities, kept: weights are known only when all are drawn. */
  List<Terms> drawnFrom(Run<?> run) {
    return sideBySide
        ? List.of(new Terms(together(run)))
        : each(run, count, (own, number) -> new Terms(own.particle(number)));
  }

  /** Their log weights. */
  LogWeights weigh(List<Terms> drawn) {
    return Gradients.paused(() -> new LogWeights(drawn, sideBySide));
  }

  /** Hands over the derivatives of each draw by itself. */
  void descend(
      Run<?> run, List<Terms> drawn, Consumer<Cotangents> descend, Work<Cotangents> derivatives) {
    each(
        run,
        drawn.size(),
        (own, number) -> {
          descend.accept(derivatives.of(own, number));
          return number;
        });
  }

  /**
   * Does the work for each number and gives what came of it, in order: one after the other here, or
   * on the executor's threads too. What comes of it is the same, bit for bit.
   */
  private <T> List<T> each(Run<?> run, int pieces, Work<T> work) {
    return run.isProven() && pieces > 1 && threads.isDefined()
        ? atOnce(run, pieces, threads.get(), work)
        : List.range(0, pieces).map(number -> work.of(run, number));
  }

  private static <T> List<T> atOnce(Run<?> run, int count, Executor executor, Work<T> work) {
    List<Run<?>> parts = List.range(0, count).map(number -> run.fork());
    List<Supplier<T>> carried =
        parts.zipWithIndex((part, number) -> part.carried(() -> work.of(part, number)));
    AtomicReferenceArray<Piece<T>> pieces = new AtomicReferenceArray<>(count);
    try {
      new Crew(executor, count)
          .perform(count, number -> pieces.set(number, Piece.of(carried.get(number))));
      return List.range(0, count).map(pieces::get).map(Piece::taken);
    } finally {
      parts.forEach(run::join);
      List.range(0, count).map(pieces::get).flatMap(Option::of).forEach(Piece::close);
    }
  }

  /** Refuses draws of the guide that carry no gradient. */
  static void needPathwise(String what, Trace guide) {
    for (Site site : guide.latents()) {
      if (!site.sample().distribution().isReparameterized()) {
        throw new SiteException(
            site.name(),
            "%s: its draws carry no gradient. Needed: a guide that is pathwise throughout. Fix: leave this option out; the score function is then used for this site."
                .formatted(what));
      }
    }
  }
}
