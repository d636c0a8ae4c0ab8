package dev.jyro.inference.svi;

import dev.jyro.Endurance;
import dev.jyro.hostile.SmallJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Endurance.TAG)
final class HostileCheckpointsSoakTest {
  @TempDir private Path folder;

  @Test
  void areReadOrRefusedInASmallHeap() throws Exception {
    SmallJvm.siege(HostileCheckpoints.class, folder, Endurance.of(200, 20_000));
  }
}
