package dev.jyro.inference.guide;

import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.ppl.Interpreter;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Provenance;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import java.util.function.Predicate;

/**
 * Writes down the latent sites of a model, each of which it gives its starting value.
 *
 * <p>Nobody outside sees the run, but for its parameters, which somebody must keep. For one run.
 */
final class Reading implements Handler {
  private final String guide;
  private final Predicate<String> sites;
  private final Initialization initialization;
  private final Provenance origins;
  private final boolean recording = Gradients.isRecording();
  private List<Latent> latents = List.empty();
  private Set<String> picked = HashSet.empty();

  Reading(
      String guide, Predicate<String> sites, Initialization initialization, Provenance origins) {
    this.origins = origins;
    this.guide = guide;
    this.sites = sites;
    this.initialization = initialization;
  }

  List<Latent> latents() {
    return latents;
  }

  /** The plates whose indices the model picked. */
  Set<String> picked() {
    return picked;
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    if (effect instanceof Param param) {
      return parameter(param, outer);
    }
    if (effect instanceof Subsample plate && plate.pinned().isDefined()) {
      picked = picked.add(plate.name());
    }
    return effect instanceof Sample sample && isWanted(sample)
        ? read(sample)
        : Interpreter.answer(effect);
  }

  /** Its value may be used again in this step, and then with its gradient. */
  private Site parameter(Param param, Next outer) {
    Site site = recording ? Gradients.recording(() -> outer.ask(param)) : outer.ask(param);
    Tensor constant = site.value().detach();
    origins.add(constant, "the parameter '" + param.name() + "'");
    return site.answering(constant);
  }

  private boolean isWanted(Sample sample) {
    return sample.draw() instanceof Draw.Free && sites.test(sample.name());
  }

  private Site read(Sample sample) {
    sample.setting().plates().reject(Frame::isVectorized).forEach(plate -> refuse(sample, plate));
    if (sample.setting().mask().isDefined()) {
      throw masked(sample);
    }
    Latent latent = Latent.of(guide, sample, initialization);
    needFixed(sample, latent);
    latents = latents.append(latent);
    Tensor value = latent.value(sample.setting().noiseFor(sample.name()));
    origins.add(value, "the latent site '" + sample.name() + "'");
    return new Site(sample, value);
  }

  /** What a guide has read once must hold for ever. */
  private void needFixed(Sample sample, Latent latent) {
    Tensor inside = latent.support().feasible(Tensor.zeros(latent.shape(), latent.type()));
    Set<String> from = HashSet.ofAll(origins.computed(inside));
    if (from.nonEmpty()) {
      throw new SiteException(
          sample.name(),
          "%s: its support, %s, depends on %s, and the guide reads the support once. Fix one of: draw it in a fixed support and compute the value, as in low.add(high.sub(low).mul(sample(\"%s01\", Uniform.of(0, 1)))); leave it to a guide of your own with except(\"%3$s\") in an AutoGuideList."
              .formatted(
                  guide,
                  latent.support().name(),
                  from.toSortedSet().mkString(", "),
                  sample.name()));
    }
  }

  private SiteException masked(Sample sample) {
    return new SiteException(
        sample.name(),
        "%s: its density is masked in the model, and the guide's would count all the same, for which no value is too wide. Fix one of: mask what is observed only; leave it to a guide of your own, masked alike, with except(\"%s\") in an AutoGuideList."
            .formatted(guide, sample.name()));
  }

  private void refuse(Sample sample, Frame plate) {
    throw new SiteException(
        sample.name(),
        "%s: it is in the sequential plate '%s', whose body runs once an index. Fix one of: use plate, which takes a batch dimension; leave it to a guide of your own with except(\"%s\") in an AutoGuideList."
            .formatted(guide, plate.name(), sample.name()));
  }
}
