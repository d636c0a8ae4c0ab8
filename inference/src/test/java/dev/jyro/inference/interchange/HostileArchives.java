package dev.jyro.inference.interchange;

import dev.jyro.hostile.Siege;
import dev.jyro.hostile.SmallJvm;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For a process of its own with a small heap: all attacks on archives, in a folder. */
final class HostileArchives {
  private HostileArchives() {}

  /** Takes the folder and how many files of each kind. */
  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int files = Integer.parseInt(arguments[1]);
    Again again = new Again(folder);
    HostileNpz npz = new HostileNpz(folder, again);
    HostileZarr zarr = new HostileZarr(folder, again);
    try (TensorScope scope = TensorScope.open()) {
      long before = SmallJvm.peak();
      SmallJvm.tell("bombs", "%d, all refused".formatted(new Bombs(folder).refused()));
      SmallJvm.tell("npz", Siege.lay(files, npz::attack));
      SmallJvm.tell("zarr", Siege.lay(files, zarr::attack));
      SmallJvm.tell("results of both", again);
      SmallJvm.tell("memory", "%d MiB more at most".formatted(SmallJvm.peak() - before));
    }
  }
}
