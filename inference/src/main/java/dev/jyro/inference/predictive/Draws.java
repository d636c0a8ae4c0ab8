package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws of several sites, as many of each: of a posterior, of a prior, or of data that could come.
 *
 * <p>A site's draws are one tensor of shape {@code [chains, draws] + shape of one value}. What was
 * not drawn by chains is one chain. The i-th draws of all sites belong together.
 *
 * <p>The tensors outlive every scope; the garbage collector decides. Immutable; safe for any number
 * of threads.
 */
public final class Draws {
  private final int chains;
  private final int perChain;
  private final Map<String, Tensor> byChain;

  private Draws(int chains, int perChain, Map<String, Tensor> byChain) {
    this.chains = chains;
    this.perChain = perChain;
    this.byChain = Collections.unmodifiableMap(byChain);
  }

  /**
   * Draws without chains.
   *
   * @param byName each site's draws, {@code [draws] + shape of one value}; let out of their scopes
   * @throws JyroException if there is no site, no draw, or the sites have different numbers
   */
  public static Draws of(Map<String, Tensor> byName) {
    Map<String, Tensor> byChain = new LinkedHashMap<>();
    byName.forEach((name, draws) -> byChain.put(name, draws.unsqueeze(0)));
    return ofChains(byChain);
  }

  /**
   * Draws by chains.
   *
   * @param byName each site's draws, {@code [chains, draws] + shape of one value}; let out of their
   *     scopes
   * @throws JyroException as {@link #of}
   */
  public static Draws ofChains(Map<String, Tensor> byName) {
    Set<Shape> numbers =
        byName.values().stream().map(Draws::number).collect(Collectors.toUnmodifiableSet());
    if (numbers.size() != 1 || numbers.iterator().next().size() == 0) {
      throw new JyroException(
          "Draws of %s. Needed: at least one site, and as many chains and draws of each."
              .formatted(numbersOf(byName)));
    }
    Shape number = numbers.iterator().next();
    byName.values().forEach(TensorScope::release);
    return new Draws((int) number.get(0), (int) number.get(1), new LinkedHashMap<>(byName));
  }

  /** How many chains there are. */
  public int chains() {
    return chains;
  }

  /** How many draws each chain has. */
  public int perChain() {
    return perChain;
  }

  /** How many draws there are in all. */
  public int size() {
    return chains * perChain;
  }

  /** The sites, in the order in which they were given. */
  public Set<String> names() {
    return byChain.keySet();
  }

  /**
   * A site's draws by chain.
   *
   * @return {@code [chains, draws] + shape of one value}
   * @throws JyroException if there is no such site; the message lists those that there are
   */
  public Tensor chains(String name) {
    Tensor found = byChain.get(name);
    if (found == null) {
      throw new JyroException(
          "There are no draws of '%s'. There are draws of: %s."
              .formatted(name, String.join(", ", names())));
    }
    return found;
  }

  /**
   * A site's draws, one chain after the other.
   *
   * @return {@code [size] + shape of one value}
   * @throws JyroException if there is no such site; the message lists those that there are
   */
  public Tensor get(String name) {
    Tensor draws = chains(name);
    long[] sizes = draws.shape().getShape();
    long[] joined = Arrays.copyOfRange(sizes, 1, sizes.length);
    joined[0] = size();
    return draws.reshape(joined);
  }

  @Override
  public String toString() {
    return "%d chains of %d draws: %s".formatted(chains, perChain, names());
  }

  private static Shape number(Tensor draws) {
    return draws.dim() < 2 ? Shapes.of(0) : draws.shape().slice(0, 2);
  }

  private static String numbersOf(Map<String, Tensor> byName) {
    return byName.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().shape())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
