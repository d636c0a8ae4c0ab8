package dev.jyro.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import dev.jyro.JyroException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The door to libtorch: starts DJL's engine once and hands out its native functions.
 *
 * <p>DJL's own {@code NDArray} adds about 0.25 µs and 450 bytes of Java garbage to an operation
 * that costs 0.8 µs (a name, a lock and a map entry in its manager). The functions below it take
 * and give plain addresses; they are reached through a private lookup, which DJL as an automatic
 * module or on the class path allows. A DJL of another version that lacks one of them is refused at
 * start-up by name. See docs/decisions/0001-raw-handles.md.
 */
final class Native {
  private static final MethodHandles.Lookup LOOKUP;
  private static final Object LIBRARY;

  static {
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
    Spinning.limit();
    startEngine();
    try {
      Class<?> library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
      LOOKUP = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
      LIBRARY = LOOKUP.findStaticVarHandle(library, "LIB", library).get();
    } catch (ReflectiveOperationException e) {
      throw new JyroException(wrongVersion("class PyTorchLibrary"), e);
    }
  }

  private Native() {}

  /** Starts the engine if it is not started yet. */
  static void start() {
    // the static initializer has done it
  }

  /** The native function of this name, its receiver bound. */
  static MethodHandle function(String name, Class<?> result, Class<?>... arguments) {
    return function(name, MethodType.methodType(result, arguments));
  }

  /** The native function of this name and type, its receiver bound. */
  static MethodHandle function(String name, MethodType type) {
    try {
      return LOOKUP.findVirtual(LIBRARY.getClass(), name, type).bindTo(LIBRARY);
    } catch (ReflectiveOperationException e) {
      throw new JyroException(wrongVersion("function " + name), e);
    }
  }

  /** Loads a TorchScript archive and gives the module's address. */
  static long loadModule(InputStream archive) throws IOException {
    return JniUtils.loadModuleHandle(archive, Device.cpu(), false, false);
  }

  private static void startEngine() {
    try {
      Engine.getEngine("PyTorch");
    } catch (EngineException | UnsatisfiedLinkError | IllegalStateException e) {
      throw new JyroException(
          "Torch's native library could not be started: "
              + e.getMessage()
              + "\nNeeded on the class path: ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the"
              + " classifier of your platform (linux-x86_64, linux-aarch64, osx-aarch64 or"
              + " win-x86_64) and ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1. Add both to your POM"
              + " with scope runtime; for CUDA take pytorch-native-cu128 in place of the first.",
          e);
    }
  }

  private static String wrongVersion(String missing) {
    return "This version of DJL has no "
        + missing
        + ". Needed: ai.djl:api and ai.djl.pytorch:pytorch-engine 0.35.1. Look in `mvn"
        + " dependency:tree` for what brings another version, and manage it to 0.35.1.";
  }
}
