package dev.jyro.examples.data;

import dev.jyro.Endurance;
import dev.jyro.hostile.SmallJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Endurance.TAG)
final class HostileIdxSoakTest {
  @TempDir private Path folder;

  @Test
  void areReadOrRefusedInASmallHeap() throws Exception {
    SmallJvm.siege(HostileIdx.class, folder, Endurance.of(400, 20_000));
  }
}
