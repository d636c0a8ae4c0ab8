package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.tensor.Tensor;

/**
 * A radial flow: vectors are moved towards a centre or away from it.
 *
 * <p>{@code y = x + β (x - centre)/(α + r)} with {@code r = |x - centre|}, {@code α = log(1 + exp
 * a)} and {@code β = log(1 + exp b) - α}, which is more than -α, so that the map is one-to-one;
 * {@code det = (1 + β/(α + r))^(n - 1) (1 + α β/(α + r)²)}
 *
 * <p>The centre is a vector of the size of x, {@code a} and {@code b} are any numbers; they
 * broadcast to batches of x. The inverse solves a quadratic equation for r.
 *
 * <p>Threads: see {@link dev.jyro.constraint.Bijector}. Source: Rezende and Mohamed, Variational
 * Inference with Normalizing Flows, 2015, section 4.1 and appendix A.
 */
public final class Radial extends VectorFlow {
  private final Tensor centre;
  private final Tensor a;
  private final Tensor b;

  private Radial(Tensor centre, Tensor a, Tensor b) {
    this.centre = centre;
    this.a = a;
    this.b = b;
  }

  /** With this centre and these numbers, which are mapped to α and β. */
  public static Radial of(Tensor centre, Tensor a, Tensor b) {
    return new Radial(centre, a, b);
  }

  /**
   * With parameters {@code name.centre}, {@code name.a} and {@code name.b}, for vectors of this
   * size.
   */
  public static Radial param(String name, int size) {
    Asked asked = new Asked(name);
    double bound = 1 / Math.sqrt(size);
    return of(asked.uniform("centre", bound, size), asked.zeros("a"), asked.uniform("b", bound));
  }

  @Override
  public Image image(Tensor x) {
    Tensor middle = centre.to(x.dataType());
    Tensor away = x.sub(middle);
    Tensor distance = length(away);
    Tensor stretch = distance.add(reach(x)).div(distance.add(alpha(x)));
    Tensor y = middle.add(away.mul(stretch.unsqueeze(-1)));
    return new Image(y, logDet(x, distance));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return preimage(y).value();
  }

  /** {@code |y - centre| = r (r + α + β)/(r + α)}, solved by the form that does not cancel. */
  @Override
  public Image preimage(Tensor y) {
    Tensor middle = centre.to(y.dataType());
    Tensor away = y.sub(middle);
    Tensor reached = length(away);
    Tensor sum = reached.sub(reach(y));
    Tensor product = reached.mul(alpha(y));
    Tensor root = sum.square().add(product.mul(4)).sqrt();
    Tensor distance =
        sum.gt(0).where(root.add(sum).mul(0.5), product.mul(2).div(root.add(sum.abs())));
    Tensor shrink = distance.add(alpha(y)).div(distance.add(reach(y)));
    return new Image(middle.add(away.mul(shrink.unsqueeze(-1))), logDet(y, distance));
  }

  private Tensor logDet(Tensor x, Tensor r) {
    Tensor alpha = alpha(x);
    Tensor reach = reach(x);
    Tensor logBelow = r.add(alpha).log();
    Tensor across = r.add(reach).log().sub(logBelow).mul(x.size(-1) - 1.0);
    Tensor along = r.square().add(r.mul(alpha).mul(2)).add(alpha.mul(reach)).log();
    return across.add(along).sub(logBelow.mul(2));
  }

  private Tensor alpha(Tensor x) {
    return a.to(x.dataType()).softplus();
  }

  /** α + β, which is positive. */
  private Tensor reach(Tensor x) {
    return b.to(x.dataType()).softplus();
  }

  /** The centre itself has no direction; its gradient is 0. */
  private static Tensor length(Tensor away) {
    return away.square().sum(-1).maximum(Float.MIN_NORMAL).sqrt();
  }
}
