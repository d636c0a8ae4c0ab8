package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.ChildJvm;
import dev.jyro.Endurance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints on disks that the kernel says are full, or may only be read. Where the system lends
 * no namespace to mount a disk in, there is nothing to try, and the figures say so; {@link
 * FullDiskSoakTest} imitates a full disk anywhere.
 */
final class MountedDiskTest {
  private static final List<String> NAMESPACE = List.of("unshare", "--map-root-user", "--mount");

  @TempDir private Path folder;

  @Test
  void keepsTheOlderCheckpointWhereNothingCanBeWritten() throws Exception {
    boolean isMountable = isMountable();
    Endurance.figure(
        "mounted disk", "full, and read-only", isMountable ? "tried" : "not to be had");
    if (isMountable) {
      Path disk = Files.createDirectory(folder.resolve("disk"));
      ChildJvm child = ChildJvm.running(MountedDisk.class).behind(NAMESPACE);
      String said = child.run(folder.resolve("said"), disk.toString());
      assertThat(said).endsWith(MountedDisk.DONE + "\n");
    }
  }

  private boolean isMountable() throws InterruptedException {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", folder.toString()));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }
}
