package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * A place for a parameter that is a vector or a matrix: whose it is, what it is called, where it
 * may be, and how many of its dimensions at the right are not batch.
 */
record EventSlot(String distribution, String name, Constraint constraint, int dims) {
  /** For vectors of any numbers. */
  static EventSlot ofReals(String distribution, String name) {
    return new EventSlot(distribution, name, Constraints.real(), 1);
  }

  /** For square matrices. */
  static EventSlot ofSquares(String distribution, String name, Constraint constraint) {
    return new EventSlot(distribution, name, constraint, 2);
  }

  /** For lower triangular factors of covariances. */
  static EventSlot ofFactors(String distribution, String name) {
    return ofSquares(distribution, name, Constraints.lowerCholesky());
  }

  /** A tensor in this place, unread; whole numbers become float32. */
  Tensor of(Tensor value) {
    if (value.dim() < dims || Shapes.trailing(value.shape(), dims).size() == 0) {
      throw misfit(
          value,
          dims == 1 ? "a vector in the last dimension" : "a matrix in the last two dimensions");
    }
    return Slot.floating(value);
  }

  /** {@link #of}, where the last dimension has this size. */
  Tensor of(Tensor value, long size) {
    Tensor held = of(value);
    if (held.size(-1) != size) {
      throw misfit(value, "%d numbers in the last dimension".formatted(size));
    }
    return held;
  }

  /** {@link #of}, where the last two dimensions have one size. */
  Tensor ofSquare(Tensor value) {
    Tensor held = of(value);
    if (held.size(-1) != held.size(-2)) {
      throw misfit(value, "a square matrix in the last two dimensions");
    }
    return held;
  }

  /** {@link #ofSquare} of this size. */
  Tensor ofSquare(Tensor value, long size) {
    Tensor held = ofSquare(value);
    if (held.size(-1) != size) {
      throw misfit(value, "%d rows and columns in the last two dimensions".formatted(size));
    }
    return held;
  }

  /**
   * The Cholesky factors of the matrices in this place.
   *
   * @throws JyroException naming the first that is not positive definite
   */
  Tensor factors(Tensor held) {
    return factors(held, held);
  }

  /** The Cholesky factors of matrices that have some only if those in this place do. */
  Tensor factors(Tensor matrices, Tensor held) {
    try {
      return matrices.cholesky();
    } catch (JyroException e) {
      holding(held).validate(distribution);
      throw e;
    }
  }

  /** The batch of what stands in this place. */
  Shape batch(Tensor held) {
    return Shapes.leading(held.shape(), held.dim() - dims);
  }

  /** The batch of what stands in this place; that of a known number is {@code ()}. */
  Shape batch(Operand held) {
    Shape shape = held.shape();
    return Shapes.leading(shape, Math.max(0, shape.dimension() - dims));
  }

  /** What stands in this place, as a parameter. */
  Parameter holding(Tensor held) {
    return new Parameter(name, held, constraint);
  }

  /** What stands in this place, as a parameter; a known number as a constant of the type. */
  Parameter holding(Operand held, DataType type) {
    return new Parameter(name, held.tensor(type), constraint);
  }

  /**
   * What the batches of the parameters broadcast to.
   *
   * @throws ShapeException naming the distribution, if they do not
   */
  static Shape batchOf(String distribution, Shape... batches) {
    try {
      Shape shape = Shapes.scalar();
      for (Shape batch : batches) {
        shape = Shapes.broadcast(shape, batch);
      }
      return shape;
    } catch (ShapeException e) {
      throw new ShapeException(distribution + ": the parameters do not fit. " + e.getMessage(), e);
    }
  }

  private ShapeException misfit(Tensor value, String needed) {
    return new ShapeException(
        "%s: %s has shape %s. Needed: %s.".formatted(distribution, name, value.shape(), needed));
  }
}
