package dev.jyro.inference.svi;

import dev.jyro.inference.data.Batches;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.tensor.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains and saves after each step, until it is killed; goes on where the folder says that it
 * stood. It prints the number of each step when its checkpoint is complete.
 */
public final class KilledSaver {
  private KilledSaver() {}

  public static void main(String... arguments) {
    Torch.setThreads(1);
    Path folder = Path.of(arguments[0]);
    SVI<List<Tensor>> svi = untrained();
    if (Files.exists(folder.resolve("params.safetensors"))) {
      svi.load(folder);
    }
    Batches<List<Tensor>> batches = Regression.batches();
    while (true) {
      step(svi, batches);
      svi.save(folder);
      System.out.println(svi.steps());
    }
  }

  static SVI<List<Tensor>> untrained() {
    return Regression.svi("Adam", TraceELBO.create(), SVI.Options.defaults());
  }

  static void step(SVI<List<Tensor>> svi, Batches<List<Tensor>> batches) {
    try (TensorScope scope = TensorScope.open()) {
      svi.step(batches.at(svi.steps()));
    }
  }
}
