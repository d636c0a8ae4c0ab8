package dev.jyro;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Collects garbage beside all tests, from the first to the last, with {@code
 * -Djyro.gc.pause=MILLIS} (the pause between two collections), as {@code mvn -Pgc-stress verify}
 * has it; without, nothing.
 *
 * <p>JUnit finds it by itself (META-INF/services).
 */
public final class UnderStress implements BeforeAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(UnderStress.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    long pauseMillis = Long.getLong("jyro.gc.pause", 0);
    if (pauseMillis > 0) {
      Store whole = context.getRoot().getStore(NAMESPACE);
      whole.getOrComputeIfAbsent("collections", any -> Reported.every(pauseMillis));
    }
  }

  /** Tells at the end how many there were, so that none is noticed. */
  private record Reported(ForcedCollections forced) implements AutoCloseable {
    static Reported every(long pauseMillis) {
      return new Reported(ForcedCollections.every(pauseMillis));
    }

    @Override
    public void close() throws InterruptedException {
      forced.close();
      Endurance.figure("garbage collector", "collections beside the tests", forced.count());
    }
  }
}
