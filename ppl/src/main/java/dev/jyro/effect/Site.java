package dev.jyro.effect;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;

/**
 * An effect as it was finally asked, with the answer.
 *
 * @param effect the request that reached the outermost handler
 * @param value the answer
 */
public record Site(Effect effect, Tensor value) {
  /** The site's name. */
  public String name() {
    return effect.name();
  }

  /** What the surroundings laid on it. */
  public Setting setting() {
    return effect.setting();
  }

  /** Whether it has a density: a sample site, observed or not. */
  public boolean isSample() {
    return effect instanceof Sample;
  }

  /** Whether it is data. */
  public boolean isObserved() {
    return effect instanceof Sample sample && sample.isObserved();
  }

  /** Whether it is a sample site that is not data. */
  public boolean isLatent() {
    return effect instanceof Sample sample && !sample.isObserved();
  }

  /**
   * The request as a sample site.
   *
   * @throws SiteException if it is something else
   */
  public Sample sample() {
    if (effect instanceof Sample sample) {
      return sample;
    }
    throw new SiteException(
        name(), "is a " + kind() + ", which has no distribution. Needed: a sample site.");
  }

  /** The same request with another answer. */
  public Site answering(Tensor other) {
    return new Site(effect, other);
  }

  /** The log density of the value, neither scaled nor masked. */
  public Tensor unscaledLogProb() {
    Sample sample = sample();
    try {
      return sample.distribution().logProb(value);
    } catch (JyroException e) {
      throw new SiteException(
          name(),
          "the log density could not be computed.\n  distribution  %s, batch %s, event %s\n  value         %s\n%s"
              .formatted(
                  sample.distribution().name(),
                  sample.distribution().batchShape(),
                  sample.distribution().eventShape(),
                  value.shape(),
                  e.getMessage()),
          e);
    }
  }

  /** The log density of the value, scaled, and exactly 0 where masked out. */
  public Tensor logProb() {
    return weighed(unscaledLogProb());
  }

  /** A log factor of this site, scaled, and exactly 0 where masked out. */
  public Tensor weighed(Tensor logFactor) {
    Setting setting = setting();
    Tensor scaled = setting.scale() == 1 ? logFactor : logFactor.mul(setting.scale());
    return setting.mask().isEmpty()
        ? scaled
        : scaled.maskedFill(setting.mask().get().logicalNot(), 0);
  }

  /** What kind of site it is, in a word. */
  public String kind() {
    return effect.fold(
        sample -> sample.isObserved() ? "observe" : "sample",
        param -> "param",
        subsample -> "plate",
        deterministic -> "deterministic");
  }
}
