package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.Stream;
import io.vavr.control.Option;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/** The types of number that files of arrays hold, by NumPy's names, and how each is coded. */
enum NumberType {
  F8("f8", DataType.FLOAT64) {
    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (double value : tensor.toDoubles()) {
        out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(value)));
      }
    }
  },

  F4("f4", DataType.FLOAT32) {
    @Override
    void write(Tensor tensor, DataOutputStream out) throws IOException {
      for (float value : tensor.toFloats()) {
        out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
      }
    }
  },

  I8("i8", DataType.INT64) {
    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeLong(Long.reverseBytes(value));
    }
  },

  I4("i4", DataType.INT32) {
    @Override
    void put(long value, DataOutputStream out) throws IOException {
      out.writeInt(Integer.reverseBytes((int) value));
    }
  },

  I1("i1", DataType.INT8),

  U1("u1", DataType.UINT8),

  B1("b1", DataType.BOOLEAN);

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

  /** Reads a tensor. */
  Tensor read(InputStream in, ByteOrder order, Shape shape) throws IOException {
    return Tensor.read(in, order, type, shape);
  }

  /** Writes a tensor row by row, little-endian. */
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
