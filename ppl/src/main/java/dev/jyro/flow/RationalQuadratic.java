package dev.jyro.flow;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Image;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * A rising function through knots, between which it is a quotient of two quadratic polynomials;
 * beyond {@code ±bound} it is the identity.
 *
 * @param widths of the bins, (…, k); logarithms, up to a factor
 * @param heights of the bins, (…, k); logarithms, up to a factor
 * @param slopes at the inner knots, (…, k - 1); at 0 the slope is 1
 */
record RationalQuadratic(Tensor widths, Tensor heights, Tensor slopes, double bound) {
  /** No bin is smaller than this part of the whole, no slope less. */
  private static final double LEAST = 1e-3;

  /** What the softplus turns into a slope of 1. */
  private static final double ONE = Math.log(Math.expm1(1 - LEAST));

  Image there(Tensor x) {
    Bin bin = bin(x, true);
    Tensor at = bin.inside.where(x, 0).sub(bin.left).div(bin.width);
    Tensor mixed = at.mul(at.rsub(1));
    Tensor top = bin.steepness().mul(at.square()).add(bin.slope.mul(mixed));
    Tensor y = bin.bottom.add(bin.height.mul(top).div(bin.below(mixed)));
    return new Image(bin.inside.where(y, x), bin.logSlope(at));
  }

  /** The root of the quadratic equation that lies in the bin, in the form that does not cancel. */
  Image back(Tensor y) {
    Bin bin = bin(y, false);
    Tensor up = bin.inside.where(y, 0).sub(bin.bottom);
    Tensor bend = up.mul(bin.bend());
    Tensor a = bin.height.mul(bin.steepness().sub(bin.slope)).add(bend);
    Tensor b = bin.height.mul(bin.slope).sub(bend);
    Tensor c = bin.steepness().mul(up);
    Tensor root = b.square().add(a.mul(c).mul(4)).sqrt();
    Tensor at = c.mul(2).div(b.add(root));
    Tensor x = at.mul(bin.width).add(bin.left);
    return new Image(bin.inside.where(x, y), bin.logSlope(at));
  }

  /** For each number the bin that it lies in, by its left end and size, and the slopes there. */
  private record Bin(
      Tensor inside,
      Tensor left,
      Tensor width,
      Tensor bottom,
      Tensor height,
      Tensor slope,
      Tensor nextSlope) {
    Tensor steepness() {
      return height.div(width);
    }

    Tensor bend() {
      return slope.add(nextSlope).sub(steepness().mul(2));
    }

    Tensor below(Tensor mixed) {
      return steepness().add(bend().mul(mixed));
    }

    Tensor logSlope(Tensor at) {
      Tensor rest = at.rsub(1);
      Tensor mixed = at.mul(rest);
      Tensor top =
          nextSlope
              .mul(at.square())
              .add(steepness().mul(mixed).mul(2))
              .add(slope.mul(rest.square()));
      Tensor log = steepness().log().mul(2).add(top.log()).sub(below(mixed).log().mul(2));
      return inside.where(log, 0);
    }
  }

  private Bin bin(Tensor value, boolean isForward) {
    DataType type = value.dataType();
    Tensor across = parts(widths.to(type));
    Tensor up = parts(heights.to(type));
    Tensor lefts = starts(across);
    Tensor bottoms = starts(up);
    Tensor inside = value.abs().lt(value.constant(bound));
    Tensor knots = isForward ? lefts : bottoms;
    long inner = knots.size(-1) - 1;
    Tensor passed = inside.where(value, 0).unsqueeze(-1).ge(knots.narrow(-1, 1, inner));
    Tensor place = passed.to(DataType.INT64).sum(-1);
    Tensor steps = steps(slopes.to(type));
    return new Bin(
        inside,
        at(lefts, place),
        at(across, place),
        at(bottoms, place),
        at(up, place),
        at(steps, place),
        at(steps, place.add(1)));
  }

  private Tensor parts(Tensor raw) {
    double rest = 1 - LEAST * raw.size(-1);
    return raw.softmax(-1).mul(rest).add(LEAST).mul(2 * bound);
  }

  /** The running sum from the lower bound, without the last. */
  private Tensor starts(Tensor parts) {
    return parts.cumSum(-1).sub(parts).sub(bound);
  }

  /** The slopes at all knots: 1 at both ends, where the identity goes on. */
  private static Tensor steps(Tensor raw) {
    Tensor inner = raw.add(ONE).softplus().add(LEAST);
    Tensor end = inner.narrow(-1, 0, 1).onesLike();
    return ShapeOps.cat(-1, end, inner, end);
  }

  private static Tensor at(Tensor table, Tensor place) {
    Shape rows = Shapes.leading(table.shape(), table.dim() - 1);
    Shape batch = Shapes.broadcast(rows, place.shape());
    Tensor wide = table.expand(Shapes.concat(batch, Shapes.of(table.size(-1))));
    return wide.gather(-1, place.expand(batch).unsqueeze(-1)).squeeze(-1);
  }
}
