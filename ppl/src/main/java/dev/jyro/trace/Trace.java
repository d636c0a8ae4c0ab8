package dev.jyro.trace;

import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run of a program did: its sites, in their order, with their answers.
 *
 * <p>Immutable. Its tensors live as long as the scope in which the program ran.
 */
public final class Trace {
  private final Map<String, Site> sites;

  Trace(Map<String, Site> sites) {
    this.sites = new LinkedHashMap<>(sites);
  }

  /**
   * Runs the program and records it.
   *
   * @throws SiteException if two sites have one name
   */
  public static <A> Trace of(Model<A> program, A data) {
    return new TraceHandler().record(() -> program.run(data));
  }

  /** The sites in the order in which they were answered. */
  public List<Site> sites() {
    return List.ofAll(sites.values());
  }

  /** The site of this name. */
  public Option<Site> find(String name) {
    return Option.of(sites.get(name));
  }

  /**
   * The site of this name.
   *
   * @throws SiteException if there is none; the message lists those that there are
   */
  public Site get(String name) {
    return find(name)
        .getOrElseThrow(
            () ->
                new SiteException(
                    name,
                    "is not in the trace. Its sites are: " + String.join(", ", sites.keySet())));
  }

  /**
   * The answer at the site of this name.
   *
   * @throws SiteException if there is none
   */
  public Tensor value(String name) {
    return get(name).value();
  }

  /** The sample sites that are not data. */
  public List<Site> latents() {
    return sites().filter(Site::isLatent);
  }

  /** The sample sites that are data. */
  public List<Site> observed() {
    return sites().filter(Site::isObserved);
  }

  /**
   * The log density of everything in it: the sum over all sample sites, scaled and masked; a
   * scalar.
   */
  public Tensor logDensity() {
    return sites()
        .filter(Site::isSample)
        .map(site -> site.logProb().sum())
        .reduceOption(Tensor::add)
        .getOrElse(() -> Tensor.scalar(0));
  }

  /** The sites as a table: name, kind, batch and event shape, plates. */
  public String table() {
    return SiteTable.of(sites.values());
  }

  @Override
  public String toString() {
    return table();
  }
}
