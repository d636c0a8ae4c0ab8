package dev.jyro.examples.vae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.Watch;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the training of the autoencoder leaves behind, in a process of its own: no tensor, by the
 * count after each step, and no growth of resident memory, by its slope after half of the steps.
 *
 * <p>The slope must be less than if in each step one tensor leaked, and be it the smallest, {@value
 * #SMALLEST} bytes; in the short form, while the JVM still compiles, the images of a batch, {@value
 * #IMAGES}.
 */
@Tag(Endurance.TAG)
final class VaeMemorySoakTest {
  private static final int SMALLEST = 448;
  private static final int IMAGES = 4 * 128 * 784;
  private static final int HEAP = 160;

  private final int steps = Endurance.of(200, 20 * Epochs.STEPS);
  private final double bound = Endurance.of(IMAGES, SMALLEST);

  @Test
  void trainingLeavesNothing() throws IOException, InterruptedException {
    Watch all = Watch.of(Epochs.class, HEAP, steps);
    Watch late = all.after(steps / 2);
    Endurance.figure(
        "memory of the autoencoder",
        steps + " steps",
        "live tensors %d to %d, at most %d MB resident, growing by %s bytes a step"
            .formatted(
                all.leastTensors(), all.mostTensors(), all.largest() / 1_000_000, late.growth()));
    assertThat(all.leastTensors()).as("live tensors after each step").isEqualTo(all.mostTensors());
    assertThat(late.growth().atMost()).as("bytes a step").isLessThan(bound);
  }
}
