package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * Householder's flow: vectors are reflected at planes through 0, which turns them and stretches
 * nothing.
 *
 * <p>{@code y = x - 2 v (v·x)/|v|²} for each v in turn; {@code det = ±1}
 *
 * <p>The v are the rows of a matrix, as long as x and not 0. As many as x has numbers reach every
 * rotation.
 *
 * <p>Threads: see {@link dev.jyro.constraint.Bijector}. Source: Tomczak and Welling, Improving
 * Variational Auto-Encoders using Householder Flow, 2016.
 */
public final class Householder extends VectorFlow {
  private final Tensor rows;

  private Householder(Tensor rows) {
    this.rows = rows;
  }

  /** Reflections at right angles to these rows, the first first. */
  public static Householder of(Tensor rows) {
    return new Householder(rows);
  }

  /** With the parameter {@code name.rows}: so many reflections of vectors of this size. */
  public static Householder param(String name, int size, int reflections) {
    return of(new Asked(name).normal("rows", reflections, size));
  }

  @Override
  public Image image(Tensor x) {
    Tensor y = x;
    for (int i = 0; i < rows.size(-2); i++) {
      y = reflected(y, i);
    }
    return new Image(y, unstretched(x));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int i = (int) rows.size(-2) - 1; i >= 0; i--) {
      x = reflected(x, i);
    }
    return x;
  }

  @Override
  public Image preimage(Tensor y) {
    return new Image(inverse(y), unstretched(y));
  }

  private Tensor reflected(Tensor x, int row) {
    Tensor v = rows.select(-2, row).to(x.dataType());
    Tensor part = v.mul(x).keepSum(-1).div(v.square().keepSum(-1));
    return x.sub(part.mul(v).mul(2));
  }

  private static Tensor unstretched(Tensor x) {
    return Tensor.zeros(Shapes.leading(x.shape(), x.dim() - 1), x.dataType());
  }
}
