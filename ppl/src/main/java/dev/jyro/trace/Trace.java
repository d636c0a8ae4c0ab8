package dev.jyro.trace;

import dev.jyro.JyroException;
import dev.jyro.Nearest;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one run of a program did: its sites, in their order, with their answers.
 *
 * <pre>{@code
 * Trace trace = Trace.of(model, data);
 * Tensor z = trace.value("z");
 * double logJoint = trace.logDensity().item();
 * }</pre>
 *
 * <p>Each site stands here as it reached the outermost handler: with the scale, the mask and the
 * plates that handlers on either side of the recording laid on it. A parameter that is asked for
 * twice, and a plate that is opened twice, stands here once.
 *
 * <p>Errors while the program runs take the table of the sites so far with them. Immutable; safe
 * for any number of threads. Its tensors live as long as the scope in which the program ran.
 */
public final class Trace {
  private final Map<String, Site> sites;
  private final List<Site> inOrder;

  Trace(Map<String, Site> sites) {
    this.sites = new LinkedHashMap<>(sites);
    this.inOrder = List.ofAll(sites.values());
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
    return inOrder;
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
                    "is not in the trace. Its sites are: "
                        + String.join(", ", sites.keySet())
                        + Nearest.hint(name, sites.keySet())));
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
    return inOrder.filter(Site::isLatent);
  }

  /** The sample sites that are data. */
  public List<Site> observed() {
    return inOrder.filter(Site::isObserved);
  }

  /**
   * The log density of everything in it: the sum over all sample sites, scaled and masked; a
   * scalar.
   *
   * @throws SiteException if a site has none, or one that is wider than its plates; see {@link
   *     Site#unscaledLogProb}
   */
  public Tensor logDensity() {
    return explaining(
        () ->
            inOrder
                .filter(Site::isSample)
                .map(site -> site.logProb().sum())
                .reduceOption(Tensor::add)
                .getOrElse(() -> Tensor.scalar(0)));
  }

  /**
   * Gives what the body gives; an error of Jyro's takes the table of sites with it, the site that
   * it is about marked.
   */
  public <T> T explaining(Supplier<T> body) {
    try {
      return body.get();
    } catch (JyroException e) {
      e.add("Sites:", SiteTable.of(sites.values(), TraceHandler.nameIn(e)));
      throw e;
    }
  }

  /** The sites as a table: name, kind, batch and event shape, plates. */
  public String table() {
    return SiteTable.of(sites.values());
  }

  /**
   * The shapes of plates, distributions and values below each other, dimension by dimension: left
   * of the bar the batch, right of it the event. A plate has its size in the dimension that it
   * takes; parameters and computed values, which have no event, stand left of the bar.
   *
   * <pre>
   *   rows  plate                10 |
   *   w     param   value         3 |
   *   z     sample  distribution 10 | 3
   *                 value        10 | 3
   * </pre>
   */
  public String shapes() {
    return ShapeTable.of(inOrder);
  }

  /**
   * {@link #shapes} with those of the log densities, which are computed for it: neither scaled nor
   * masked, and not held against the plates, so that a dimension too many is to be seen.
   */
  public String shapesWithDensities() {
    try (TensorScope scope = TensorScope.open()) {
      return ShapeTable.withDensities(inOrder);
    }
  }

  @Override
  public String toString() {
    return table();
  }
}
