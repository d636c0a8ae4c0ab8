package dev.jyro;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import ai.djl.pytorch.jni.JniUtils;
import dev.jyro.ppl.Interpreter;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.TensorScope;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives each test a {@link TensorScope} of its own and fails the test that leaves something behind:
 * a scope, a tensor outside all scopes, a handler, or the recording of gradients switched.
 *
 * <p>JUnit finds it by itself (META-INF/services), so no test can forget it. What a test holds in
 * its fields may stay till its end; what static fields hold is a leak. {@link OutsideScopes} asks
 * for no scope. A test that failed anyway is not blamed twice.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(NoLeaks.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int LOOKS = 20;

  @Override
  public void beforeEach(ExtensionContext context) {
    Left before = Left.now();
    TensorScope scope = isOutsideScopes(context) ? null : TensorScope.open();
    context.getStore(NAMESPACE).put("around", new Around(before, scope));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Around around = context.getStore(NAMESPACE).remove("around", Around.class);
    if (around == null) {
      return;
    }
    List<String> leaks = around.close();
    if (context.getExecutionException().isPresent()) {
      return;
    }
    if (TensorScope.unscoped() > around.before.unscoped) {
      forgetFields(context);
      awaitCleaner(around.before.unscoped);
    }
    Left after = Left.now();
    leaks.addAll(after.beyond(around.before));
    if (!leaks.isEmpty()) {
      throw new AssertionError("The test leaks: " + String.join("; ", leaks) + ".");
    }
  }

  private static boolean isOutsideScopes(ExtensionContext context) {
    return isAnnotated(context.getElement(), OutsideScopes.class)
        || context.getRequiredTestInstances().getAllInstances().stream()
            .anyMatch(instance -> isAnnotated(instance.getClass(), OutsideScopes.class));
  }

  /** The instance is thrown away next, but JUnit holds it still. */
  private static void forgetFields(ExtensionContext context) {
    if (context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD) {
      context.getRequiredTestInstances().getAllInstances().forEach(NoLeaks::forgetFields);
    }
  }

  private static void forgetFields(Object instance) {
    for (Class<?> type = instance.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !field.getType().isPrimitive()
            && type.getName().startsWith("dev.jyro.")
            && !field.isSynthetic()) {
          forget(instance, field);
        }
      }
    }
  }

  private static void forget(Object instance, Field field) {
    try {
      field.setAccessible(true);
      field.set(instance, null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot clear " + field, e);
    }
  }

  private static void awaitCleaner(long target) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    do {
      System.gc();
    } while (!isCleaned(target) && System.nanoTime() < deadline);
  }

  /** Looks every millisecond: the cleaner seldom needs more, and most tests come this way. */
  private static boolean isCleaned(long target) {
    for (int i = 0; i < LOOKS && TensorScope.unscoped() > target; i++) {
      pause();
    }
    return TensorScope.unscoped() <= target;
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was before a test, and the scope that was opened for it. */
  private record Around(Left before, @Nullable TensorScope scope) {
    List<String> close() {
      List<String> leaks = new ArrayList<>();
      try {
        if (scope != null) {
          scope.close();
        }
      } catch (IllegalStateException e) {
        leaks.add("its own scope could not be closed");
      }
      return leaks;
    }
  }

  /** What a test could leave behind, counted. */
  private record Left(int scopes, int handlers, boolean recording, long unscoped) {
    static Left now() {
      int scopes = TensorScope.depth(); // first: it starts the engine
      boolean recording = Gradients.isRecording() || JniUtils.isGradMode();
      return new Left(scopes, Interpreter.depth(), recording, TensorScope.unscoped());
    }

    List<String> beyond(Left before) {
      List<String> leaks = new ArrayList<>();
      if (scopes != before.scopes) {
        leaks.add("%d scopes are open, %d were before".formatted(scopes, before.scopes));
      }
      if (handlers != before.handlers) {
        leaks.add(
            "%d handlers are on the stack, %d were before".formatted(handlers, before.handlers));
      }
      if (recording != before.recording) {
        leaks.add("gradient recording was " + word(before.recording) + ", is " + word(recording));
      }
      if (unscoped > before.unscoped) {
        leaks.add(
            "%d tensors outside all scopes are still reachable, %d were before"
                .formatted(unscoped, before.unscoped));
      }
      return leaks;
    }

    private static String word(boolean on) {
      return on ? "on" : "off";
    }
  }
}
