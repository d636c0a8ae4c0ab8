package dev.jyro.random;

import java.util.HashMap;
import java.util.Map;

/**
 * Deals out the noise of one run of a program: a key for each (name, visit).
 *
 * <p>The first draw of a name has visit 0, the next of the same name visit 1. For one run on one
 * thread.
 */
public final class NoiseSource {
  private final Noise root;
  private final Map<String, Integer> visits = new HashMap<>();

  /** A source whose draws this noise decides. */
  public NoiseSource(Noise root) {
    this.root = root;
  }

  /** The noise of the next visit of this name. */
  public Noise next(String name) {
    int visit = visits.merge(name, 1, Integer::sum) - 1;
    return root.at(name).at(visit);
  }
}
