package dev.jyro.inference.predictive;

import dev.jyro.JyroException;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;

/** Where the latent values of predictions come from. */
interface Source<A> {
  /**
   * The program, its latent sites given their values of the batch's draws.
   *
   * @param program is run for all draws of the batch already
   */
  Model<A> given(Model<A> program, A data, Batch batch);

  /**
   * What was drawn for the batch, with its density: what the programs are replayed on.
   *
   * @throws JyroException if the density is not known
   */
  Trace proposal(A data, Batch batch);

  /** The draws that predictions are made from, if they have been drawn already. */
  default Option<Draws> posterior() {
    return Option.none();
  }

  /** Whether there are draws of this site already. */
  default boolean holds(String name) {
    return posterior().exists(draws -> draws.has(name));
  }

  /** The model draws them itself. */
  static <A> Source<A> prior() {
    return guide(nothing -> {});
  }

  /** The guide draws those that it has. */
  static <A> Source<A> guide(Model<A> guide) {
    return new Source<>() {
      @Override
      public Model<A> given(Model<A> program, A data, Batch batch) {
        Trace proposal = proposal(data, batch);
        Model<A> replayed = Handlers.replay(program, proposal);
        return run -> new Partners(proposal).around(replayed, run);
      }

      @Override
      public Trace proposal(A data, Batch batch) {
        return batch.run(batch.of(guide), data, "guide");
      }
    };
  }

  /** They have been drawn already. */
  static <A> Source<A> draws(Draws draws) {
    return new Source<>() {
      @Override
      public Model<A> given(Model<A> program, A data, Batch batch) {
        return run -> new Given(draws, batch).around(program, run);
      }

      @Override
      public Trace proposal(A data, Batch batch) {
        throw new JyroException(
            "Importance: the latent values are draws whose density is not known. Needed: a guide or the prior. Fix: Predictive.of(model, params, guide).");
      }

      @Override
      public Option<Draws> posterior() {
        return Option.of(draws);
      }
    };
  }
}
