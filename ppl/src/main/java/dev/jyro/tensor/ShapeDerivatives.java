package dev.jyro.tensor;

import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** The derivatives of the operations that sum, rearrange and multiply matrices. */
final class ShapeDerivatives {
  /** Of a piece cut out: dimension, first place and size. */
  static final Derivative CUT = Derivative.of(ShapeDerivatives::uncut);

  private ShapeDerivatives() {}

  static void addTo(Map<Op, Derivative> table) {
    sums((op, rule) -> table.put(op, Derivative.of(rule)));
    rearranging((op, rule) -> table.put(op, Derivative.of(rule)));
    cutting((op, rule) -> table.put(op, Derivative.of(rule)));
    products((op, rule) -> table.put(op, Derivative.of(rule)));
  }

  private static void sums(PointwiseDerivatives.Rows rows) {
    rows.put(Op.SUM_ALL, (node, g, place) -> g.expand(node.in().shape()));
    rows.put(
        Op.MEAN_ALL,
        (node, g, place) -> g.div((double) node.in().numel()).expand(node.in().shape()));
    rows.put(Op.SUM, (node, g, place) -> spread(g, node, node.numbers()));
    rows.put(
        Op.MEAN_ALONG,
        (node, g, place) -> {
          return node.in().dim() == 0
              ? g
              : spread(g.div((double) node.in().size(node.number(0))), node, node.number(0));
        });
    rows.put(
        Op.SOFTMAX,
        (node, g, place) -> {
          Tensor weighed = g.mul(node.out());
          return weighed.sub(node.out().mul(weighed.keepSum(node.number(0))));
        });
    rows.put(
        Op.LOG_SOFTMAX, (node, g, place) -> g.sub(node.out().exp().mul(g.keepSum(node.number(0)))));
    rows.put(Op.LOG_SUM_EXP, (node, g, place) -> shares(node, g, node.numbers()));
    rows.put(
        Op.CUM_SUM,
        (node, g, place) -> g.flip(node.number(0)).cumSum(node.number(0)).flip(node.number(0)));
  }

  private static void rearranging(PointwiseDerivatives.Rows rows) {
    for (Op op : new Op[] {Op.RESHAPE, Op.SQUEEZE, Op.UNSQUEEZE}) {
      rows.put(op, (node, g, place) -> g.reshape(node.in().shape()));
    }
    rows.put(Op.CONTIGUOUS, (node, g, place) -> g);
    rows.put(Op.AS_TYPE, (node, g, place) -> g.to(node.in().dataType()));
    rows.put(Op.EXPAND, (node, g, place) -> g);
    rows.put(Op.FLIP, (node, g, place) -> g.flip(node.numbers()));
    rows.put(Op.TRANSPOSE, (node, g, place) -> g.transpose(node.number(0), node.number(1)));
    rows.put(Op.PERMUTE, (node, g, place) -> g.permute(inverse(node.numbers())));
    rows.put(Op.REPEAT, (node, g, place) -> overCopies(g, node.in().shape(), node.numbers()));
    rows.put(Op.MASKED_SELECT, (node, g, place) -> putBack(g, node.in(0), node.in(1)));
  }

  private static void cutting(PointwiseDerivatives.Rows rows) {
    rows.put(Op.NARROW_WITHIN, ShapeDerivatives::uncut);
    rows.put(Op.SLICE, (node, g, place) -> unsliced(node, g));
    rows.put(Op.SELECT_WITHIN, (node, g, place) -> unselected(node, g));
    rows.put(
        Op.GATHER,
        (node, g, place) -> zeros(g, node.in(0).shape()).scatterAdd(node.number(0), node.in(1), g));
    rows.put(
        Op.INDEX_SELECT,
        (node, g, place) -> zeros(g, node.in(0).shape()).indexAdd(node.number(0), node.in(1), g));
    rows.put(
        Op.SORT,
        (node, g, place) -> {
          Tensor order = node.in().argSort(node.number(0));
          return zeros(g, node.in().shape()).scatterAdd(node.number(0), order, g);
        });
    rows.put(
        Op.CAT,
        (node, g, place) -> {
          int dim = node.number(0);
          long begin = 0;
          for (int i = 0; i < place; i++) {
            begin += node.in(i).size(dim);
          }
          return g.narrow(dim, begin, node.in(place).size(dim));
        });
    rows.put(Op.DIAGONAL, (node, g, place) -> onDiagonal(g, node.in().shape()));
    rows.put(Op.STACK, (node, g, place) -> g.select(node.number(0), place));
  }

  private static void products(PointwiseDerivatives.Rows rows) {
    rows.put(Op.MATMUL, ShapeDerivatives::product);
    rows.put(Op.LINEAR, ShapeDerivatives::linear);
    rows.put(Op.LINEAR_UNBIASED, ShapeDerivatives::linear);
    rows.put(
        Op.INVERSE, (node, g, place) -> node.out().mT().matmul(g).matmul(node.out().mT()).neg());
  }

  /** The gradient of a sum over these dimensions, by what was summed. */
  static Tensor spread(Tensor g, Node node, long... dims) {
    Shape shape = node.in().shape();
    if (g.dim() == shape.dimension()) {
      return g.expand(shape);
    }
    long[] sizes = shape.getShape().clone();
    for (long dim : dims) {
      sizes[(int) (dim < 0 ? dim + sizes.length : dim)] = 1;
    }
    return g.reshape(sizes).expand(shape);
  }

