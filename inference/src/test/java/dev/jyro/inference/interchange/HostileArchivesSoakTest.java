package dev.jyro.inference.interchange;

import dev.jyro.Endurance;
import dev.jyro.hostile.SmallJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Endurance.TAG)
final class HostileArchivesSoakTest {
  @TempDir private Path folder;

  @Test
  void areReadOrRefusedInASmallHeap() throws Exception {
    SmallJvm.siege(HostileArchives.class, folder, Endurance.of(100, 20_000));
  }
}
