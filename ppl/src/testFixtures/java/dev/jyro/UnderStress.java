package dev.jyro;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Collects garbage beside all tests, from the first to the last, with {@code
 * -Djyro.gc.pause=MILLIS} (the pause between two collections), as {@code mvn -Pgc-stress verify}
 * has it; without, nothing. A test class beside which none was done fails.
 *
 * <p>JUnit finds it by itself (META-INF/services).
 */
public final class UnderStress implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(UnderStress.class);
  private static final String BEFORE = "collections before the class";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isAskedFor(context)) {
      context.getStore(NAMESPACE).put(BEFORE, Whole.COLLECTIONS.count());
    }
  }

  /** A class of few milliseconds is held until one is done. */
  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    if (isAskedFor(context)) {
      Integer before = context.getStore(NAMESPACE).get(BEFORE, Integer.class);
      Whole.COLLECTIONS.awaitMoreThan(Objects.requireNonNull(before), PATIENCE);
    }
  }

  /** Nested classes run beside those of the outermost one. */
  private static boolean isAskedFor(ExtensionContext context) {
    return pauseMillis() > 0 && context.getRequiredTestClass().getEnclosingClass() == null;
  }

  private static long pauseMillis() {
    return Long.getLong("jyro.gc.pause", 0);
  }

  /**
   * The collections of the whole process, which begin when they are first asked for. Surefire may
   * give JUnit one class after the other, so that nothing of JUnit's lives as long.
   */
  private static final class Whole {
    static final ForcedCollections COLLECTIONS = begun();

    private static ForcedCollections begun() {
      ForcedCollections forced = ForcedCollections.every(pauseMillis());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(forced)));
      return forced;
    }

    /** One line for each process. */
    private static void tell(ForcedCollections forced) {
      Endurance.figure("garbage collector", "collections beside the tests", forced.count());
    }
  }
}
