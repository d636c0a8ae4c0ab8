package dev.jyro.examples.betavae;

import dev.jyro.examples.data.Mnist;
import dev.jyro.examples.stage.Stage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The walk-through: one training, its losses, and pictures of what it learnt. */
final class Experiment {
  private Experiment() {}

  /** Trains, measures and draws. */
  static Result run(Config config, Mnist digits, Stage stage) {
    Data data = Data.of(digits);
    Training training = new Training("", config, data.all(), stage);
    stage.timed(
        "training", () -> training.run((step, losses) -> tell(step, losses, config, stage)));
    new Gallery(training, stage).draw(config, data.test());
    return new Result(training.steps(), data.withoutCode(), training.fit(data.test()));
  }

  private static void tell(int step, Losses losses, Config config, Stage stage) {
    double total = losses.total(config.beta());
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("step", step);
    numbers.put(Training.TOTAL, total);
    numbers.put(Training.RECONSTRUCTION, losses.reconstruction());
    numbers.put(Training.KL, losses.kl());
    String line =
        String.format(
            Locale.ROOT,
            "step %5d   total %.4f   reconstruction %.4f   KL %.4f",
            step,
            total,
            losses.reconstruction(),
            losses.kl());
    stage.tell(line, numbers);
  }
}
