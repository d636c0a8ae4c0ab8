package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One number of a site's value, in all draws.
 *
 * @param label the site's name, and the place in square brackets unless there is one number only
 * @param texts the number in the draw of this index
 */
record Column(String label, IntFunction<String> texts) {
  /** All numbers of all sites, row by row. */
  static List<Column> of(Draws draws) {
    List<Column> columns = new ArrayList<>();
    for (String name : draws.names()) {
      Tensor values = draws.get(name);
      Shape shape = values.shape().slice(1);
      int count = (int) shape.size();
      IntFunction<String> texts = texts(values);
      for (int i = 0; i < count; i++) {
        int place = i;
        columns.add(new Column(label(name, shape, i), line -> texts.apply(line * count + place)));
      }
    }
    return columns;
  }

  String text(int line) {
    return texts.apply(line);
  }

  /** The column's name: {@code theta[0,1]}. */
  static String label(String name, Shape shape, int index) {
    StringBuilder places = new StringBuilder();
    long rest = index;
    for (int dim = shape.dimension() - 1; dim >= 0; dim--) {
      places.insert(0, (dim == 0 ? "" : ",") + rest % shape.get(dim));
      rest /= shape.get(dim);
    }
    return places.isEmpty() ? name : "%s[%s]".formatted(name, places);
  }

  /** What writes the elements so that they can be read back exactly. */
  private static IntFunction<String> texts(Tensor values) {
    if (values.dataType() == DataType.FLOAT32) {
      float[] floats = values.toFloats();
      return i -> Float.toString(floats[i]);
    }
    if (values.isFloating()) {
      double[] doubles = values.toDoubles();
      return i -> Double.toString(doubles[i]);
    }
    long[] longs = values.toLongs();
    return i -> Long.toString(longs[i]);
  }
}
