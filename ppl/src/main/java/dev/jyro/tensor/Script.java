package dev.jyro.tensor;

import dev.jyro.JyroException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Calls the op pack: TorchScript functions, loaded once from the resource {@code ops.py}.
 *
 * <p>A TorchScript archive is a zip of four stored entries: the functions' text, a pickled empty
 * module, its (no) constants and the format's version. Ours is made in memory at first use.
 *
 * <p>Arguments travel as boxed values (IValues): {@code Tensor}, {@code Tensor[]}, {@code Double},
 * {@code Long}, {@code Integer}, {@code Boolean}, {@code long[]}, {@code String}. The boxes are
 * freed whatever happens. Torch's graph optimiser is off on every thread that calls: for functions
 * of one to five ops it costs more than it gains.
 */
final class Script {
  private static final MethodHandle RUN =
      Native.function(
          "moduleRunMethod",
          long.class,
          long.class,
          String.class,
          long[].class,
          boolean.class,
          boolean.class);
  private static final MethodHandle FROM_TENSOR =
      Native.function("iValueFromTensor", long.class, long.class);
  private static final MethodHandle FROM_TENSORS =
      Native.function("iValueFromTensorList", long.class, long[].class);
  private static final MethodHandle FROM_DOUBLE =
      Native.function("iValueFromDouble", long.class, double.class);
  private static final MethodHandle FROM_LONG =
      Native.function("iValueFromLong", long.class, long.class);
  private static final MethodHandle FROM_LONGS =
      Native.function("iValueFromLongList", long.class, long[].class);
  private static final MethodHandle FROM_BOOLEAN =
      Native.function("iValueFromBool", long.class, boolean.class);
  private static final MethodHandle FROM_STRING =
      Native.function("iValueFromString", long.class, String.class);
  private static final MethodHandle TO_TENSOR =
      Native.function("iValueToTensor", long.class, long.class);
  private static final MethodHandle TO_TENSORS =
      Native.function("iValueToTensorList", long[].class, long.class);
  private static final MethodHandle TO_LONG =
      Native.function("iValueToLong", long.class, long.class);
  private static final MethodHandle TO_BOOLEAN =
      Native.function("iValueToBool", boolean.class, long.class);
  private static final MethodHandle DELETE =
      Native.function("torchDeleteIValue", void.class, long.class);
  private static final MethodHandle OPTIMIZE =
      Native.function("setGraphExecutorOptimize", void.class, boolean.class);

  private static final long MODULE = load();

  private Script() {}

  /** Runs a function and gives the address of the tensor that it returned. */
  static long tensor(Op op, Object... arguments) {
    long box = call(op, arguments);
    try {
      return (long) TO_TENSOR.invokeExact(box);
    } catch (Throwable e) {
      throw Failures.of(op, e, tensorsAmong(arguments), othersAmong(arguments));
    } finally {
      delete(box);
    }
  }

  /** Runs a function and gives the addresses of the tensors that it returned. */
  static long[] tensors(Op op, Object... arguments) {
    long box = call(op, arguments);
    try {
      return (long[]) TO_TENSORS.invokeExact(box);
    } catch (Throwable e) {
      throw Failures.of(op, e, tensorsAmong(arguments), othersAmong(arguments));
    } finally {
      delete(box);
    }
  }

  /** Runs a function and gives the truth value that it returned. */
  static boolean truth(Op op, Object... arguments) {
    long box = call(op, arguments);
    try {
      return (boolean) TO_BOOLEAN.invokeExact(box);
    } catch (Throwable e) {
      throw Failures.of(op, e, tensorsAmong(arguments), othersAmong(arguments));
    } finally {
      delete(box);
    }
  }

  /** Runs a function and gives the whole number that it returned. */
  static long number(Op op, Object... arguments) {
    long box = call(op, arguments);
    try {
      return (long) TO_LONG.invokeExact(box);
    } catch (Throwable e) {
      throw Failures.of(op, e, tensorsAmong(arguments), othersAmong(arguments));
    } finally {
      delete(box);
    }
  }

