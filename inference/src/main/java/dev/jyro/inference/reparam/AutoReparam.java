package dev.jyro.inference.reparam;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.LocationScaleFamily;
import dev.jyro.distribution.Operand;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.handler.Reparam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Provenance;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses reparameterisations for a model, from one run of it.
 *
 * <pre>{@code
 * AutoReparam chosen = AutoReparam.of(model, data);
 * SVI<Batch> svi = SVI.of(chosen.around(model), guide, adam, TraceELBO.create());
 * }</pre>
 *
 * <table>
 * <caption>What is chosen for a latent site</caption>
 * <tr><th>site</th><th>choice</th></tr>
 * <tr><td>of a location-scale family, whose loc or scale is computed from other latent sites</td>
 *     <td>{@link LocScaleReparam#learnt}</td></tr>
 * <tr><td>transformed</td><td>{@link TransformReparam}, and for its base what is said here</td></tr>
 * <tr><td>any other: discrete, or of loc and scale that are known</td><td>none</td></tr>
 * </table>
 *
 * <p>What loc and scale are computed from is found from the tensor operations of the run; where the
 * model reads a draw's numbers into Java all that follows counts as computed from it. The choice
 * does not change later: sites that come up in other runs only are left alone.
 *
 * <p>Immutable; safe for any number of threads. Source: Gorinova, Moore and Hoffman 2020, Automatic
 * Reparameterisation of Probabilistic Programs.
 *
 * @param sites the choice for each site, by name, in the order of the run; of auxiliary sites too
 */
public record AutoReparam(Map<String, Reparam> sites) {
  /** Copies the map. */
  public AutoReparam {
    sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
  }

  /**
   * For this model, run once on the data; nothing is left of the run.
   *
   * @param model its parameters are made anew; of a model that needs those of a store pass {@code
   *     store.given(model)}
   */
  public static <A> AutoReparam of(Model<A> model, A data) {
    Provenance provenance = new Provenance();
    Map<String, Reparam> chosen = new LinkedHashMap<>();
    Handler choosing = (effect, outer) -> chosen(effect, outer, provenance, chosen);
    try (TensorScope scope = TensorScope.open(provenance)) {
      ParamStore.create().run(Handlers.with(choosing, model), data);
    }
    return new AutoReparam(chosen);
  }

  /** The model, its sites drawn as chosen. */
  public <A> Model<A> around(Model<A> model) {
    Model<A> changed = model;
    for (int i = 0; i < deepest(); i++) {
      changed = Handlers.reparam(changed, this::choice);
    }
    return changed;
  }

  /** A base that is drawn in other terms, too, is met by the next handler further out. */
  private int deepest() {
    String base = TransformReparam.auxiliary("");
    return 1
        + sites.keySet().stream()
            .mapToInt(name -> name.split(Pattern.quote(base), -1).length - 1)
            .max()
            .orElse(0);
  }

  private Option<Reparam> choice(Sample site) {
    return Option.of(sites.get(site.name()));
  }

  private static Site chosen(
      Effect effect, Next outer, Provenance provenance, Map<String, Reparam> into) {
    if (effect instanceof Sample site && !site.isObserved()) {
      choose(site.name(), site.distribution(), provenance, into);
    }
    return provenance.marking(effect, outer);
  }

  private static void choose(
      String name, Distribution whole, Provenance provenance, Map<String, Reparam> into) {
    Distribution core = Wrapped.of(whole).core();
    if (core instanceof Transformed transformed) {
      into.put(name, TransformReparam.create());
      String base = TransformReparam.auxiliary(name);
      choose(base, transformed.base(), provenance, into);
    } else if (core instanceof LocationScaleFamily family
        && (depends(family.loc(), provenance) || depends(family.scale(), provenance))) {
      into.put(name, LocScaleReparam.learnt());
    }
  }

  private static boolean depends(Operand operand, Provenance provenance) {
    return !provenance.of(operand.tensor()).isEmpty();
  }

  /** A line for each site. */
  @Override
  public String toString() {
    return sites.entrySet().stream()
        .map(site -> site.getKey() + "  " + site.getValue().getClass().getSimpleName())
        .collect(Collectors.joining("\n"));
  }
}
