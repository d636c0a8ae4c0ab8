package dev.jyro.inference.param;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.Stream;
import io.vavr.control.Option;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The types of number that a file can hold, by safetensors' names, and how each is read and
 * written: little-endian, bit for bit.
 */
enum Dtype {
  F64(DataType.FLOAT64, 8) {
    @Override
    Tensor read(DataInputStream in, int count, Shape shape) throws IOException {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = Double.longBitsToDouble(Long.reverseBytes(in.readLong()));
      }
      return Tensor.of(values, shape);
    }

    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (double value : tensor.toDoubles()) {
        out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(value)));
      }
    }
  },

  F32(DataType.FLOAT32, 4) {
    @Override
    Tensor read(DataInputStream in, int count, Shape shape) throws IOException {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = Float.intBitsToFloat(Integer.reverseBytes(in.readInt()));
      }
      return Tensor.of(values, shape);
    }

    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (float value : tensor.toFloats()) {
        out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
      }
    }
  },

  I64(DataType.INT64, 8) {
    @Override
    long next(DataInputStream in) throws IOException {
      return Long.reverseBytes(in.readLong());
    }

    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeLong(Long.reverseBytes(value));
    }
  },

  I32(DataType.INT32, 4) {
    @Override
    long next(DataInputStream in) throws IOException {
      return Integer.reverseBytes(in.readInt());
    }

    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeInt(Integer.reverseBytes((int) value));
    }
  },

  I8(DataType.INT8, 1) {
    @Override
    long next(DataInputStream in) throws IOException {
      return in.readByte();
    }
  },

  U8(DataType.UINT8, 1),

  BOOL(DataType.BOOLEAN, 1) {
    @Override
    long next(DataInputStream in) throws IOException {
      int found = in.readUnsignedByte();
      if (found > 1) {
        throw new IOException("a truth value of " + found + "; needed: 0 or 1");
      }
      return found;
    }
  };

  private final DataType type;
  private final int bytes;

  Dtype(DataType type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** What files call this type of tensor, if they can hold it. */
  static Option<Dtype> of(DataType type) {
    return Stream.of(values()).find(each -> each.type == type);
  }

  /** The type of this name. */
  static Option<Dtype> named(String name) {
    return Stream.of(values()).find(each -> each.name().equals(name));
  }

  /** How many bytes a number takes. */
  int bytes() {
    return bytes;
  }

  /** Reads a tensor; whole numbers go through int64. */
  Tensor read(DataInputStream in, int count, Shape shape) throws IOException {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = next(in);
    }
    return Tensor.of(values, shape).to(type);
  }

  /** Writes a tensor, row by row. */
  void write(Tensor tensor, DataOutputStream out) throws IOException {
    for (long value : tensor.toLongs()) {
      put(value, out);
    }
  }

  /** Reads a whole number. */
  long next(DataInputStream in) throws IOException {
    return in.readUnsignedByte();
  }

  /** Writes a whole number. */
  void put(long value, DataOutputStream out) throws IOException {
    out.writeByte((int) value);
  }
}