  /** Runs a function for its effect. */
  static void run(Op op, Object... arguments) {
    delete(call(op, arguments));
  }

  static List<Tensor> tensorsAmong(Object... arguments) {
    List<Tensor> tensors = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Tensor one) {
        tensors.add(one);
      } else if (argument instanceof Tensor[] many) {
        tensors.addAll(List.of(many));
      }
    }
    return tensors;
  }

  static boolean isAnyTracked(Object... arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Tensor one && one.isTracked()) {
        return true;
      }
      if (argument instanceof Tensor[] many) {
        for (Tensor each : many) {
          if (each.isTracked()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The arguments with each tensor replaced. */
  static Object[] replaced(Object[] arguments, UnaryOperator<Tensor> by) {
    Object[] replaced = arguments.clone();
    for (int i = 0; i < replaced.length; i++) {
      if (replaced[i] instanceof Tensor one) {
        replaced[i] = by.apply(one);
      } else if (replaced[i] instanceof Tensor[] many) {
        replaced[i] = Stream.of(many).map(by).toArray(Tensor[]::new);
      }
    }
    return replaced;
  }

  static List<Object> othersAmong(Object... arguments) {
    List<Object> others = new ArrayList<>();
    for (Object argument : arguments) {
      if (!(argument instanceof Tensor) && !(argument instanceof Tensor[])) {
        others.add(argument);
      }
    }
    return others;
  }

  private static long call(Op op, Object... arguments) {
    long[] boxes = new long[arguments.length];
    try {
      for (int i = 0; i < boxes.length; i++) {
        boxes[i] = box(arguments[i]);
      }
      OPTIMIZE.invokeExact(false);
      return (long) RUN.invokeExact(MODULE, op.function(), boxes, true, false);
    } catch (Throwable e) {
      throw Failures.of(op, e, tensorsAmong(arguments), othersAmong(arguments));
    } finally {
      for (long box : boxes) {
        delete(box);
      }
      Reference.reachabilityFence(arguments);
    }
  }

  private static long box(Object argument) throws Throwable {
    if (argument instanceof Tensor tensor) {
      return (long) FROM_TENSOR.invokeExact(tensor.address());
    }
    if (argument instanceof Double number) {
      return (long) FROM_DOUBLE.invokeExact(number.doubleValue());
    }
    if (argument instanceof Number number) {
      return (long) FROM_LONG.invokeExact(number.longValue());
    }
    if (argument instanceof Boolean flag) {
      return (long) FROM_BOOLEAN.invokeExact(flag.booleanValue());
    }
    if (argument instanceof long[] numbers) {
      return (long) FROM_LONGS.invokeExact(numbers);
    }
    if (argument instanceof Tensor[] tensors) {
      return (long) FROM_TENSORS.invokeExact(Tensor.addresses(tensors));
    }
    return (long) FROM_STRING.invokeExact((String) Objects.requireNonNull(argument, "argument"));
  }

  private static void delete(long box) {
    if (box != 0) {
      try {
        DELETE.invokeExact(box);
      } catch (Throwable e) {
        throw new IllegalStateException("Torch could not free a value", e);
      }
    }
  }

  private static long load() {
    try (InputStream text = Script.class.getResourceAsStream("ops.py")) {
      if (text == null) {
        throw new JyroException(
            "The resource dev/jyro/tensor/ops.py is missing from the class path. It is part of"
                + " jyro-ppl; a shaded jar must keep it.");
      }
      return Native.loadModule(new ByteArrayInputStream(archive(text.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(byte[] functions) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(functions.length + 1024);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "ops/data.pkl", pickledModule());
      store(zip, "ops/code/__torch__.py", functions);
      store(zip, "ops/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      store(zip, "ops/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Pickle, protocol 2: an instance of {@code __torch__.Ops} with the one field that it declares.
   */
  private static byte[] pickledModule() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(
        "c__torch__\nOps\n)\u0081}(X\b\0\0\0training\u0089ub."
            .getBytes(StandardCharsets.ISO_8859_1));
    return pickle.toByteArray();
  }
}
