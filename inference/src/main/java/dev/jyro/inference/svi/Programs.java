package dev.jyro.inference.svi;

import dev.jyro.effect.Handler;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.ppl.Primitives;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;
import java.util.function.Supplier;

/**
 * A model and its guide, and how they are run on a batch. Immutable.
 *
 * @param data what both are given
 */
record Programs<A>(Model<A> model, Model<A> guide, A data) {
  private static final String GUIDE = "guide";
  private static final String MODEL = "model";

  /**
   * The guide, and the model on its draws.
   *
   * @param plate of several particles, around both
   * @param data a handler around the model that sees to its data, if they are not to be as they are
   */
  Particle particle(Option<Plate> plate, Noise noise, Option<Handler> data) {
    Trace drawn = traced(inside(plate, guide), noise.at(GUIDE));
    Model<A> replayed = Handlers.replay(inside(plate, model), drawn);
    Supplier<Trace> run = () -> traced(replayed, noise.at(MODEL));
    Trace scored = data.fold(run, around -> Interpreter.under(around, run));
    return new Particle(drawn, scored, plate, noise);
  }

  /** The guide once more on the draws of a particle, some of what it uses being held constant. */
  Trace guideAgain(Particle particle, Held held) {
    Model<A> again = held.in(Handlers.replay(inside(particle.plate(), guide), particle.guide()));
    return traced(again, particle.noise().at(GUIDE));
  }

  /** The model once more on the draws of a particle, some of what it uses being held constant. */
  Trace modelAgain(Particle particle, Held held) {
    Model<A> again = held.in(Handlers.replay(inside(particle.plate(), model), particle.guide()));
    return traced(again, particle.noise().at(MODEL));
  }

  /** The model on draws of its own, beside those of a particle. */
  Trace prior(Particle particle) {
    return traced(inside(particle.plate(), model), particle.noise().at("prior"));
  }

  /**
   * What the model dreams, data included, and a guide that is given the dream: its latent sites
   * have the dream's values.
   */
  Particle dreamt(Model<Trace> asleep, Noise noise) {
    Trace dream = Gradients.paused(() -> traced(Handlers.uncondition(model), noise.at(MODEL)));
    Model<Trace> again = Handlers.replay(asleep, dream);
    Trace trace = Interpreter.seeded(noise.at(GUIDE), () -> Trace.of(again, dream));
    return new Particle(trace, dream, Option.none(), noise);
  }

  private Trace traced(Model<A> program, Noise source) {
    return Interpreter.seeded(source, () -> Trace.of(program, data));
  }

  private static <A> Model<A> inside(Option<Plate> plate, Model<A> program) {
    return plate.fold(
        () -> program, around -> data -> Primitives.plate(around, indices -> program.run(data)));
  }
}
