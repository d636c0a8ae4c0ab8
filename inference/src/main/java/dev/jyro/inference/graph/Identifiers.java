package dev.jyro.inference.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that any language takes: a prefix, so that none is a reserved word, then ASCII letters,
 * digits and underscores; a number behind it where two things would have one.
 */
final class Identifiers<K> {
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_]");

  private final String prefix;
  private final Map<K, String> known = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  Identifiers(String prefix) {
    this.prefix = prefix;
  }

  /** The identifier of this thing, which reads like the words if it is new. */
  String of(K thing, String words) {
    return known.computeIfAbsent(thing, key -> free(words));
  }

  private String free(String words) {
    String wanted = prefix + OTHERS.matcher(words).replaceAll("_");
    String id = wanted;
    for (int number = 2; !taken.add(id); number++) {
      id = wanted + "_" + number;
    }
    return id;
  }
}
