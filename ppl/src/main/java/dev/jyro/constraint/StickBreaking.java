package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * From n - 1 real numbers to n that are positive and sum to 1: of a stick of length 1 the fraction
 * {@code z_k = sigmoid(x_k - log(n - 1 - k))} of what is left is broken off, and so on.
 *
 * <p>Zeros lead to n equal pieces. All is done in logarithms, so that no piece is lost to rounding.
 *
 * <p>Source: Stan Reference Manual, Unit simplex; Betancourt, Cruising the Simplex, 2012.
 */
record StickBreaking() implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    Tensor shifted = x.sub(logPiecesLeft(x.size(-1), x.dataType()));
    Tensor left = shifted.neg().logSigmoid().cumSum(-1);
    Tensor first = left.narrow(-1, 0, 1).zerosLike();
    Tensor before = ShapeOps.cat(-1, first, left);
    Tensor broken = ShapeOps.cat(-1, shifted.logSigmoid(), first);
    return before.add(broken).exp();
  }

  @Override
  public Tensor inverse(Tensor y) {
    long pieces = y.size(-1) - 1;
    Tensor some =
        y.maximum(y.dataType() == DataType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL);
    Tensor rest = some.flip(-1).cumSum(-1).flip(-1).narrow(-1, 1, pieces);
    return some.narrow(-1, 0, pieces)
        .log()
        .sub(rest.log())
        .add(logPiecesLeft(pieces, y.dataType()));
  }

  /** What is left after a break counts in it and in all pieces after it but the last. */
  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor shifted = x.sub(logPiecesLeft(x.size(-1), x.dataType()));
    Tensor counts = piecesLeft(x.size(-1), x.dataType());
    return shifted.logSigmoid().add(shifted.neg().logSigmoid().mul(counts)).sum(-1);
  }

  /** n - 1, …, 2, 1: how many pieces there are after each. */
  private static Tensor piecesLeft(long breaks, DataType type) {
    return Tensor.arange(breaks).rsub((double) breaks).to(type);
  }

  private static Tensor logPiecesLeft(long breaks, DataType type) {
    return piecesLeft(breaks, type).log();
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real(), 1);
  }

  @Override
  public Constraint codomain() {
    return Constraints.simplex();
  }

  @Override
  public Shape forwardShape(Shape x) {
    return resized(x, 1);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return resized(y, -1);
  }

  private static Shape resized(Shape shape, int by) {
    if (shape.dimension() == 0) {
      throw new ShapeException("simplex: a single number. Needed: a vector.");
    }
    long[] sizes = shape.getShape().clone();
    sizes[sizes.length - 1] += by;
    return Shapes.of(sizes);
  }
}
