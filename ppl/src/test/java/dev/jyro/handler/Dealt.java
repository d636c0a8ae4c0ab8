package dev.jyro.handler;

import dev.jyro.effect.Draw;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The latent sites of a run dealt to handlers: of those that were drawn, half, rounded up, are left
 * alone; the others are in turn conditioned, substituted and intervened on with the values that
 * they had, or hidden.
 *
 * @param hands one for each of these
 */
record Dealt(List<Map<String, Tensor>> hands) {
  private static final Hint<String> REMARK = new Hint<>("remark", String.class);

  /** Dealt by chance. */
  static Dealt of(Trace trace, Random random) {
    List<Site> drawn = shuffled(drawn(trace), random);
    List<Site> pinned = List.ofAll(trace.latents()).filter(site -> !isDrawn(site));
    List<Site> some = drawn.drop((drawn.size() + 1) / 2).appendAll(pinned);
    int first = random.nextInt(4);
    return new Dealt(List.range(0, 4).map(hand -> hand(some, hand + first)));
  }

  private static List<Site> shuffled(List<Site> sites, Random random) {
    java.util.List<Site> shuffled = sites.toJavaList();
    Collections.shuffle(shuffled, random);
    return List.ofAll(shuffled);
  }

  private static Map<String, Tensor> hand(List<Site> some, int first) {
    return some.zipWithIndex()
        .filter(site -> (site._2 + first) % 4 == 0)
        .toMap(site -> site._1.name(), site -> site._1.value());
  }

  /** The latent sites that nobody gave a value to. */
  static List<Site> drawn(Trace trace) {
    return List.ofAll(trace.latents()).filter(Dealt::isDrawn);
  }

  private static boolean isDrawn(Site latent) {
    return latent.sample().draw() instanceof Draw.Free;
  }

  /** Handlers whose order makes no difference; those that name sites name different ones. */
  List<UnaryOperator<Model<String>>> commuting() {
    return List.<UnaryOperator<Model<String>>>of(
        program -> Handlers.condition(program, hands.get(0).toJavaMap()),
        program -> Handlers.substitute(program, hands.get(1).toJavaMap()),
        program -> Handlers.intervene(program, hands.get(2).toJavaMap()),
        program -> Handlers.block(program, effect -> hands.get(3).containsKey(effect.name())),
        program -> Handlers.scale(program, 2),
        program -> Handlers.scale(program, 0.25),
        program -> Handlers.mask(program, Tensor.of(true).reshape()),
        program -> Handlers.hint(program, effect -> true, REMARK, "seen"),
        program -> Handlers.replay(program, Trace.of(data -> {}, "")),
        program -> Handlers.lift(program, param -> Option.none()),
        program -> Handlers.reparam(program, site -> Option.none()),
        program -> data -> Trace.of(program, data),
        program -> data -> Trace.of(program, data),
        program -> Handlers.with((effect, outer) -> outer.ask(effect), program));
  }
}
