package dev.jyro.ppl;

import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Setting;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Shapes;
import java.util.Arrays;

/**
 * What a plate does to the sites inside it: marks them, scales them for a subsample, and stretches
 * their distributions to its size, so that each repetition draws a value of its own.
 *
 * <p>Parameters pass unmarked: there is one value for all repetitions, and lifted it is one draw.
 */
record PlateHandler(Frame frame) implements Handler {
  @Override
  public Site handle(Effect effect, Next outer) {
    if (effect instanceof Sample sample) {
      Setting inside = sample.setting().inside(frame);
      return outer.ask(new Sample(sample.name(), stretched(sample), sample.draw(), inside));
    }
    if (effect instanceof Deterministic) {
      return outer.ask(effect.in(effect.setting().inside(frame)));
    }
    return outer.ask(effect);
  }

  private Distribution stretched(Sample sample) {
    Distribution distribution = sample.distribution();
    if (!frame.isVectorized()) {
      return distribution;
    }
    Shape batch = distribution.batchShape();
    int place = batch.dimension() + frame.dim();
    long found = place < 0 ? 1 : batch.get(place);
    if (found == frame.size()) {
      return place < 0 ? distribution.expand(widened(batch)) : distribution;
    }
    if (found != 1) {
      throw misfit(sample, found);
    }
    return distribution.expand(widened(batch));
  }

  private Shape widened(Shape batch) {
    int rank = Math.max(batch.dimension(), -frame.dim());
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    System.arraycopy(batch.getShape(), 0, sizes, rank - batch.dimension(), batch.dimension());
    sizes[rank + frame.dim()] = frame.size();
    return Shapes.of(sizes);
  }

  private SiteException misfit(Sample sample, long found) {
    Distribution distribution = sample.distribution();
    return new SiteException(
        sample.name(),
        """
        its batch has size %d at dimension %d, and plate '%s' has size %d there.
          distribution  %s, batch %s, event %s
          plates        %s
        Fix one of: give the parameters size %4$d or 1 at dimension %2$d; give the plate another dim; \
        make the dimension part of the event with toEvent(n)."""
            .formatted(
                found,
                frame.dim(),
                frame.name(),
                frame.size(),
                distribution.name(),
                distribution.batchShape(),
                distribution.eventShape(),
                sample.setting().plates().prepend(frame).mkString(", ")));
  }
}
