package dev.jyro.inference.param;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.Stream;
import io.vavr.control.Option;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * The types of number that a file can hold, by safetensors' names, and how each is read and
 * written: little-endian, bit for bit.
 */
enum Dtype {
  F64(DataType.FLOAT64, 8) {
    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (double value : tensor.toDoubles()) {
        out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(value)));
      }
    }
  },

  F32(DataType.FLOAT32, 4) {
    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (float value : tensor.toFloats()) {
        out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
      }
    }
  },

  I64(DataType.INT64, 8) {
    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeLong(Long.reverseBytes(value));
    }
  },

  I32(DataType.INT32, 4) {
    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeInt(Integer.reverseBytes((int) value));
    }
  },

  I8(DataType.INT8, 1),

  U8(DataType.UINT8, 1),

  BOOL(DataType.BOOLEAN, 1);

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

  /** Reads a tensor. */
  Tensor read(InputStream in, Shape shape) throws IOException {
    return Tensor.read(in, ByteOrder.LITTLE_ENDIAN, type, shape);
  }

  /** Writes a tensor, row by row. */
  void write(Tensor tensor, DataOutputStream out) throws IOException {
    for (long value : tensor.toLongs()) {
      put(value, out);
    }
  }

  /** Writes a whole number. */
  void put(long value, DataOutputStream out) throws IOException {
    out.writeByte((int) value);
  }
}
