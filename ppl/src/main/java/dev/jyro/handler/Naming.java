package dev.jyro.handler;

import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handlers that speak of sites by name, and notice names that never came up.
 *
 * <p>A misspelt name would otherwise leave the model as it was, silently.
 */
final class Naming implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

  private final Map<String, Tensor> values;
  private final Treatment treatment;
  private final Set<String> seen = new HashSet<>();
  private final List<String> others = new ArrayList<>();

  private Naming(Map<String, Tensor> values, Treatment treatment) {
    this.values = values;
    this.treatment = treatment;
  }

  /** What becomes of a site that was named. */
  @FunctionalInterface
  interface Treatment {
    Site apply(Effect effect, Tensor value, Next outer);
  }

  static <A> Model<A> warning(
      String verb, Model<A> model, Map<String, Tensor> values, Treatment treatment) {
    Map<String, Tensor> kept = Map.copyOf(values);
    return data -> {
      Naming naming = new Naming(kept, treatment);
      naming.run(() -> model.run(data));
      naming.missing(verb).forEach(missing -> LOG.warn("{}", missing.getMessage()));
    };
  }

  static <A> Model<A> strict(
      String verb, Model<A> model, Map<String, Tensor> values, Treatment treatment) {
    Map<String, Tensor> kept = Map.copyOf(values);
    return data -> {
      Naming naming = new Naming(kept, treatment);
      naming.run(() -> model.run(data));
      naming
          .missing(verb)
          .forEach(
              missing -> {
                throw missing;
              });
    };
  }

  static <A> Model<A> lifting(Model<A> model, Map<String, Distribution> priors) {
    Map<String, Distribution> kept = Map.copyOf(priors);
    Supplier<Set<String>> fresh = HashSet::new;
    return data -> {
      Set<String> used = fresh.get();
      Lift lift =
          new Lift(
              param -> {
                used.add(param.name());
                return Option.of(kept.get(param.name()));
              });
      Handlers.with(lift, model).run(data);
      kept.keySet().stream()
          .filter(name -> !used.contains(name))
          .forEach(
              name -> LOG.warn("lift: there was no parameter '{}'; there were {}.", name, used));
    };
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    Tensor value = values.get(effect.name());
    if (value == null) {
      others.add(effect.name());
      return outer.ask(effect);
    }
    seen.add(effect.name());
    return treatment.apply(effect, value, outer);
  }

  private void run(Runnable body) {
    Interpreter.under(
        this,
        () -> {
          body.run();
          return true;
        });
  }

  private Option<SiteException> missing(String verb) {
    List<String> missing =
        values.keySet().stream().filter(name -> !seen.contains(name)).sorted().toList();
    if (missing.isEmpty()) {
      return Option.none();
    }
    return Option.of(
        new SiteException(
            missing.get(0),
            "%s was given a value for %s, and no such site came up. The others were: %s. Fix: correct the name, or leave it out."
                .formatted(verb, missing, others)));
  }
}
