package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.Stream;
import io.vavr.control.Option;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The types of number that files of arrays hold, by NumPy's names, and how each is coded. */
enum NumberType {
  F8("f8", DataType.FLOAT64) {
    @Override
    Tensor read(ByteBuffer bytes, Shape shape) {
      double[] values = new double[count(bytes)];
      bytes.asDoubleBuffer().get(values);
      return Tensor.of(values, shape);
    }

    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (double value : tensor.toDoubles()) {
        out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(value)));
      }
    }
  },

  F4("f4", DataType.FLOAT32) {
    @Override
    Tensor read(ByteBuffer bytes, Shape shape) {
      float[] values = new float[count(bytes)];
      bytes.asFloatBuffer().get(values);
      return Tensor.of(values, shape);
    }

    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (float value : tensor.toFloats()) {
        out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
      }
    }
  },

  I8("i8", DataType.INT64) {
    @Override
    long next(ByteBuffer bytes) {
      return bytes.getLong();
    }

    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeLong(Long.reverseBytes(value));
    }
  },

  I4("i4", DataType.INT32) {
    @Override
    long next(ByteBuffer bytes) {
      return bytes.getInt();
    }

    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeInt(Integer.reverseBytes((int) value));
    }
  },

  I1("i1", DataType.INT8) {
    @Override
    long next(ByteBuffer bytes) {
      return bytes.get();
    }
  },

  U1("u1", DataType.UINT8),

  B1("b1", DataType.BOOLEAN) {
    @Override
    long next(ByteBuffer bytes) throws IOException {
      byte found = bytes.get();
      if (found != 0 && found != 1) {
        throw new IOException("a truth value of %d; needed: 0 or 1".formatted(found));
      }
      return found;
    }
  };

  private final String label;
  private final DataType type;

  NumberType(String label, DataType type) {
    this.label = label;
    this.type = type;
  }

  static Option<NumberType> of(DataType type) {
    return Stream.of(values()).find(each -> each.type == type);
  }

  static Option<NumberType> labelled(String label) {
    return Stream.of(values()).find(each -> each.label.equals(label));
  }

  /** NumPy's name for it, without the order of bytes. */
  String label() {
    return label;
  }

  /** How many bytes a number takes. */
  int bytes() {
    return label.charAt(1) - '0';
  }

  /** Reads a tensor; whole numbers go through int64. */
  Tensor read(ByteBuffer bytes, Shape shape) throws IOException {
    long[] values = new long[count(bytes)];
    for (int i = 0; i < values.length; i++) {
      values[i] = next(bytes);
    }
    return Tensor.of(values, shape).to(type);
  }

  /** Writes a tensor row by row, little-endian. */
  void write(Tensor tensor, DataOutputStream out) throws IOException {
    for (long value : tensor.toLongs()) {
      put(value, out);
    }
  }

  /** Reads a whole number. */
  long next(ByteBuffer bytes) throws IOException {
    return Byte.toUnsignedLong(bytes.get());
  }

  /** Writes a whole number. */
  void put(long value, DataOutputStream out) throws IOException {
    out.writeByte((int) value);
  }

  int count(ByteBuffer bytes) {
    return bytes.remaining() / bytes();
  }
}
