package dev.jyro.examples.betavae;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.stage.Stage;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/** Draws what several trainings came to. */
final class SweepGallery {
  private static final int SAMPLES = 10;

  /** The length of the codes that samples are shown of. */
  private static final int SHOWN = 10;

  private final Stage stage;
  private final long seed;
  private final List<float[]> samples = new ArrayList<>();

  SweepGallery(Stage stage, long seed) {
    this.stage = stage;
    this.seed = seed;
  }

  /** Draws images from the prior, the same codes for each beta. */
  void collect(Training training, int latent) {
    if (latent == SHOWN) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor codes = Noise.of(seed).normal(Shapes.of(SAMPLES, latent), DataType.FLOAT32);
        samples.add(training.vae().decode(training.params(), codes).toFloats());
      }
    }
  }

  void draw(List<Fit> fits, Images test) {
    stage
        .report()
        .table("All fits, in nats an image", Fit.HEAD, fits.stream().map(Fit::cells).toList());
    stage
        .report()
        .picture(
            "sweep.png",
            "What an image costs by what its code costs: a curve for each length of codes, a point for each beta",
            plot(fits).draw());
    stage
        .report()
        .picture(
            "sweep-samples.png",
            "Random codes of %d numbers decoded, the same in each row: beta %s from row to row"
                .formatted(SHOWN, Sweep.BETAS),
            ImageGrid.of(test.rows(), test.columns()).columns(SAMPLES).draw(joined()));
  }

  private static LinePlot plot(List<Fit> fits) {
    Curve[] curves =
        Sweep.LATENTS.stream().map(latent -> curve(fits, latent)).toArray(Curve[]::new);
    return LinePlot.of(
        "Five betas, four lengths of codes", "rate in nats", "distortion in nats", curves);
  }

  private static Curve curve(List<Fit> fits, int latent) {
    List<Fit> own = fits.stream().filter(fit -> fit.latent() == latent).toList();
    return new Curve(
        latent + " numbers",
        own.stream().map(Fit::rate).toList(),
        own.stream().map(Fit::distortion).toList());
  }

  private float[] joined() {
    float[] all = new float[samples.size() * samples.get(0).length];
    for (int i = 0; i < samples.size(); i++) {
      float[] row = samples.get(i);
      System.arraycopy(row, 0, all, i * row.length, row.length);
    }
    return all;
  }
}
