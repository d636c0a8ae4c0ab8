package dev.jyro.tensor;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The derivative of each operation that has one here; Torch finds those of the others. */
final class Derivatives {
  private static final Map<Op, Derivative> TABLE = table();

  private Derivatives() {}

  /** None if it is Torch's to find. */
  static @Nullable Derivative of(Op op) {
    return TABLE.get(op);
  }

  private static Map<Op, Derivative> table() {
    Map<Op, Derivative> table = new EnumMap<>(Op.class);
    PointwiseDerivatives.addTo(table);
    ShapeDerivatives.addTo(table);
    LinalgDerivatives.addTo(table);
    SpecialDerivatives.addTo(table);
    return table;
  }
}
