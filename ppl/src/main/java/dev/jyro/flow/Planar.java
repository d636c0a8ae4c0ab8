package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;

/**
 * A planar flow: vectors are moved along one direction, by how far they are beyond a plane.
 *
 * <p>{@code y = x + û tanh(w·x + b)} with {@code û = u + (log(1 + exp w·u) - 1 - w·u) w/|w|²}, so
 * that {@code w·û > -1} and the map is one-to-one; {@code det = 1 + w·û (1 - tanh²)}
 *
 * <p>{@code u} and {@code w} are vectors of the size of x, {@code w} not 0; {@code b} is a number.
 * They broadcast to batches of x. The inverse has no closed form and is found by bisection; its
 * gradients are exact all the same.
 *
 * <p>Threads: see {@link dev.jyro.constraint.Bijector}. Source: Rezende and Mohamed, Variational
 * Inference with Normalizing Flows, 2015, section 4.1 and appendix A.
 */
public final class Planar extends VectorFlow {
  /** More halvings than a float64 has bits. */
  private static final int HALVINGS = 60;

  private final Tensor u;
  private final Tensor w;
  private final Tensor b;

  private Planar(Tensor u, Tensor w, Tensor b) {
    this.u = u;
    this.w = w;
    this.b = b;
  }

  /** With these vectors and this number. */
  public static Planar of(Tensor u, Tensor w, Tensor b) {
    return new Planar(u, w, b);
  }

  /**
   * With parameters {@code name.u}, {@code name.w} and {@code name.b}, for vectors of this size.
   */
  public static Planar param(String name, int size) {
    Asked asked = new Asked(name);
    double bound = 1 / Math.sqrt(size);
    return of(asked.uniform("u", bound, size), asked.uniform("w", bound, size), asked.zeros("b"));
  }

  @Override
  public Image image(Tensor x) {
    Direction direction = direction(x);
    Tensor lift = direction.w.mul(x).sum(-1).add(b.to(x.dataType()));
    Tensor height = lift.tanh();
    Tensor y = x.add(direction.u.mul(height.unsqueeze(-1)));
    return new Image(y, logDet(direction, lift));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return preimage(y).value();
  }

  /** Of {@code a = w·x} it is known that {@code a + w·û tanh(a + b) = w·y}, which rises with a. */
  @Override
  public Image preimage(Tensor y) {
    Direction direction = direction(y);
    Tensor bias = b.to(y.dataType());
    Tensor goal = direction.w.mul(y).sum(-1);
    Tensor reach = direction.reach();
    Tensor start = Gradients.paused(() -> bisected(goal, reach, bias));
    Tensor off = start.add(reach.mul(start.add(bias).tanh())).sub(goal);
    Tensor slope = Gradients.paused(() -> logDet(direction, start.add(bias)).exp());
    Tensor lift = start.sub(off.div(slope)).add(bias);
    Tensor x = y.sub(direction.u.mul(lift.tanh().unsqueeze(-1)));
    return new Image(x, logDet(direction, lift));
  }

  private static Tensor bisected(Tensor goal, Tensor reach, Tensor bias) {
    Tensor low = goal.sub(reach.abs());
    Tensor high = goal.add(reach.abs());
    for (int i = 0; i < HALVINGS; i++) {
      Tensor middle = low.add(high).mul(0.5);
      Tensor isBelow = middle.add(reach.mul(middle.add(bias).tanh())).lt(goal);
      low = isBelow.where(middle, low);
      high = isBelow.where(high, middle);
    }
    return low.add(high).mul(0.5);
  }

  /** {@code 1 + w·û (1 - t²) = t² + (1 - t²) log(1 + exp w·u)}: nothing cancels. */
  private static Tensor logDet(Direction direction, Tensor lift) {
    Tensor square = lift.tanh().square();
    return square.add(square.rsub(1).mul(direction.softplus)).log();
  }

  /** w, û, and {@code w·û + 1}. */
  private record Direction(Tensor w, Tensor u, Tensor softplus) {
    /** {@code w·û}. */
    Tensor reach() {
      return softplus.sub(1);
    }
  }

  private Direction direction(Tensor x) {
    Tensor plane = w.to(x.dataType());
    Tensor along = u.to(x.dataType());
    Tensor product = plane.mul(along).keepSum(-1);
    Tensor softplus = product.softplus();
    Tensor mended =
        along.add(softplus.sub(1).sub(product).mul(plane).div(plane.square().keepSum(-1)));
    return new Direction(plane, mended, softplus.squeeze(-1));
  }
}
