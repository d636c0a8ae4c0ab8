package dev.jyro.inference.svi;

import dev.jyro.hostile.Siege;
import dev.jyro.hostile.SmallJvm;
import dev.jyro.inference.param.HostileParameters;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For a process of its own with a small heap: all attacks on checkpoints, in a folder. */
final class HostileCheckpoints {
  private HostileCheckpoints() {}

  /** Takes the folder and how many files of each kind. */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int files = Integer.parseInt(arguments[1]);
    try (TensorScope scope = TensorScope.open()) {
      HostileParameters parameters = new HostileParameters(made(folder, "parameters"));
      HostileTraining training = new HostileTraining(made(folder, "training"));
      long before = SmallJvm.peak();
      SmallJvm.tell("safetensors", Siege.lay(files, parameters::attackTensors));
      SmallJvm.tell("parameters", Siege.lay(files, parameters::attack));
      SmallJvm.tell("training", Siege.lay(files, training::attack));
      SmallJvm.tell("manifests", Siege.lay(files, training::attackManifest));
      SmallJvm.tell("steps after loads", training.steps());
      SmallJvm.tell("memory", "%d MiB more at most".formatted(SmallJvm.peak() - before));
    }
  }

  private static Path made(Path folder, String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
