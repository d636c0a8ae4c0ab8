package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;

/**
 * A distribution in a larger batch, for those that cannot stretch their own parameters.
 *
 * <p>New batch dimensions and stretched ones hold independent copies: each draws its own value.
 */
public final class Expanded extends Derived {
  private final Shape batchShape;

  private Expanded(Distribution base, Shape batchShape) {
    super(base);
    this.batchShape = batchShape;
  }

  /**
   * {@code base} in a batch of this shape.
   *
   * @throws ShapeException if the base's batch does not broadcast to it
   */
  public static Distribution of(Distribution base, Shape batchShape) {
    return base.batchShape().equals(batchShape)
        ? base
        : new Expanded(base, checked(base, batchShape));
  }

  /** The shape, if the base's batch broadcasts to it. */
  static Shape checked(Distribution base, Shape batchShape) {
    if (!Shapes.broadcastsTo(base.batchShape(), batchShape)) {
      throw new ShapeException(
          "%s: a batch of shape %s does not expand to %s."
              .formatted(base.name(), base.batchShape(), batchShape));
    }
    return batchShape;
  }

  @Override
  public Shape batchShape() {
    return batchShape;
  }

  /**
   * One draw of the base for each copy, stacked in front and brought to where the copies belong.
   */
  @Override
  public Tensor sample(Noise noise) {
    Shape own = base().batchShape();
    int copies = Math.toIntExact(batchShape.size() / Math.max(1, own.size()));
    Tensor[] draws = new Tensor[copies];
    for (int i = 0; i < copies; i++) {
      draws[i] = base().sample(noise.at(i));
    }
    return arranged(ShapeOps.stack(0, draws));
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor density = base().logProb(value);
    return density.expand(Shapes.broadcast(batchShape, density.shape()));
  }

  @Override
  public Density density(Tensor value) {
    Density bare = base().density(value);
    return bare.stretchedTo(Shapes.broadcast(batchShape, bare.logProb().shape()));
  }

  @Override
  public Distribution expand(Shape shape) {
    return of(base(), checked(this, shape));
  }

  @Override
  public Tensor mean() {
    return stretched(base().mean());
  }

  @Override
  public Tensor variance() {
    return stretched(base().variance());
  }

  @Override
  public Tensor entropy() {
    return base().entropy().expand(batchShape);
  }

  @Override
  public Tensor enumerateSupport() {
    Tensor values = base().enumerateSupport();
    long count = values.size(0);
    Shape own = Shapes.concat(base().batchShape(), eventShape());
    long[] padded = new long[batchShape.dimension() + eventShape().dimension() + 1];
    Arrays.fill(padded, 1);
    System.arraycopy(own.getShape(), 0, padded, padded.length - own.dimension(), own.dimension());
    padded[0] = count;
    Shape full = Shapes.concat(batchShape, eventShape());
    return values.reshape(padded).expand(Shapes.concat(Shapes.of(count), full));
  }

  private Tensor stretched(Tensor moment) {
    return moment.expand(Shapes.concat(batchShape, eventShape()));
  }

  /** From (copies, base batch…, event…) to (batch…, event…). */
  private Tensor arranged(Tensor stacked) {
    Shape own = base().batchShape();
    int rank = batchShape.dimension();
    int shift = rank - own.dimension();
    long[] copied = new long[rank];
    long[] kept = new long[rank];
    for (int d = 0; d < rank; d++) {
      boolean isKept = d >= shift && own.get(d - shift) == batchShape.get(d);
      kept[d] = isKept ? batchShape.get(d) : 1;
      copied[d] = isKept ? 1 : batchShape.get(d);
    }
    Shape split = Shapes.concat(Shapes.concat(Shapes.of(copied), Shapes.of(kept)), eventShape());
    long[] order = new long[split.dimension()];
    for (int d = 0; d < rank; d++) {
      order[2 * d] = d;
      order[2 * d + 1] = (long) rank + d;
    }
    for (int d = 2 * rank; d < order.length; d++) {
      order[d] = d;
    }
    return stacked.reshape(split).permute(order).reshape(Shapes.concat(batchShape, eventShape()));
  }
}
