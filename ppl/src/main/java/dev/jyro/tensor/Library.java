package dev.jyro.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * DJL's class of native functions, once Torch is started.
 *
 * @param lookup sees its private parts
 * @param receiver the one object of that class
 */
record Library(MethodHandles.Lookup lookup, Object receiver) {
  static Library found() throws ReflectiveOperationException {
    Class<?> library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
    return new Library(lookup, lookup.findStaticVarHandle(library, "LIB", library).get());
  }

  /** The function of this name and type, its receiver bound; one that is missing refuses. */
  MethodHandle function(String name, MethodType type) {
    try {
      return lookup.findVirtual(receiver.getClass(), name, type).bindTo(receiver);
    } catch (ReflectiveOperationException e) {
      return Refusal.of(type, () -> missing(name, e));
    }
  }

  private static NativeLibraryException missing(String name, Throwable cause) {
    Artifacts there = Artifacts.onTheClassPath();
    return new NativeLibraryException(
        "This version of DJL has no function %s. Found: %s. Needed: %s. Fix: %s"
            .formatted(
                name, there.engine().whatIsThere(), there.engine().whatIsNeeded(), there.manage()),
        cause);
  }
}
