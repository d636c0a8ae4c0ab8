package dev.jyro.inference.svi;

import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;

/** What a program that is run once more on the same draws takes as constant: no gradient passes. */
enum Held {
  /** The draws: what is left is how log densities depend on parameters. */
  DRAWS {
    @Override
    Site answer(Effect effect, Next outer) {
      return effect instanceof Sample sample && sample.draw() instanceof Draw.Pinned draw
          ? outer.ask(sample.pinning(draw.value().detach()))
          : outer.ask(effect);
    }
  },

  /** The parameters: what is left is how log densities depend on the draws. */
  PARAMETERS {
    @Override
    Site answer(Effect effect, Next outer) {
      Site site = outer.ask(effect);
      return effect instanceof Param ? site.answering(site.value().detach()) : site;
    }
  };

  /** A handler. */
  abstract Site answer(Effect effect, Next outer);

  /** The program with this held. */
  <A> Model<A> in(Model<A> program) {
    return Handlers.with(this::answer, program);
  }
}
