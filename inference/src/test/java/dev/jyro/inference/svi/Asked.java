package dev.jyro.inference.svi;

import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;

/** What may be asked of a training. */
enum Asked {
  STEP,
  EVALUATION,
  LOSS_BY_SITE,
  SAVE,
  LOAD;

  void of(SVI<Tensor> svi, Path folder) {
    try (TensorScope scope = TensorScope.open()) {
      switch (this) {
        case STEP -> svi.step(Exercise.data());
        case EVALUATION -> svi.evaluateLoss(Exercise.data());
        case LOSS_BY_SITE -> svi.lossBySite(Exercise.data());
        case SAVE -> svi.save(folder);
        case LOAD -> svi.load(folder);
      }
    }
  }
}
