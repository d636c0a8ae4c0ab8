package dev.jyro.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The door to libtorch: starts DJL's engine once and hands out its native functions.
 *
 * <p>DJL's own {@code NDArray} adds about 0.25 µs and 450 bytes of Java garbage to an operation
 * that costs 0.8 µs (a name, a lock and a map entry in its manager). The functions below it take
 * and give plain addresses; they are reached through a private lookup, which DJL as an automatic
 * module or on the class path allows. See docs/decisions/0001-raw-handles.md.
 *
 * <p>Where Torch cannot be started, or DJL is of a version that lacks a function, whatever needs it
 * throws a {@link NativeLibraryException}, each time.
 */
final class Native {
  private static final Either<Throwable, Library> LIBRARY = started();

  private Native() {}

  /**
   * Starts the engine if it is not started yet.
   *
   * @throws NativeLibraryException if it cannot be started
   */
  static void start() {
    LIBRARY.swap().forEach(Native::refuse);
  }

  /** The native function of this name, its receiver bound. */
  static MethodHandle function(String name, Class<?> result, Class<?>... arguments) {
    return function(name, MethodType.methodType(result, arguments));
  }

  /** The native function of this name and type, its receiver bound. */
  static MethodHandle function(String name, MethodType type) {
    return LIBRARY.fold(
        cause -> Refusal.of(type, () -> refusal(cause)), library -> library.function(name, type));
  }

  /** Loads a TorchScript archive and gives the module's address. */
  static long loadModule(InputStream archive) throws IOException {
    return JniUtils.loadModuleHandle(archive, Device.cpu(), false, false);
  }

  /** DJL throws errors, too, where a library is missing. */
  private static Either<Throwable, Library> started() {
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
    Spinning.limit();
    try {
      Engine.getEngine("PyTorch");
      return Either.right(Library.found());
    } catch (Exception | LinkageError | AssertionError e) {
      return Either.left(e);
    }
  }

  private static void refuse(Throwable cause) {
    throw refusal(cause);
  }

  private static NativeLibraryException refusal(Throwable cause) {
    return new NativeLibraryException(Artifacts.onTheClassPath().advice(cause), cause);
  }
}
