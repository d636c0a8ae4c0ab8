package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Parcel;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one batch leaves: a tensor for each name, {@code [draws of the batch] + shape of one value}.
 *
 * @param first the number of its first draw
 * @param values the tensors
 * @param parcel owns them, between the thread that made them and the one that joins them
 */
record Harvest(int first, Map<String, Tensor> values, Parcel parcel) implements AutoCloseable {
  /** Runs the body in scopes of its own and keeps only the tensors that it returns. */
  static Harvest of(int first, Supplier<Map<String, Tensor>> body) {
    try (TensorScope outer = TensorScope.open()) {
      Map<String, Tensor> kept;
      try (TensorScope inner = TensorScope.open()) {
        kept = body.get();
        kept.values().forEach(inner::keep);
      }
      return new Harvest(first, kept, outer.pack());
    }
  }

  /** All draws of each name; those of the scope that is open now. */
  static Map<String, Tensor> joined(List<Harvest> parts) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : parts.get(0).values.keySet()) {
      Tensor[] each = parts.stream().map(part -> part.value(name)).toArray(Tensor[]::new);
      needSameShapes(name, parts, each);
      all.put(name, ShapeOps.cat(0, each));
    }
    return all;
  }

  @Override
  public void close() {
    parcel.close();
  }

  private Tensor value(String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new SiteException(
          name,
          "came up in draw 0 and not in draw %d. Needed: a site that each draw has. Fix: leave it out, naming with sites(…) those that are wanted."
              .formatted(first));
    }
    return value;
  }

  private static void needSameShapes(String name, List<Harvest> parts, Tensor[] each) {
    for (int i = 1; i < each.length; i++) {
      if (!one(each[i]).equals(one(each[0]))) {
        throw new SiteException(
            name,
            "has the shape %s in draw 0 and %s in draw %d. Needed: the same in all draws. Fix: leave it out, naming with sites(…) those that are wanted."
                .formatted(one(each[0]), one(each[i]), parts.get(i).first));
      }
    }
  }

  private static Shape one(Tensor draws) {
    return Shapes.trailing(draws.shape(), draws.dim() - 1);
  }
}
