package dev.jyro.effect;

/**
 * Stands between a program and its surroundings and sees each of its effects.
 *
 * <p>It is ordinary Java around a call of {@code outer}: what it does before, changes the request;
 * what it does after, the answer; without the call it answers alone. Effects that the handler
 * itself performs go to the handlers outside it.
 *
 * <pre>{@code
 * Handler doubling = (effect, outer) -> {
 *   Site site = outer.ask(effect);
 *   return site.answering(site.value().mul(2));
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Handler {
  /**
   * Answers an effect.
   *
   * @param effect what is asked, as the handlers inside have left it
   * @param outer the handlers outside
   * @return the answer, for the handlers inside and in the end for the program
   */
  Site handle(Effect effect, Next outer);
}