  /** Each summand's share of a sum that is given by logarithms; none of a sum of nothings. */
  private static Tensor shares(Node node, Tensor g, long... dims) {
    Tensor sum = spread(node.out().maximum(-Float.MAX_VALUE), node, dims);
    return spread(g, node, dims).mul(node.in().sub(sum).exp());
  }

  private static long[] inverse(long... order) {
    long[] inverse = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[(int) (order[i] < 0 ? order[i] + order.length : order[i])] = i;
    }
    return inverse;
  }

  private static Tensor overCopies(Tensor g, Shape shape, long... times) {
    int added = times.length - shape.dimension();
    long[] sizes = new long[2 * times.length];
    int[] copies = new int[times.length];
    for (int i = 0; i < times.length; i++) {
      sizes[2 * i] = times[i];
      sizes[2 * i + 1] = i < added ? 1 : shape.get(i - added);
      copies[i] = 2 * i;
    }
    return g.reshape(sizes).sum(copies).reshape(shape);
  }

  private static Tensor onDiagonal(Tensor g, Shape shape) {
    int rank = shape.dimension();
    long size = g.size(-1);
    Tensor tall = padded(g.diagEmbed(), -2, 0, shape.get(rank - 2) - size);
    return padded(tall, -1, 0, shape.get(rank - 1) - size);
  }

  private static Tensor uncut(Node node, Tensor g, int place) {
    int dim = node.number(0);
    long begin = node.number(1);
    return padded(g, dim, begin, node.in().size(dim) - begin - node.number(2));
  }

  private static Tensor unselected(Node node, Tensor g) {
    int rank = node.in().dim();
    int dim = node.number(0) < 0 ? node.number(0) + rank : node.number(0);
    long size = node.in().size(dim);
    long index = node.number(1) < 0 ? node.number(1) + size : node.number(1);
    return padded(g.unsqueeze(dim), dim, index, size - index - 1);
  }

  private static Tensor unsliced(Node node, Tensor g) {
    int dim = node.number(0);
    long size = node.in().size(dim);
    long start = node.number(1) < 0 ? node.number(1) + size : node.number(1);
    long begin = Math.max(0, Math.min(size, start));
    int step = node.number(3);
    if (step == 1) {
      return padded(g, dim, begin, size - begin - g.size(dim));
    }
    Tensor places = Tensor.arange(g.size(dim)).mul(step).add((double) begin);
    return zeros(g, node.in().shape()).indexAdd(dim, places, g);
  }

  /** With so many zeros before and after. */
  private static Tensor padded(Tensor g, int dim, long before, long after) {
    if (before == 0 && after == 0) {
      return g;
    }
    Tensor first = strip(g, dim, before);
    Tensor last = strip(g, dim, after);
    return before == 0
        ? ShapeOps.cat(dim, g, last)
        : after == 0 ? ShapeOps.cat(dim, first, g) : ShapeOps.cat(dim, first, g, last);
  }

  private static Tensor strip(Tensor g, int dim, long size) {
    long[] sizes = g.shape().getShape().clone();
    sizes[dim < 0 ? dim + sizes.length : dim] = size;
    return zeros(g, Shapes.of(sizes));
  }

  private static Tensor zeros(Tensor g, Shape shape) {
    return g.constant(0).expand(shape);
  }

  private static Tensor putBack(Tensor g, Tensor x, Tensor mask) {
    Shape full = Shapes.broadcast(x.shape(), mask.shape());
    Tensor places = mask.expand(full).flatten().nonZero().flatten();
    return Tensor.zeros(Shapes.of(full.size()), g.dataType()).indexAdd(0, places, g).reshape(full);
  }

  private static Tensor product(Node node, Tensor g, int place) {
    Tensor left = node.in(0);
    Tensor right = node.in(1);
    Tensor a = left.dim() == 1 ? left.unsqueeze(0) : left;
    Tensor b = right.dim() == 1 ? right.unsqueeze(1) : right;
    Tensor wide = right.dim() == 1 ? g.unsqueeze(-1) : g;
    Tensor full = left.dim() == 1 ? wide.unsqueeze(-2) : wide;
    Tensor by = place == 0 ? full.matmul(b.mT()) : byRight(a, b, full);
    Tensor vector = node.in(place);
    return vector.dim() == 1 ? overBatch(by, vector) : by;
  }

  /** Batches that share one matrix make one tall product. */
  private static Tensor byRight(Tensor a, Tensor b, Tensor g) {
    return b.dim() == 2 && a.dim() > 2 ? rows(a).mT().matmul(rows(g)) : a.mT().matmul(g);
  }

  private static Tensor overBatch(Tensor matrix, Tensor vector) {
    return matrix.dim() == 2
        ? matrix.reshape(vector.shape())
        : matrix.reshape(-1, vector.numel()).sum(0);
  }

  private static Tensor linear(Node node, Tensor g, int place) {
    return switch (place) {
      case 0 -> g.matmul(node.in(1));
      case 1 -> rows(g).mT().matmul(rows(node.in(0)));
      default -> rows(g).sum(0);
    };
  }

  /** As a matrix: all dimensions but the last become one. */
  private static Tensor rows(Tensor x) {
    return x.dim() == 2 ? x : x.reshape(-1, x.size(-1));
  }
}
