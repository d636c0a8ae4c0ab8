package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Tensors from Java's numbers, which are copied into memory of Torch's own. */
final class Making {
  private Making() {}

  static Tensor of(float[] values, Shape shape) {
    needRoom(values.length, shape);
    return made(shape, DataType.FLOAT32, memory -> memory.asFloatBuffer().put(values));
  }

  static Tensor of(double[] values, Shape shape) {
    needRoom(values.length, shape);
    return made(shape, DataType.FLOAT64, memory -> memory.asDoubleBuffer().put(values));
  }

  static Tensor of(long[] values, Shape shape) {
    needRoom(values.length, shape);
    return made(shape, DataType.INT64, memory -> memory.asLongBuffer().put(values));
  }

  static Tensor of(boolean[] values, Shape shape) {
    needRoom(values.length, shape);
    return made(
        shape,
        DataType.BOOLEAN,
        memory -> {
          for (boolean value : values) {
            memory.put((byte) (value ? 1 : 0));
          }
        });
  }

  static Tensor of(float[][] rows) {
    Shape shape = matrix(Stream.of(rows).mapToLong(row -> row.length).toArray());
    return made(
        shape,
        DataType.FLOAT32,
        memory -> {
          var numbers = memory.asFloatBuffer();
          Stream.of(rows).forEach(numbers::put);
        });
  }

  static Tensor of(double[][] rows) {
    Shape shape = matrix(Stream.of(rows).mapToLong(row -> row.length).toArray());
    return made(
        shape,
        DataType.FLOAT64,
        memory -> {
          var numbers = memory.asDoubleBuffer();
          Stream.of(rows).forEach(numbers::put);
        });
  }

  static Tensor filled(Shape shape, DataType type, DoubleSupplier next) {
    int count = Math.toIntExact(shape.size());
    return switch (type) {
      case FLOAT64 -> made(shape, type, memory -> fillDoubles(memory, count, next));
      case FLOAT32 -> made(shape, type, memory -> fillFloats(memory, count, next));
      default ->
          throw new JyroException("filled: the type is " + type + ". Needed: FLOAT32 or FLOAT64.");
    };
  }

  static Tensor arange(long count) {
    long[] values = new long[Math.toIntExact(count)];
    Arrays.setAll(values, i -> i);
    return of(values, Shapes.of(count));
  }

  static Tensor linspace(double first, double last, int count, DataType type) {
    double step = (last - first) / Math.max(1, count - 1);
    int[] i = {0};
    return filled(Shapes.of(count), type, () -> first + step * i[0]++);
  }

  /** The tensor has an owner before it is filled, so that it is freed if the filling fails. */
  private static Tensor made(Shape shape, DataType type, Consumer<ByteBuffer> fill) {
    Tensor made = Blank.of(shape, type);
    if (shape.size() > 0) {
      fill.accept(Memory.window(made));
    }
    return made;
  }

  private static void fillDoubles(ByteBuffer memory, int count, DoubleSupplier next) {
    for (int i = 0; i < count; i++) {
      memory.putDouble(8 * i, next.getAsDouble());
    }
  }

  private static void fillFloats(ByteBuffer memory, int count, DoubleSupplier next) {
    for (int i = 0; i < count; i++) {
      memory.putFloat(4 * i, (float) next.getAsDouble());
    }
  }

  private static void needRoom(int values, Shape shape) {
    if (shape.size() != values) {
      throw new ShapeException(
          "of: %d numbers for the shape %s, which holds %d."
              .formatted(values, shape, shape.size()));
    }
  }

  private static Shape matrix(long... lengths) {
    long columns = lengths.length == 0 ? 0 : lengths[0];
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] != columns) {
        throw new ShapeException(
            "of: row %d has %d numbers and row 0 has %d. Needed: rows of one length."
                .formatted(i, lengths[i], columns));
      }
    }
    return Shapes.of(lengths.length, columns);
  }
}
