package dev.jyro.handler;

import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Draws latent sites by their reparameterisations, and gives the values under the old names.
 *
 * @param choice the reparameterisation of a site, if it has one
 */
record Reparameterizing(Function<Sample, Option<Reparam>> choice) implements Handler {
  /** By name; a name that does not come up is told of. */
  static <A> Model<A> byName(
      Model<A> model, Map<String, ? extends Reparam> sites, Consumer<SiteException> complain) {
    Map<String, Reparam> kept = Map.copyOf(sites);
    return data -> {
      Naming<Reparam> naming = new Naming<>(kept);
      Handlers.with(new Reparameterizing(site -> naming.find(site, true)), model).run(data);
      naming.judge("reparam", "a sample site", complain);
    };
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    if (!(effect instanceof Sample site)) {
      return outer.ask(effect);
    }
    Option<Reparam> reparam = choice.apply(site);
    return reparam.isEmpty() || site.isObserved()
        ? outer.ask(site)
        : named(site, reparam.get().value(site, asking -> ask(asking, outer)), outer);
  }

  /** A plate inside has stretched the site; what is asked for in its place, nobody yet. */
  private static Site ask(Effect effect, Next outer) {
    return outer.ask(effect instanceof Sample auxiliary ? stretched(auxiliary) : effect);
  }

  private static Sample stretched(Sample auxiliary) {
    return auxiliary
        .setting()
        .plates()
        .foldRight(auxiliary, (frame, site) -> site.stretchedOver(frame));
  }

  private static Site named(Sample site, Tensor value, Next outer) {
    return outer.ask(new Deterministic(site.name(), value, site.setting()));
  }
}
