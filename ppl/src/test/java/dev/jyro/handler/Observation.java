package dev.jyro.handler;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.collection.Map;

/**
 * The data of a site in a random model.
 *
 * @param line the site
 * @param eventDims how many dimensions an event has
 * @param stage where it stands
 */
record Observation(Line.Site line, int eventDims, Stage stage) {
  /** Of the sizes of the plates, and of these the parts that they take. */
  Tensor data() {
    List<Stage.Opened> plates = stage.open().filter(opened -> opened.plate().dim() < 0);
    long[] batch = batch(plates.toMap(each -> each.plate().dim(), each -> each.plate().size()));
    Tensor data = line.kind().values(line.name() + stage.suffix(), copied(batch, line.copies()));
    for (Stage.Opened opened : plates) {
      data = data.indexSelect(batch.length + opened.plate().dim(), opened.indices());
    }
    return line.role() == Line.Role.HOLES ? holed(data) : data;
  }

  /** No values where a mask hides them: NaN, or a category that there is not. */
  private Tensor holed(Tensor data) {
    Tensor hole = data.isFloating() ? data.constant(Double.NaN) : data.constant(99);
    Tensor holed = data;
    for (Line.Mask mask : stage.masks()) {
      holed = widened(mask.tensor(), eventDims).where(holed, hole);
    }
    return line.isWhole()
        ? holed
        : widened(Line.bits(line.shown()), eventDims - 1).where(holed, hole);
  }

  private static Tensor widened(Tensor mask, int dims) {
    Tensor widened = mask;
    for (int i = 0; i < dims; i++) {
      widened = widened.unsqueeze(-1);
    }
    return widened;
  }

  /** The batch shape with these sizes in the dimensions, counted from the right. */
  static long[] batch(Map<Integer, Integer> sizes) {
    int rank = -sizes.keySet().min().getOrElse(0);
    long[] batch = new long[rank];
    for (int i = 0; i < rank; i++) {
      batch[i] = sizes.getOrElse(i - rank, 1);
    }
    return batch;
  }

  /** The batch shape of as many values, each part of one event. */
  static Shape copied(long[] batch, int copies) {
    return copies == 0
        ? Shapes.of(batch)
        : Shapes.concat(Shapes.of(batch), Shapes.of((long) copies));
  }
}
