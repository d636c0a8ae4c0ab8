package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.Watch;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tensors of 25 KiB outside scopes in a tight loop, in a process of its own with a Java heap so
 * large that it hardly ever fills: nobody but Jyro asks for a collection.
 *
 * <p>Beside the heap the process may take the budget of 256 MiB, once more while the cleaner is at
 * work, and 250 MB for the JVM and Torch.
 */
@Tag(Endurance.TAG)
final class UnscopedSoakTest {
  private static final long MIB = 1 << 20;
  private static final int HEAP = 1024;
  private static final long MOST = (HEAP + 2 * 256) * MIB + 250_000_000;

  @Test
  void theProcessStaysSmall() throws IOException, InterruptedException {
    int tensors = Endurance.of(100_000, 10_000_000);
    Watch all = Watch.of(Loose.class, HEAP, tensors);
    Endurance.figure(
        "memory of tensors outside scopes",
        "%,d of 25 KiB, heap %d MiB".formatted(tensors, HEAP),
        "at most %d MB resident, %,d tensors live"
            .formatted(all.largest() / 1_000_000, all.mostTensors()));
    assertThat(all.largest()).isLessThan(MOST);
  }
}
