package dev.jyro.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/**
 * Stands for a native function that is not there, and throws when it is called.
 *
 * <p>Functions are looked up while classes are initialized. What is thrown there reaches its reader
 * as an {@code ExceptionInInitializerError} without a word, and the next time as a {@code
 * NoClassDefFoundError}; what is thrown by a call reaches him as it is, every time.
 */
final class Refusal {
  private static final MethodHandle GET = get();

  private Refusal() {}

  /** A function of this type that throws a new error at each call. */
  static MethodHandle of(MethodType type, Supplier<NativeLibraryException> error) {
    MethodHandle fresh =
        GET.bindTo(error).asType(MethodType.methodType(NativeLibraryException.class));
    MethodHandle thrown =
        MethodHandles.throwException(type.returnType(), NativeLibraryException.class);
    return MethodHandles.dropArguments(
        MethodHandles.foldArguments(thrown, fresh), 0, type.parameterList());
  }

  private static MethodHandle get() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Supplier.class, "get", MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Every Java has suppliers.", e);
    }
  }
}
