package dev.jyro.effect;

/**
 * The rest of the handlers, outwards. For the thread of the program, and while the handler runs.
 */
@FunctionalInterface
public interface Next {
  /** Passes an effect on and gives what they make of it; may be called not at all, or often. */
  Site ask(Effect effect);
}
