package dev.jyro.inference.guide;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;

/**
 * Normal sites that depend on each other where they are told to: structure between mean field and a
 * full covariance.
 *
 * <pre>{@code
 * AutoStructured.of(model).dependency("effect", "mean").dependency("effect", "spread")
 * }</pre>
 *
 * <p>In free space {@code x_site ~ N(loc + Σ W_parent x_parent, scale²)}, number by number, the sum
 * over the parents of the site; the bijector of its support maps it into that. {@code log q} by the
 * change of variables.
 *
 * <p>Parameters: {@code AutoStructured.z.loc} and {@code .scale}, of the shape of the free numbers
 * of site z for all indices of its plates, and for each parent {@code AutoStructured.z.by.PARENT},
 * a matrix for each index of the plates of z, which has a row for each number of x_z and a column
 * for each of the parent's; it begins with zeros. Else it begins with {@link
 * Initialization#feasible} and scale 0.1, a standard deviation. The sites are plain ones, so every
 * objective works. Summaries are of 1,001 draws.
 *
 * <p>A parent comes before its child in the model, and is in no plate that its child is not in.
 * Errors: {@link JyroException} in the first run if one is not so, or if there is no site of a
 * name; else, and for threads, see {@link AutoGuide}. Source: Hoffman and Blei, Structured
 * Stochastic Variational Inference, 2015.
 *
 * @param <A> what the model is given
 */
public final class AutoStructured<A> extends Prototyped<A, AutoStructured<A>> {
  private final Map<String, List<String>> parents;

  private AutoStructured(Settings<A> settings, Map<String, List<String>> parents) {
    super(settings);
    this.parents = parents;
  }

  /** Of all latent sites of a model, none of which depends on another yet. */
  public static <A> AutoStructured<A> of(Model<A> model) {
    return new AutoStructured<>(
        Settings.of(model, "AutoStructured", Initialization.feasible()), HashMap.empty());
  }

  /** The same with one site depending on another. */
  public AutoStructured<A> dependency(String child, String parent) {
    List<String> more = parentsOf(child).append(parent).distinct();
    return new AutoStructured<>(settings(), parents.put(child, more));
  }

  private List<String> parentsOf(String child) {
    return parents.get(child).getOrElse(List.empty());
  }

  @Override
  AutoStructured<A> with(Settings<A> other) {
    return new AutoStructured<>(other, parents);
  }

  @Override
  void draw(Prototype read, Openings openings) {
    needOrder(read);
    java.util.Map<String, Tensor> values = new java.util.HashMap<>();
    openings.each(
        read.latents(),
        (site, rows) -> {
          Tensor loc = rows.of(loc(site), site.freeEventDims());
          for (Latent parent : parentsOf(site.name()).map(name -> named(read, name))) {
            loc = loc.add(shift(site, parent, requireNonNull(values.get(parent.name())), rows));
          }
          Normal own = Normal.of(loc, rows.of(scale(site), site.freeEventDims()));
          values.put(site.name(), Primitives.sample(site.name(), site.mapped(own)));
        });
  }

  private Tensor loc(Latent site) {
    return param(site.name() + ".loc", Constraints.real(), site::freeStart);
  }

  private Tensor scale(Latent site) {
    return param(
        site.name() + ".scale",
        Constraints.softplusPositive(),
        noise -> Tensor.full(Normals.SCALE, site.type(), site.freeShape().getShape()));
  }

  /** What a parent's value adds to the place of its child. */
  private Tensor shift(Latent site, Latent parent, Tensor value, Rows rows) {
    Tensor free = parent.bijector().inverse(value).to(site.type());
    Shape batch = Shapes.leading(free.shape(), free.dim() - parent.freeEventDims());
    Tensor row = free.reshape(Shapes.concat(batch, Shapes.of(1, parent.freeEvent().size())));
    Tensor shift = rows.of(weight(site, parent), 2).mul(row).sum(-1);
    Shape left = Shapes.leading(shift.shape(), shift.dim() - 1);
    return shift.reshape(Shapes.concat(left, site.freeEvent()));
  }

  private Tensor weight(Latent site, Latent parent) {
    Shape matrix = Shapes.of(site.freeEvent().size(), parent.freeEvent().size());
    return param(
        site.name() + ".by." + parent.name(),
        Constraints.real(),
        noise -> Tensor.zeros(Shapes.concat(site.freeBatch(), matrix), site.type()));
  }

  private Latent named(Prototype read, String name) {
    return read.latents()
        .find(site -> site.name().equals(name))
        .getOrElseThrow(
            () ->
                new JyroException(
                    "%s: a dependency names '%s', and there is no latent site of that name. There are: %s."
                        .formatted(
                            settings().name(),
                            name,
                            read.latents().map(Latent::name).mkString(", "))));
  }

  private void needOrder(Prototype read) {
    for (String child : parents.keySet()) {
      Latent site = named(read, child);
      for (String parent : parentsOf(child)) {
        Latent source = named(read, parent);
        boolean before = read.latents().indexOf(source) < read.latents().indexOf(site);
        if (!before || !site.plates().containsAll(source.plates())) {
          throw new JyroException(
              "%s: '%s' cannot depend on '%s'. Needed: a parent that comes earlier in the model, and that is in no plate that its child is not in. Fix: the dependency the other way round."
                  .formatted(settings().name(), child, parent));
        }
      }
    }
  }
}
