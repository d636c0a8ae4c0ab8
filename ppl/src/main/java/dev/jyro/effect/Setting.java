package dev.jyro.effect;

import dev.jyro.random.Noise;
import dev.jyro.random.NoiseSource;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * What the surroundings of a site laid on it.
 *
 * @param scale what its log density is multiplied with
 * @param mask where its log density counts
 * @param plates the plates around it, outermost first
 * @param noise where its draw comes from, if a seed was given
 * @param hints remarks
 */
public record Setting(
    double scale,
    Option<Tensor> mask,
    List<Frame> plates,
    Option<NoiseSource> noise,
    Map<Hint<?>, Object> hints) {
  private static final Setting PLAIN =
      new Setting(1, Option.none(), List.empty(), Option.none(), HashMap.empty());

  /** Scale 1 and nothing else. */
  public static Setting plain() {
    return PLAIN;
  }

  /** The scale multiplied with this. */
  public Setting scaledBy(double factor) {
    return factor == 1 ? this : new Setting(scale * factor, mask, plates, noise, hints);
  }

  /** Counting only where both the mask of now and this one, a boolean tensor, are true. */
  public Setting maskedBy(Tensor other) {
    Tensor both = mask.map(other::logicalAnd).getOrElse(other);
    return new Setting(scale, Option.of(both), plates, noise, hints);
  }

  /** In one more plate, outside those of now; the scale goes with it. */
  public Setting inside(Frame frame) {
    return new Setting(scale * frame.scale(), mask, plates.prepend(frame), noise, hints);
  }

  /** Drawing from this source, unless there is one already. */
  public Setting drawingFrom(NoiseSource source) {
    return noise.isDefined() ? this : new Setting(scale, mask, plates, Option.of(source), hints);
  }

  /** With one more remark, in place of an earlier one of this key. */
  public <T> Setting hinting(Hint<T> key, T value) {
    return new Setting(scale, mask, plates, noise, hints.put(key, value));
  }

  /** The remark of this key. */
  public <T> Option<T> hint(Hint<T> key) {
    return hints.get(key).map(key.type()::cast);
  }

  /** The noise for a draw of this name: of the seed, or fresh. */
  public Noise noiseFor(String name) {
    return noise.isDefined() ? noise.get().next(name) : Noise.fresh();
  }
}
