package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.inference.param.CheckpointException;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * For a process in a namespace of mounts of its own: saves to a disk that is full, and then to one
 * that may only be read. Prints {@value #DONE} if all is as it should be.
 */
final class MountedDisk {
  static final String DONE = "as it should be";

  /** A file takes whole pages. */
  private static final int PAGE = 4096;

  private static final int FILES = 3;

  private final Path disk;
  private final Path folder;
  private final SVI<List<Tensor>> older = trained(3);
  private final SVI<List<Tensor>> newer = trained(7);

  private MountedDisk(Path disk) {
    this.disk = disk;
    this.folder = disk.resolve("checkpoint");
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (TensorScope scope = TensorScope.open()) {
      new MountedDisk(Path.of(arguments[0])).run();
    }
    System.out.println(DONE);
  }

  private void run() throws IOException, InterruptedException {
    mount("-t", "tmpfs", "-o", "size=" + 2 * FILES * PAGE, "tmpfs", disk.toString());
    older.save(folder);
    for (int room = 0; room < FILES; room++) {
      Path rest = Files.write(disk.resolve("rest"), new byte[(FILES - room) * PAGE]);
      assertRefused("No space left on device");
      assertHolds(older);
      Files.delete(rest);
    }
    newer.save(folder);
    assertHolds(newer);
    endBetweenMoves();
    mount("-o", "remount,ro", disk.toString());
    assertRefused("Read-only file system");
    assertLoads(newer);
  }

  /** The parameters are in place, and the two files that belong to them wait. */
  private void endBetweenMoves() throws IOException {
    for (String name : List.of("training.safetensors", "manifest.json")) {
      Files.move(folder.resolve(name), folder.resolve(name + ".next"));
    }
  }

  private void assertRefused(String cause) {
    assertThatThrownBy(() -> newer.save(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(cause)
        .hasMessageContaining(" Fix: see that its disk has room");
  }

  private void assertHolds(SVI<List<Tensor>> saved) {
    assertThat(folder.toFile().list()).hasSize(FILES).noneMatch(name -> name.endsWith(".next"));
    assertLoads(saved);
  }

  private void assertLoads(SVI<List<Tensor>> saved) {
    SVI<List<Tensor>> loaded = KilledSaver.untrained();
    loaded.load(folder);
    assertThat(loaded.steps()).isEqualTo(saved.steps());
    assertThat(Regression.numbers(loaded)).isEqualTo(Regression.numbers(saved));
  }

  private static SVI<List<Tensor>> trained(int steps) {
    SVI<List<Tensor>> svi = KilledSaver.untrained();
    while (svi.steps() < steps) {
      KilledSaver.step(svi, Regression.batches());
    }
    return svi;
  }

  private static void mount(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
