package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** For each piece of a value a bijector of its own, to {@link Pieces}. */
record Pieced(Pieces codomain, List<Bijector> parts) implements Bijector {
  static Pieced to(Pieces pieces) {
    return new Pieced(
        pieces, pieces.pieces().stream().map(piece -> Bijectors.to(piece.constraint())).toList());
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor[] images = new Tensor[parts.size()];
    long start = 0;
    for (int i = 0; i < images.length; i++) {
      long length = lengthBefore(i);
      images[i] = parts.get(i).forward(codomain.cut(x, piece(i), start, length));
      start += length;
    }
    return joined(images);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor[] preimages = new Tensor[parts.size()];
    long start = 0;
    for (int i = 0; i < preimages.length; i++) {
      preimages[i] = parts.get(i).inverse(codomain.cut(y, piece(i), start, piece(i).length()));
      start += piece(i).taken();
    }
    return joined(preimages);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor sum = x.constant(0);
    long startX = 0;
    long startY = 0;
    for (int i = 0; i < parts.size(); i++) {
      Tensor from = codomain.cut(x, piece(i), startX, lengthBefore(i));
      Tensor to = codomain.cut(y, piece(i), startY, piece(i).length());
      int over = codomain.eventDim(piece(i)) - parts.get(i).domain().eventDim();
      sum = sum.add(Events.sum(parts.get(i).logAbsDetJacobian(from, to), over));
      startX += lengthBefore(i);
      startY += piece(i).taken();
    }
    return sum;
  }

  private Pieces.Piece piece(int i) {
    return codomain.pieces().get(i);
  }

  private Tensor joined(Tensor... pieces) {
    return piece(0).isEntry()
        ? ShapeOps.stack(codomain.dim(), pieces)
        : ShapeOps.cat(codomain.dim(), pieces);
  }

  /** How long a piece is in x; a simplex comes of one number less. */
  private long lengthBefore(int i) {
    Pieces.Piece piece = piece(i);
    if (piece.isEntry()) {
      return 1;
    }
    long[] sizes = new long[codomain.eventDim()];
    Arrays.fill(sizes, 1);
    sizes[sizes.length + codomain.dim()] = piece.length();
    Shape before = parts.get(i).inverseShape(Shapes.of(sizes));
    return before.get(before.dimension() + codomain.dim());
  }

  @Override
  public Shape forwardShape(Shape x) {
    return resized(x, total());
  }

  @Override
  public Shape inverseShape(Shape y) {
    long sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      sum += lengthBefore(i);
    }
    return resized(y, sum);
  }

  private long total() {
    return codomain.pieces().stream().mapToLong(Pieces.Piece::taken).sum();
  }

  private Shape resized(Shape shape, long size) {
    long[] sizes = shape.getShape().clone();
    sizes[sizes.length + codomain.dim()] = size;
    return Shapes.of(sizes);
  }
}
