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
  private final boolean recording = Gradients.isRecording();
  private List<Latent> latents = List.empty();
  private Set<String> picked = HashSet.empty();

  Reading(String guide, Predicate<String> sites, Initialization initialization) {
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
    return site.answering(site.value().detach());
  }

  private boolean isWanted(Sample sample) {
    return sample.draw() instanceof Draw.Free && sites.test(sample.name());
  }

  private Site read(Sample sample) {
    sample.setting().plates().reject(Frame::isVectorized).forEach(plate -> refuse(sample, plate));
    Latent latent = Latent.of(guide, sample, initialization);
    latents = latents.append(latent);
    return new Site(sample, latent.value(sample.setting().noiseFor(sample.name())));
  }

  private void refuse(Sample sample, Frame plate) {
    throw new SiteException(
        sample.name(),
        "%s: it is in the sequential plate '%s', whose body runs once an index. Fix one of: use plate, which takes a batch dimension; leave it to a guide of your own with except(\"%s\") in an AutoGuideList."
            .formatted(guide, plate.name(), sample.name()));
  }
}
