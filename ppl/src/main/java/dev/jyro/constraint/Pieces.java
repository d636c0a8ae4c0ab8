package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values whose pieces along one dimension lie in a set each; all pieces together are one value.
 *
 * @param dim counted from the right, so negative
 * @param pieces in their order
 */
record Pieces(int dim, List<Piece> pieces) implements Constraint {
  /** How a dimension is cut: into single entries, which lose the dimension, or into runs. */
  record Piece(Constraint constraint, long length) {
    static final long ENTRY = 0;

    boolean isEntry() {
      return length == ENTRY;
    }

    long taken() {
      return isEntry() ? 1 : length;
    }

    String text() {
      return isEntry() ? constraint.name() : constraint.name() + " " + length;
    }
  }

  Pieces {
    pieces = List.copyOf(pieces);
    if (dim >= 0 || pieces.isEmpty()) {
      throw new JyroException(
          "%d pieces along dimension %d. Needed: one at least, and a dimension counted from the right, such as -1."
              .formatted(pieces.size(), dim));
    }
  }

  /** The piece's numbers out of the whole; {@code start} counts along the dimension. */
  Tensor cut(Tensor whole, Piece piece, long start, long length) {
    return piece.isEntry() ? whole.select(dim, start) : whole.narrow(dim, start, length);
  }

  /** How many dimensions at the right of the piece belong to the event. */
  int eventDim(Piece piece) {
    return piece.isEntry() ? eventDim() - 1 : eventDim();
  }

  @Override
  public Tensor check(Tensor value) {
    long needed = pieces.stream().mapToLong(Piece::taken).sum();
    if (value.dim() < eventDim() || value.size(dim) != needed) {
      throw new ShapeException(
          "%s: the value has shape %s. Needed: %d dimensions at least, and size %d in dimension %d."
              .formatted(name(), value.shape(), eventDim(), needed, dim));
    }
    Tensor inside = Tensor.constant(1, DataType.BOOLEAN);
    long start = 0;
    for (Piece piece : pieces) {
      Tensor good = piece.constraint.check(cut(value, piece, start, piece.length));
      inside = inside.logicalAnd(all(good, eventDim(piece) - piece.constraint.eventDim()));
      start += piece.taken();
    }
    return inside;
  }

  private static Tensor all(Tensor good, int dims) {
    return dims == 0 ? good : good.all(Events.rightmost(dims));
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public int eventDim() {
    int most = -dim;
    for (Piece piece : pieces) {
      most = Math.max(most, piece.constraint.eventDim() + (piece.isEntry() ? 1 : 0));
    }
    return most;
  }

  @Override
  public boolean isDiscrete() {
    return pieces.stream().anyMatch(piece -> piece.constraint.isDiscrete());
  }

  @Override
  public String name() {
    String kind = pieces.get(0).isEntry() ? "stack(" : "cat(";
    return pieces.stream()
        .map(Piece::text)
        .collect(Collectors.joining(", ", kind + dim + ", ", ")"));
  }

  @Override
  public String toString() {
    return name();
  }
}
