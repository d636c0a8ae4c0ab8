package dev.jyro.effect;

import dev.jyro.JyroException;
import dev.jyro.distribution.Density;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Drawn;
import dev.jyro.distribution.Masked;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An effect as it was finally asked, with the answer.
 *
 * @param effect the request that reached the outermost handler
 * @param value the answer
 * @param own gives the log density of a value that was drawn here, from the site's distribution
 */
public record Site(Effect effect, Tensor value, Option<Supplier<Density>> own) {
  /** An answer from elsewhere. */
  public Site(Effect effect, Tensor value) {
    this(effect, value, Option.none());
  }

  /** The answer to a sample site: a draw of its distribution. */
  public static Site drawn(Sample sample, Drawn draw) {
    return new Site(sample, draw.value(), Option.of(draw.density()));
  }

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

  /**
   * The log density of the value, neither scaled nor masked.
   *
   * @return of the batch shape, every dimension of which is 1 or belongs to a plate
   * @throws SiteException if this is no sample site, if distribution and value do not fit, or if a
   *     dimension belongs to no plate, as after a stray broadcast
   */
  public Tensor unscaledLogProb() {
    Tensor logProb = scored(distribution -> distribution.logProb(countedBy(distribution)));
    BatchCheck.of(this, logProb.shape());
    return logProb;
  }

  /**
   * {@link #unscaledLogProb} with the way back to value and parameters, for inference; of a value
   * that was drawn here, see {@link Drawn}.
   *
   * @throws SiteException as {@link #unscaledLogProb}
   */
  public Density density() {
    Density density =
        scored(
            distribution ->
                own.isDefined() ? own.get().get() : distribution.density(countedBy(distribution)));
    BatchCheck.of(this, density.logProb().shape());
    return density;
  }

  /**
   * The log density of the value, scaled, and exactly 0 where masked out.
   *
   * @throws SiteException as {@link #unscaledLogProb}, and if the mask is larger than the batch
   */
  public Tensor logProb() {
    return weighed(unscaledLogProb());
  }

  /**
   * A log factor of this site, scaled, and exactly 0 where masked out.
   *
   * @throws SiteException if the mask is larger than the factor, which would then count often
   */
  public Tensor weighed(Tensor logFactor) {
    double scale = setting().scale();
    Tensor scaled = scale == 1 ? logFactor : logFactor.mul(scale);
    return setting().mask().fold(() -> scaled, mask -> masked(scaled, mask));
  }

  /** What kind of site it is, in a word. */
  public String kind() {
    return effect.kind();
  }

  /** Data that are masked out may be NaN, and no gradient is to be NaN for that. */
  private Tensor countedBy(Distribution distribution) {
    return setting()
        .mask()
        .filter(mask -> isObserved() && isOfBatch(mask, distribution))
        .fold(() -> value, mask -> Masked.harmless(distribution, mask, value));
  }

  private boolean isOfBatch(Tensor mask, Distribution distribution) {
    int dims = Math.max(0, value.dim() - distribution.eventShape().dimension());
    return Shapes.broadcastsTo(mask.shape(), distribution.batchShape())
        || Shapes.broadcastsTo(mask.shape(), value.shape().slice(0, dims));
  }

  private <T> T scored(Function<Distribution, T> score) {
    Distribution distribution = sample().distribution();
    try {
      return score.apply(distribution);
    } catch (JyroException e) {
      throw new SiteException(
          name(),
          "the log density could not be computed.\n  distribution  %s, batch %s, event %s\n  value         %s\n%s"
              .formatted(
                  distribution.name(),
                  distribution.batchShape(),
                  distribution.eventShape(),
                  value.shape(),
                  e.getMessage()),
          e);
    }
  }

  private Tensor masked(Tensor logFactor, Tensor mask) {
    if (!Shapes.broadcastsTo(mask.shape(), logFactor.shape())) {
      throw new SiteException(
          name(),
          "the mask has shape %s, and the log density %s. Needed: a mask that broadcasts to the log density. Fix one of: put the mask around the sites in the plate only; give it a dimension of 1."
              .formatted(mask.shape(), logFactor.shape()));
    }
    return logFactor.maskedFill(mask.logicalNot(), 0);
  }
}
