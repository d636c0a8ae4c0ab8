package dev.jyro.constraint;

import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The last dimension in another order: {@code y[i] = x[order[i]]}. */
record Permuted(List<Long> order) implements Bijector {
  Permuted {
    order = List.copyOf(order);
    long[] sorted = order.stream().mapToLong(Long::longValue).sorted().toArray();
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != i) {
        throw new JyroException(
            "permute: the order is %s. Needed: each of 0 to %d once."
                .formatted(order, sorted.length - 1));
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.indexSelect(-1, Tensor.of(places()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    long[] places = places();
    long[] back = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      back[(int) places[i]] = i;
    }
    return y.indexSelect(-1, Tensor.of(back));
  }

  private long[] places() {
    long[] places = new long[order.size()];
    Arrays.setAll(places, order::get);
    return places;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(Shapes.leading(x.shape(), x.dim() - 1), x.dataType());
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(Constraints.real(), 1);
  }
}
