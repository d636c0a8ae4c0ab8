package dev.jyro.flow;

import dev.jyro.JyroException;
import dev.jyro.constraint.Image;
import dev.jyro.tensor.Tensor;

/**
 * A monotone spline for each number of a vector: between knots, which lie within {@code ±bound}, a
 * quotient of two quadratic polynomials, outside the identity.
 *
 * <p>Of k bins the widths and heights are shares of {@code 2 bound}, by softmax of numbers of shape
 * (n, k) each, and the slopes at the k - 1 inner knots are positive, by softplus of (n, k - 1);
 * zeros for all make the identity. A bin has at least a thousandth of the whole and a slope at
 * least 0.001. Both ways have closed forms.
 *
 * <p>Errors: {@link JyroException} for fewer than 2 or more than 900 bins. Threads: see {@link
 * dev.jyro.constraint.Bijector}. Source: Durkan, Bekasov, Murray and Papamakarios, Neural Spline
 * Flows, 2019; Gregory and Delbourgo, Piecewise Rational Quadratic Interpolation to Monotonic Data,
 * 1982.
 */
public final class Spline extends VectorFlow {
  static final double USUAL_BOUND = 3;
  static final int USUAL_BINS = 8;
  private static final int MOST_BINS = 900;

  private final RationalQuadratic curve;

  private Spline(RationalQuadratic curve) {
    this.curve = curve;
  }

  /** With these numbers, of shapes (n, k), (n, k) and (n, k - 1). */
  public static Spline of(Tensor widths, Tensor heights, Tensor slopes, double bound) {
    checked((int) widths.size(-1), bound);
    return new Spline(new RationalQuadratic(widths, heights, slopes, bound));
  }

  /** With 8 bins within ±3. */
  public static Spline param(String name, int size) {
    return param(name, size, USUAL_BINS, USUAL_BOUND);
  }

  /**
   * With parameters {@code name.widths}, {@code name.heights} and {@code name.slopes}, for vectors
   * of this size; it starts as the identity.
   */
  public static Spline param(String name, int size, int bins, double bound) {
    Asked asked = new Asked(name);
    checked(bins, bound);
    return of(
        asked.zeros("widths", size, bins),
        asked.zeros("heights", size, bins),
        asked.zeros("slopes", size, bins - 1),
        bound);
  }

  static void checked(int bins, double bound) {
    if (bins < 2 || bins > MOST_BINS || !(bound > 0)) {
      throw new JyroException(
          "A spline with %d bins within ±%s. Needed: 2 to %d bins, and a bound greater than 0."
              .formatted(bins, bound, MOST_BINS));
    }
  }

  @Override
  public Image image(Tensor x) {
    return summed(curve.there(x));
  }

  @Override
  public Image preimage(Tensor y) {
    return summed(curve.back(y));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return curve.back(y).value();
  }

  private static Image summed(Image each) {
    return new Image(each.value(), each.logAbsDetJacobian().sum(-1));
  }
}
