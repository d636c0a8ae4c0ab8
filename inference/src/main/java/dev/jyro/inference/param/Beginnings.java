package dev.jyro.inference.param;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parameters that were begun in attempts of which none has gone well yet: those at it share them,
 * and nobody else sees them. The store guards it.
 */
final class Beginnings {
  private final Map<String, Begun> byName = new LinkedHashMap<>();

  /**
   * A parameter, and who is at it.
   *
   * @param by compared by identity
   */
  private record Begun(ParamStore.Entry entry, Set<Attempt> by) {}

  /** The parameter of this name; the attempt is at it from now on. */
  Option<ParamStore.Entry> find(String name, Attempt by) {
    return Option.of(byName.get(name)).peek(begun -> begun.by.add(by)).map(Begun::entry);
  }

  /** Begins a parameter. */
  void add(ParamStore.Entry entry, Attempt by) {
    Set<Attempt> one = Collections.newSetFromMap(new IdentityHashMap<>());
    one.add(by);
    byName.put(entry.name(), new Begun(entry, one));
  }

  /** Takes out those that the attempt is at, for it went well. */
  List<ParamStore.Entry> of(Attempt by) {
    List<ParamStore.Entry> all = new ArrayList<>();
    byName.values().removeIf(begun -> begun.by.contains(by) && all.add(begun.entry));
    return all;
  }

  /** The attempt failed: what it alone was at is gone. */
  void forget(Attempt by) {
    byName.values().removeIf(begun -> begun.by.remove(by) && begun.by.isEmpty());
  }
}
