package dev.jyro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ForcedCollectionsTest {
  @Test
  void collectWhatIsUnreachable() throws InterruptedException {
    WeakReference<byte[]> lost = new WeakReference<>(new byte[1]);

    try (ForcedCollections forced = ForcedCollections.every(1)) {
      forced.awaitMoreThan(1, Duration.ofMinutes(1));
    }

    assertThat(lost.get()).isNull();
  }

  @Test
  void areMissedWhereThereAreNoMore() throws InterruptedException {
    ForcedCollections over = ForcedCollections.every(1);
    over.close();

    assertThatThrownBy(() -> over.awaitMoreThan(over.count(), Duration.ofMillis(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No garbage collection in PT0.02S");
  }
}
