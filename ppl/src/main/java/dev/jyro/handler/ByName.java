package dev.jyro.handler;

import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The handlers that have a value for each of some names.
 *
 * @param verb what it is called
 * @param needed the kinds of sites that it can treat, in words
 * @param treatable whether a site is of these kinds
 * @param treatment what becomes of a site that was named
 */
record ByName(String verb, String needed, Predicate<Effect> treatable, Treatment treatment) {
  static final ByName CONDITION =
      new ByName("condition", "a sample site", Sample.class::isInstance, ByName::observed);
  static final ByName SUBSTITUTE =
      new ByName(
          "substitute",
          "a sample site that is not data, a parameter or a plate",
          ByName::isOpen,
          ByName::pinned);
  static final ByName INTERVENE =
      new ByName(
          "intervene",
          "a site",
          effect -> true,
          (effect, value, outer) -> outer.ask(effect).answering(value));

  /** Answers for one named site. */
  @FunctionalInterface
  interface Treatment {
    Site apply(Effect effect, Tensor value, Next outer);
  }

  /** The model with its sites of these names treated; a name that does not come up is told of. */
  <A> Model<A> around(
      Model<A> model, Map<String, Tensor> values, Consumer<SiteException> complain) {
    Map<String, Tensor> kept = Map.copyOf(values);
    return data -> {
      Naming<Tensor> naming = new Naming<>(kept);
      Interpreter.under(handler(naming), () -> model.run(data));
      naming.judge(verb, needed, complain);
    };
  }

  private Handler handler(Naming<Tensor> naming) {
    return (effect, outer) ->
        naming
            .find(effect, treatable.test(effect))
            .fold(() -> outer.ask(effect), value -> treatment.apply(effect, value, outer));
  }

  private static boolean isOpen(Effect effect) {
    return effect.fold(
        sample -> !sample.isObserved(), param -> true, plate -> true, named -> false);
  }

  private static Site observed(Effect effect, Tensor value, Next outer) {
    return outer.ask(((Sample) effect).observing(value));
  }

  private static Site pinned(Effect effect, Tensor value, Next outer) {
    return outer.ask(
        effect.fold(
            sample -> sample.pinning(value),
            param -> param.pinning(value),
            plate -> plate.pinning(value),
            named -> named));
  }
}
