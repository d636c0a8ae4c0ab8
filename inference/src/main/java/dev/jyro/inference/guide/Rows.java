package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.effect.Frame;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.List;

/**
 * Which indices of its plates a site takes in a run.
 *
 * @param taken the batch dimension and the indices of each plate that does not take all in order
 */
record Rows(List<Tuple2<Integer, Tensor>> taken) {
  static Rows all() {
    return new Rows(List.empty());
  }

  /** With one more plate. */
  Rows of(Plate plate, Frame frame, Tensor indices) {
    if (plate.size() != frame.fullSize()) {
      throw new JyroException(
          "Plate '%s' has %d repetitions now and had %d when the guide read the model; it has parameters for those. Fix one of: give it the same data; for new data make a new guide."
              .formatted(frame.name(), plate.size(), frame.fullSize()));
    }
    boolean all = plate.count().isEmpty() && indices.numel() == frame.fullSize();
    return all ? this : new Rows(taken.append(Tuple.of(frame.dim(), indices)));
  }

  /** The rows of something that has all. */
  Tensor of(Tensor all, int eventDims) {
    Tensor rows = all;
    for (Tuple2<Integer, Tensor> each : taken) {
      rows = rows.indexSelect(each._1 - eventDims, each._2);
    }
    return rows;
  }
}
