package dev.jyro.tensor;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Torch's memory: made, filled from Java, read into Java, freed. */
final class Memory {
  private static final int[] CPU = {0, -1};
  private static final MethodHandle EMPTY =
      Native.function(
          "torchEmpty", long.class, long[].class, int.class, int.class, int[].class, boolean.class);
  private static final MethodHandle FULL =
      Native.function(
          "torchFull",
          long.class,
          long[].class,
          double.class,
          int.class,
          int.class,
          int[].class,
          boolean.class);
  private static final MethodHandle EYE =
      Native.function(
          "torchEye",
          long.class,
          int.class,
          int.class,
          int.class,
          int.class,
          int[].class,
          boolean.class);
  private static final MethodHandle CLONE = Native.function("tensorClone", long.class, long.class);
  private static final MethodHandle CONTIGUOUS =
      Native.function("torchToContiguous", long.class, long.class);
  private static final MethodHandle BUFFER =
      Native.function("torchDirectByteBuffer", ByteBuffer.class, long.class);
  private static final MethodHandle BYTES =
      Native.function("torchDataPtr", byte[].class, long.class);
  private static final MethodHandle SIZES = Native.function("torchSizes", long[].class, long.class);
  private static final MethodHandle TYPE = Native.function("torchDType", int.class, long.class);
  private static final MethodHandle DEVICE =
      Native.function("torchDevice", int[].class, long.class);
  private static final MethodHandle DELETE =
      Native.function("torchDeleteTensor", void.class, long.class);

  private Memory() {}

  static long full(long[] sizes, double value, DataType type) {
    try {
      double rounded = Constants.rounded(value, type);
      return (long) FULL.invokeExact(sizes, rounded, code(type), 0, CPU, false);
    } catch (Throwable e) {
      throw Failures.of("full", e);
    }
  }

  static long eye(int size, DataType type) {
    try {
      return (long) EYE.invokeExact(size, size, code(type), 0, CPU, false);
    } catch (Throwable e) {
      throw Failures.of("eye", e);
    }
  }

  static long clone(Tensor x) {
    try {
      return (long) CLONE.invokeExact(x.address());
    } catch (Throwable e) {
      throw Failures.of("clone", e);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  /** The same numbers laid out row by row: a copy if they are not so already. */
  static long contiguous(Tensor x) {
    try {
      return (long) CONTIGUOUS.invokeExact(x.address());
    } catch (Throwable e) {
      throw Failures.of("contiguous", e);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  /** A copy laid out row by row, as Torch's fused updates take for granted. */
  static long rows(Tensor x) {
    try (TensorScope scope = TensorScope.open()) {
      return clone(TensorScope.current().adopt(contiguous(x)));
    }
  }

  /** Uninitialised memory of Torch's own. */
  static long empty(long[] sizes, DataType type) {
    try {
      return (long) EMPTY.invokeExact(sizes, code(type), 0, CPU, false);
    } catch (Throwable e) {
      throw Failures.of("empty", e);
    }
  }

  /** A window on a contiguous CPU tensor's memory; use it before the tensor is freed. */
  static ByteBuffer window(Tensor x) {
    try {
      ByteBuffer buffer = (ByteBuffer) BUFFER.invokeExact(x.address());
      return buffer.order(ByteOrder.nativeOrder());
    } catch (Throwable e) {
      throw Failures.of("read memory", e);
    }
  }

  /** A copy of the content, row by row. */
  static ByteBuffer content(Tensor x) {
    TensorScope.current().tellOfReading(x);
    try {
      byte[] bytes = (byte[]) BYTES.invokeExact(x.address());
      return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    } catch (Throwable e) {
      throw Failures.of("read", e);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  static Shape shape(Tensor x) {
    try {
      return Shapes.of((long[]) SIZES.invokeExact(x.address()));
    } catch (Throwable e) {
      throw Failures.of("shape", e);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  static DataType type(Tensor x) {
    try {
      return type((int) TYPE.invokeExact(x.address()));
    } catch (Throwable e) {
      throw Failures.of("dataType", e);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  static Device device(Tensor x) {
    int[] place = place(x);
    return place[0] == 0 ? Device.cpu() : Device.of(place[0] == 1 ? "gpu" : "mps", place[1]);
  }

  /** Torch's kind of device and its number. */
  static int[] place(Tensor x) {
    try {
      return (int[]) DEVICE.invokeExact(x.address());
    } catch (Throwable e) {
      throw Failures.of("device", e);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  static void delete(long address) {
    try {
      DELETE.invokeExact(address);
    } catch (Throwable e) {
      throw Failures.of("free", e);
    }
  }

  static int code(DataType type) {
    return switch (type) {
      case FLOAT32 -> 0;
      case FLOAT64 -> 1;
      case FLOAT16 -> 2;
      case UINT8 -> 3;
      case INT32 -> 4;
      case INT8 -> 5;
      case INT64 -> 6;
      case BOOLEAN -> 7;
      default ->
          throw new JyroException(
              "Tensors of type "
                  + type
                  + " are not supported. Use FLOAT32, FLOAT64, INT64 or BOOLEAN.");
    };
  }

  private static DataType type(int code) {
    return switch (code) {
      case 0 -> DataType.FLOAT32;
      case 1 -> DataType.FLOAT64;
      case 2 -> DataType.FLOAT16;
      case 3 -> DataType.UINT8;
      case 4 -> DataType.INT32;
      case 5 -> DataType.INT8;
      case 6 -> DataType.INT64;
      case 7 -> DataType.BOOLEAN;
      default -> throw new JyroException("Torch gave a tensor of an unknown type, code " + code);
    };
  }
}
