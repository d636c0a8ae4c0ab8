package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** Copies a tensor's numbers into Java arrays, whatever their type. */
final class Reading {
  private Reading() {}

  static double only(Tensor x) {
    if (x.numel() != 1) {
      throw new ShapeException(
          "item: the shape is %s. Needed: one element. Reduce it first, or use toDoubles()."
              .formatted(x.shape()));
    }
    return x.dataType() == DataType.FLOAT16
        ? widened(x)[0]
        : at(Memory.content(x), x.dataType(), 0);
  }

  static float[] floats(Tensor x) {
    if (x.dataType() == DataType.FLOAT32) {
      float[] values = new float[count(x)];
      Memory.content(x).asFloatBuffer().get(values);
      return values;
    }
    double[] wide = doubles(x);
    float[] values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
    }
    return values;
  }

  static double[] doubles(Tensor x) {
    if (x.dataType() == DataType.FLOAT16) {
      return widened(x);
    }
    double[] values = new double[count(x)];
    ByteBuffer content = Memory.content(x);
    DataType type = x.dataType();
    for (int i = 0; i < values.length; i++) {
      values[i] = at(content, type, i);
    }
    return values;
  }

  static long[] longs(Tensor x) {
    if (x.dataType() == DataType.INT64) {
      long[] values = new long[count(x)];
      Memory.content(x).asLongBuffer().get(values);
      return values;
    }
    double[] wide = doubles(x);
    long[] values = new long[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) wide[i];
    }
    return values;
  }

  static boolean[] booleans(Tensor x) {
    double[] wide = doubles(x);
    boolean[] values = new boolean[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = wide[i] != 0;
    }
    return values;
  }

  static String described(Tensor x) {
    String numbers = x.numel() <= 8 ? " " + Arrays.toString(doubles(x)) : "";
    return "Tensor" + x.shape() + " " + x.dataType().name().toLowerCase(Locale.ROOT) + numbers;
  }

  private static double[] widened(Tensor half) {
    try (TensorScope scope = TensorScope.open()) {
      return doubles(half.to(DataType.FLOAT64));
    }
  }

  private static int count(Tensor x) {
    return Math.toIntExact(x.numel());
  }

  private static double at(ByteBuffer content, DataType type, int i) {
    return switch (type) {
      case FLOAT32 -> content.getFloat(4 * i);
      case FLOAT64 -> content.getDouble(8 * i);
      case INT64 -> content.getLong(8 * i);
      case INT32 -> content.getInt(4 * i);
      case INT8 -> content.get(i);
      case UINT8, BOOLEAN -> content.get(i) & 0xff;
      default -> throw new IllegalArgumentException("cannot read " + type);
    };
  }
}
