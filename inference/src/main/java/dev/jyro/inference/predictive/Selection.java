package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.Nearest;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Masked;
import dev.jyro.distribution.Unit;
import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which sites of a model are predicted.
 *
 * @param names those that were asked for; none for all that are not given
 */
record Selection(Option<List<String>> names) {
  /** The values of the selected sites of a run. */
  Map<String, Tensor> of(Trace trace, Batch batch, Predicate<String> given) {
    List<Site> sites =
        names.fold(() -> free(trace, given), some -> some.map(name -> named(trace, name)));
    Reading reading = new Reading(batch);
    Map<String, Tensor> values = new LinkedHashMap<>();
    sites.forEach(site -> values.put(site.name(), reading.value(site)));
    return values;
  }

  /** The log density of each datum, for each observed site; NaN where it is masked out. */
  static Map<String, Tensor> logLikelihoods(Trace trace, Batch batch) {
    List<Site> data = trace.observed().filter(Selection::hasValue);
    if (data.isEmpty()) {
      throw new JyroException(
          "There is no likelihood: the model has no observed site. Fix: observe, or Handlers.condition it on data.");
    }
    Reading reading = new Reading(batch);
    Map<String, Tensor> values = new LinkedHashMap<>();
    data.forEach(site -> values.put(site.name(), reading.ofBatchShape(site, counted(site))));
    return values;
  }

  /** What is masked out has no density, but that of a stand-in or 0. */
  private static Tensor counted(Site site) {
    Distribution distribution = site.sample().distribution();
    Option<Tensor> own =
        distribution instanceof Masked masked ? Option.of(masked.mask()) : Option.none();
    return own.toList()
        .appendAll(site.setting().mask())
        .foldLeft(site.unscaledLogProb(), (log, mask) -> hidden(site, log, mask));
  }

  private static Tensor hidden(Site site, Tensor log, Tensor mask) {
    Shape batch = site.sample().distribution().batchShape();
    if (!Shapes.broadcastsTo(mask.shape(), batch)) {
      throw new SiteException(
          site.name(),
          "the mask has shape %s, and the log likelihoods %s. Needed: a mask that broadcasts to them. Fix one of: put the mask around the sites in the plate only; give it a dimension of 1."
              .formatted(mask.shape(), batch));
    }
    return log.expand(batch).maskedFill(mask.logicalNot(), Double.NaN);
  }

  private static List<Site> free(Trace trace, Predicate<String> given) {
    List<Site> all = trace.sites().filter(Selection::hasValue);
    List<Site> free = all.reject(site -> given.test(site.name()));
    if (free.isEmpty()) {
      throw new JyroException(
          "There is nothing to predict: the model's sites are %s, and there are draws of all of them already. Fix one of: name the sites that are wanted with sites(…); leave draws out with without(name)."
              .formatted(all.map(Site::name).mkString(", ")));
    }
    return free;
  }

  private static Site named(Trace trace, String name) {
    List<String> known = trace.sites().filter(Selection::hasValue).map(Site::name);
    return trace
        .find(name)
        .filter(Selection::hasValue)
        .getOrElseThrow(
            () ->
                new SiteException(
                    name,
                    "is to be predicted, and the model has no sample or deterministic site of this name. It has: %s.%s"
                        .formatted(known.mkString(", "), Nearest.hint(name, known))));
  }

  /** Factors are sample sites only in form, and have none. */
  private static boolean hasValue(Site site) {
    return site.isSample()
        ? !(site.sample().distribution() instanceof Unit)
            && !site.setting().hint(Hint.AUXILIARY).getOrElse(false)
        : site.effect() instanceof Deterministic;
  }
}
