package dev.jyro.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of docs/production.md. */
final class ProductionPageTest {
  private final int before = Torch.threads();

  @AfterEach
  void threadsAreOfTheWholeProcess() {
    Torch.setThreads(before);
  }

  @Test
  void aStartSaysWhetherTorchIsThere() {
    // region production-start
    String version = Torch.version(); // "2.7.1"
    double two = Tensor.scalar(1).add(1).item(); // it computes
    // endregion
    assertThat(version).isEqualTo("2.7.1");
    assertThat(two).isEqualTo(2);
  }

  @Test
  void torchHasNoMoreThreadsThanTheJvmHasProcessors() {
    // region production-threads
    int share = Runtime.getRuntime().availableProcessors();
    Torch.setThreads(Math.min(Torch.threads(), share));
    // endregion
    assertThat(Torch.threads()).isBetween(1, Runtime.getRuntime().availableProcessors());
  }

  @Test
  void djlIsOfflineAndReportsNothing() {
    Torch.version();
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }
}
