package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;

/**
 * A distribution some of whose batch does not count.
 *
 * <p>Where the mask is false the log density is exactly 0 and all gradients are 0, whatever the
 * value there: it is replaced by some value of the support before it is scored, so a NaN that marks
 * what is missing does no harm. Sampling is as without the mask.
 */
public final class Masked extends Derived {
  private final Tensor mask;

  private Masked(Distribution base, Tensor mask) {
    super(base);
    this.mask = mask;
  }

  /**
   * {@code base} where the boolean {@code mask}, which broadcasts with its batch, is true.
   *
   * @throws JyroException if the mask is not boolean
   */
  public static Distribution of(Distribution base, Tensor mask) {
    if (mask.dataType() != DataType.BOOLEAN) {
      throw new JyroException(
          "%s.mask: the mask is of type %s. Needed: boolean, as mask.gt(0) is."
              .formatted(base.name(), mask.dataType()));
    }
    Shape batch = Shapes.broadcast(base.batchShape(), mask.shape());
    return new Masked(base.expand(batch), mask);
  }

  /** Where it counts; broadcasts to the batch. */
  public Tensor mask() {
    return mask;
  }

  @Override
  public Tensor logProb(Tensor value) {
    return masked(base().logProb(harmless(value)));
  }

  @Override
  public Density density(Tensor value) {
    Density all = base().density(harmless(value));
    return all.map(this::masked, derivative -> derivative.where(mask, all.logProb()));
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return new Masked(base().expand(batchShape), mask);
  }

  @Override
  public Tensor entropy() {
    return masked(base().entropy());
  }

  /** The same, and 0 where the mask is false. */
  Tensor masked(Tensor perBatch) {
    return mask.where(perBatch, perBatch.constant(0));
  }

  /** What is hidden may be anything. */
  @Override
  public void validate(Tensor value) {
    Tensor feasible = support().feasible(value);
    Tensor inside = feasible == value ? value.constant(0) : feasible;
    base().validate(maskOfEvents().where(value, inside));
  }

  private Tensor harmless(Tensor value) {
    return harmless(base(), mask, value);
  }

  /**
   * The value with what is hidden replaced by some value of the support, so that nothing that is
   * computed of it is NaN on account of what does not count.
   *
   * @param mask boolean, broadcasts with the batch; hidden is what is false
   */
  public static Tensor harmless(Distribution base, Tensor mask, Tensor value) {
    Tensor inside = base.support().feasible(value);
    return inside == value
        ? value
        : maskOfEvents(mask, base.eventShape().dimension()).where(value, inside);
  }

  private Tensor maskOfEvents() {
    return maskOfEvents(mask, eventShape().dimension());
  }

  private static Tensor maskOfEvents(Tensor mask, int eventDims) {
    long[] sizes = Arrays.copyOf(mask.shape().getShape(), mask.dim() + eventDims);
    Arrays.fill(sizes, mask.dim(), sizes.length, 1);
    return sizes.length == mask.dim() ? mask : mask.reshape(sizes);
  }
}
