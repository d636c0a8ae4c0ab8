package dev.jyro.examples.betavae;

import dev.jyro.examples.data.Mnist;
import dev.jyro.examples.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same training with other betas and other lengths of codes. */
final class Sweep {
  /** The weights of the divergence. */
  static final List<Double> BETAS = List.of(0.0, 0.001, 0.01, 0.1, 1.0);

  /** The numbers of a code. */
  static final List<Integer> LATENTS = List.of(2, 5, 10, 20);

  private final Config config;
  private final Data data;
  private final Stage stage;
  private final List<Fit> fits = new ArrayList<>();

  private Sweep(Config config, Data data, Stage stage) {
    this.config = config;
    this.data = data;
    this.stage = stage;
  }

  /** Trains all, measures and draws. */
  static SweepResult run(Config config, Mnist digits, Stage stage) {
    Sweep sweep = new Sweep(config, Data.of(digits), stage);
    SweepGallery gallery = new SweepGallery(stage, config.seed());
    stage.timed("trainings", () -> sweep.all(gallery));
    gallery.draw(sweep.fits, sweep.data.test());
    return new SweepResult(sweep.data.withoutCode(), sweep.fits);
  }

  private List<Fit> all(SweepGallery gallery) {
    for (double beta : BETAS) {
      for (int latent : LATENTS) {
        Training training = training(config.of(beta, latent));
        fits.add(training.fit(data.test()));
        gallery.collect(training, latent);
        tell(fits.get(fits.size() - 1));
      }
    }
    return fits;
  }

  private Training training(Config cell) {
    String name = "beta-%s-latent-%d".formatted(cell.beta(), cell.latent());
    return new Training(name, cell, data.all(), stage).run((step, losses) -> {});
  }

  private void tell(Fit fit) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("fit", fit);
    String line =
        String.format(
            Locale.ROOT,
            "beta %-5s latent %2d   distortion %6.2f   rate %6.2f   ELBO %7.2f   active %2d",
            fit.beta(),
            fit.latent(),
            fit.distortion(),
            fit.rate(),
            fit.elbo(),
            fit.activeUnits());
    stage.tell(line, numbers);
  }
}
