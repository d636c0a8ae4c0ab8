package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.Nearest;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Draws of several sites, as many of each: of a posterior, of a prior, or of data that could come.
 *
 * <p>A site's draws are one tensor of shape {@code [chains, draws] + shape of one value}. What was
 * not drawn by chains is one chain. The i-th draws of all sites belong together; iteration gives
 * them one by one, each a map that {@code Handlers.substitute} and {@code condition} take.
 *
 * <p>The tensors outlive every scope; the garbage collector decides. Immutable; safe for any number
 * of threads.
 */
public final class Draws implements Iterable<Map<String, Tensor>> {
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
    byName.forEach(Draws::needDimension);
    return ofChains(each(byName, draws -> draws.unsqueeze(0)));
  }

  /**
   * Draws by chains.
   *
   * @param byName each site's draws, {@code [chains, draws] + shape of one value}; let out of their
   *     scopes
   * @throws JyroException as {@link #of}
   */
  public static Draws ofChains(Map<String, Tensor> byName) {
    Shape number = Joined.number(byName);
    return new Draws((int) number.get(0), (int) number.get(1), each(byName, Draws::settled));
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

  /** Whether there are draws of this site. */
  public boolean has(String name) {
    return byChain.containsKey(name);
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
          "There are no draws of '%s'. There are draws of: %s.%s"
              .formatted(name, String.join(", ", names()), Nearest.hint(name, names())));
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
    return draws.reshape(Shapes.concat(Shapes.of(size()), valueShape(draws)));
  }

  /**
   * The shape of one value of a site.
   *
   * @throws JyroException if there is no such site; the message lists those that there are
   */
  public Shape shape(String name) {
    return valueShape(chains(name));
  }

  /** The shape of one value of each site. */
  public Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    byChain.forEach((name, draws) -> shapes.put(name, valueShape(draws)));
    return shapes;
  }

  // ---- One draw

  /**
   * One draw of every site, for {@code Handlers.substitute} and {@code condition}. The tensors
   * belong to the scope that is open now.
   *
   * @param draw from 0, counted through the chains, one after the other
   * @throws JyroException if there is no such draw
   */
  public Map<String, Tensor> at(int draw) {
    if (draw < 0 || draw >= size()) {
      throw new JyroException(
          "There is no draw %d. There are %d, counted from 0.".formatted(draw, size()));
    }
    return each(byChain, all -> all.select(0, draw / perChain).select(0, draw % perChain));
  }

  /** All draws, each as {@link #at} gives it. */
  @Override
  public Iterator<Map<String, Tensor>> iterator() {
    return IntStream.range(0, size()).mapToObj(this::at).iterator();
  }

  // ---- Some, or more

  /**
   * The draws of these sites only.
   *
   * @throws JyroException if there is no such site; the message lists those that there are
   */
  public Draws only(String... names) {
    return only(Arrays.asList(names));
  }

  /** {@link #only(String...)} of a list. */
  public Draws only(Iterable<String> names) {
    Map<String, Tensor> some = new LinkedHashMap<>();
    names.forEach(name -> some.put(name, chains(name)));
    return ofChains(some);
  }

  /**
   * The draws of all sites but these.
   *
   * @throws JyroException if there is no such site, or none would be left
   */
  public Draws without(String... names) {
    Set<String> left = new LinkedHashSet<>(names());
    for (String name : names) {
      chains(name);
      left.remove(name);
    }
    return only(left);
  }

  /**
   * These draws, and as many of other sites; the i-th belong together.
   *
   * @throws JyroException if the numbers differ, or a site is in both
   */
  public Draws and(Draws others) {
    return ofChains(Joined.sites(byChain, others.byChain));
  }

  /**
   * Longer chains: these draws, and then more of the same sites.
   *
   * @throws JyroException if sites, shapes of values or the numbers of chains differ
   */
  public Draws then(Draws more) {
    Joined.needEqual("chains", chains, more.chains);
    return joined(1, more);
  }

  /**
   * More chains, of the same sites and as many draws each, beside these.
   *
   * @throws JyroException if sites, shapes of values or the numbers of draws differ
   */
  public Draws beside(Draws more) {
    Joined.needEqual("draws a chain", perChain, more.perChain);
    return joined(0, more);
  }

  /** The same draws, in so many chains one after the other. */
  Draws inChains(int number) {
    if (number == chains) {
      return this;
    }
    Shape outer = Shapes.of(number, size() / number);
    return ofChains(each(byChain, draws -> draws.reshape(Shapes.concat(outer, valueShape(draws)))));
  }

  @Override
  public String toString() {
    return "%d chains of %d draws: %s".formatted(chains, perChain, names());
  }

  private Draws joined(int dim, Draws more) {
    Joined.needEqual("values of the shapes", shapes(), more.shapes());
    return ofChains(Joined.along(dim, byChain, more.byChain));
  }

  private static Map<String, Tensor> each(Map<String, Tensor> all, UnaryOperator<Tensor> change) {
    Map<String, Tensor> changed = new LinkedHashMap<>();
    all.forEach((name, draws) -> changed.put(name, change.apply(draws)));
    return changed;
  }

  private static void needDimension(String name, Tensor draws) {
    if (draws.dim() == 0) {
      throw new JyroException(
          "Draws of '%s': a single number. Needed: a first dimension, the draws'. Fix: unsqueeze(0) makes it one draw."
              .formatted(name));
    }
  }

  private static Shape valueShape(Tensor byChain) {
    return Shapes.trailing(byChain.shape(), byChain.dim() - 2);
  }

  /** A constant that no scope frees: else what it was computed from would be kept with it. */
  private static Tensor settled(Tensor draws) {
    return TensorScope.release(draws.requiresGradient() ? draws.detach() : draws);
  }
}
