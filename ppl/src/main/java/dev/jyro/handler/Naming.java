package dev.jyro.handler;

import static java.util.stream.Collectors.joining;

import dev.jyro.Nearest;
import dev.jyro.effect.Effect;
import dev.jyro.effect.SiteException;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes, in one run, which of a handler's names came up.
 *
 * <p>A misspelt name would otherwise leave the model as it was, silently; and so would the name of
 * a site of the wrong kind.
 *
 * @param <V> what the handler has for each name
 */
final class Naming<V> {
  private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

  private final Map<String, V> values;
  private final Set<String> missing;
  private final List<Effect> others = new ArrayList<>();

  Naming(Map<String, V> values) {
    this.values = values;
    this.missing = new TreeSet<>(values.keySet());
  }

  /** What there is for this effect, if it is of a kind that the handler can treat. */
  Option<V> find(Effect effect, boolean treatable) {
    Option<V> value = treatable ? Option.of(values.get(effect.name())) : Option.none();
    if (value.isDefined()) {
      missing.remove(effect.name());
    } else if (!missing.isEmpty()) {
      others.add(effect);
    }
    return value;
  }

  /**
   * Complains if a name did not come up.
   *
   * @param verb the handler's name
   * @param needed what kinds of sites it can treat
   */
  void judge(String verb, String needed, Consumer<SiteException> complain) {
    if (!missing.isEmpty()) {
      String first = missing.iterator().next();
      complain.accept(
          new SiteException(
              first,
              "%s was given a value for %s, and there was no such site. Needed: %s. Others that came up: %s. Fix: correct the name, or leave it out.%s"
                  .formatted(
                      verb,
                      missing,
                      needed,
                      others(),
                      Nearest.hint(first, others.stream().map(Effect::name).toList()))));
    }
  }

  /** Complaints are errors. */
  static Consumer<SiteException> strictly() {
    return complaint -> {
      throw complaint;
    };
  }

  /** The first complaint of all runs goes into the log: training would repeat it at every step. */
  static Consumer<SiteException> warning() {
    AtomicBoolean said = new AtomicBoolean();
    return complaint -> {
      if (said.compareAndSet(false, true)) {
        LOG.warn("{}", complaint.getMessage());
      }
    };
  }

  private String others() {
    return others.isEmpty()
        ? "none"
        : others.stream()
            .map(effect -> effect.name() + " (" + effect.kind() + ")")
            .distinct()
            .collect(joining(", "));
  }
}
