package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.Nearest;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives latent sites the values of draws, in the places that their plates have for them. For one
 * run.
 *
 * <p>Where a plate takes a subsample and the draws are of all its repetitions, those of the
 * subsample are taken. Draws of a subsample are taken as they are if the model picks its indices
 * itself; else nothing says that they are of the same repetitions, and it is an error.
 *
 * <p>Draws of a computed value are of no use here, as it is computed anew. They may come with those
 * of all latent sites, as predictions do; else nothing says that the two fit, and it is an error.
 */
final class Given implements Handler {
  private final Draws draws;
  private final Batch batch;
  private final Set<String> seen = new LinkedHashSet<>();
  private final Map<String, Effect> computed = new HashMap<>();
  private final Set<String> drawnAnew = new LinkedHashSet<>();
  private final Map<String, Tensor> subsamples = new HashMap<>();
  private final Set<String> picked = new LinkedHashSet<>();

  Given(Draws draws, Batch batch) {
    this.draws = draws;
    this.batch = batch;
  }

  /** Runs the program with the values given; all of them must have a site. */
  <A> void around(Model<A> program, A data) {
    Interpreter.under(this, () -> program.run(data));
    Set<String> missing = new LinkedHashSet<>(draws.names());
    missing.removeAll(seen);
    computed.forEach((name, effect) -> needLatents(effect));
    missing.removeAll(computed.keySet());
    if (!missing.isEmpty()) {
      throw unknown(missing);
    }
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    if (effect instanceof Sample sample) {
      seen.add(sample.name());
      if (sample.draw() instanceof Draw.Free) {
        return outer.ask(given(sample));
      }
    } else if (draws.has(effect.name()) && !(effect instanceof Subsample)) {
      computed.put(effect.name(), effect);
    }
    Site site = outer.ask(effect);
    if (effect instanceof Subsample plate) {
      subsamples.put(site.name(), site.value());
      plate.pinned().forEach(indices -> picked.add(site.name()));
    }
    return site;
  }

  private Sample given(Sample sample) {
    if (draws.has(sample.name())) {
      return sample.pinning(fitting(sample));
    }
    boolean isAuxiliary = sample.setting().hint(Hint.AUXILIARY).getOrElse(false);
    if (Partners.isLatent(sample) && !isAuxiliary) {
      drawnAnew.add(sample.name());
    }
    return sample;
  }

  /** Draws of a computed value say nothing, unless they come with all that it is computed of. */
  private void needLatents(Effect effect) {
    if (effect instanceof Param || !drawnAnew.isEmpty()) {
      throw new SiteException(
          effect.name(),
          "there are draws of it, and it is computed here: a %s site of the model, which draws do not change. Needed: draws of latent sites. Fix one of: give draws of %s; leave these out with without(name)."
              .formatted(effect.kind(), drawnAnew.isEmpty() ? "the latent sites only" : drawnAnew));
    }
  }

  private Tensor fitting(Sample sample) {
    Tensor value = batch.isAlone() ? single(sample) : sideBySide(sample);
    int event = sample.distribution().eventShape().dimension();
    for (Frame frame : sample.setting().plates()) {
      value = taken(sample, value, value.dim() - event + frame.dim(), frame);
    }
    needFit(sample, value);
    return value;
  }

  private Tensor taken(Sample sample, Tensor value, int dim, Frame frame) {
    Tensor subsample = subsamples.get(frame.name());
    boolean isPart = frame.isVectorized() && frame.size() < frame.fullSize() && dim >= 0;
    if (!isPart || subsample == null) {
      return value;
    }
    if (value.size(dim) == frame.fullSize()) {
      return value.indexSelect(dim, subsample);
    }
    if (value.size(dim) > 1 && !picked.contains(frame.name())) {
      throw ofSomeRows(sample, frame);
    }
    return value;
  }

  private Tensor single(Sample sample) {
    return draws.get(sample.name()).select(0, batch.first());
  }

  /** The draws' own dimension goes outside those of the plates, which may be more than it has. */
  private Tensor sideBySide(Sample sample) {
    Shape one = draws.shape(sample.name());
    int own = one.dimension() - sample.distribution().eventShape().dimension();
    long[] between = new long[Math.max(0, batch.layout().get().nesting() - own)];
    Arrays.fill(between, 1);
    Shape wide = Shapes.concat(Shapes.of(batch.count()), Shapes.of(between));
    return draws
        .get(sample.name())
        .narrow(0, batch.first(), batch.count())
        .reshape(Shapes.concat(wide, one));
  }

  private void needFit(Sample sample, Tensor value) {
    Shape needed =
        Shapes.concat(sample.distribution().batchShape(), sample.distribution().eventShape());
    if (value.numel() != needed.size() || !Shapes.broadcastsTo(value.shape(), needed)) {
      throw new SiteException(
          sample.name(),
          "its draws have the shape %s, and %s is needed%s.\n  plates  %s\nFix one of: predict for the data, and with the plates, that the draws were made with; leave the site out with without(name), and it is drawn anew."
              .formatted(
                  draws.shape(sample.name()),
                  needed,
                  batch.isAlone()
                      ? " here"
                      : " with %d draws side by side".formatted(batch.count()),
                  sample.setting().plates().isEmpty()
                      ? "none"
                      : sample.setting().plates().mkString(", ")));
    }
  }

  private SiteException ofSomeRows(Sample sample, Frame frame) {
    return new SiteException(
        sample.name(),
        "its draws have the shape %s, and plate '%s' takes %d of its %d repetitions at random. If the draws are of a subsample, of which repetitions is not known. Needed: draws of all. Fix one of: draw it for the whole plate; give the plate the indices, Plate.of(name, size).subsample(indices); leave the site out with without(name), and it is drawn anew."
            .formatted(draws.shape(sample.name()), frame.name(), frame.size(), frame.fullSize()));
  }

  private SiteException unknown(Set<String> missing) {
    String first = missing.iterator().next();
    return new SiteException(
        first,
        "there are draws of %s, and no such site came up in the model. Sites: %s. Fix one of: correct the name; leave the draws out with without(name).%s"
            .formatted(missing, seen, Nearest.hint(first, seen)));
  }
}
