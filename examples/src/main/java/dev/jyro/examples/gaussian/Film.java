package dev.jyro.examples.gaussian;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.picture.Caption;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.Picture;
import dev.jyro.examples.picture.Sheet;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same sixteen codes, decoded again and again while the decoder learns; the folder {@code
 * samples} has a picture for each time.
 */
final class Film {
  private static final int SIDE = 4;
  private static final int COLUMNS = 4;
  private static final int WORDS = 16;

  private final GaussianVae vae;
  private final ParamStore params;
  private final ImageGrid grid;
  private final OutputFolder folder;
  private final Config config;

  Film(GaussianVae vae, ParamStore params, Images like, Config config, OutputFolder results) {
    this.vae = vae;
    this.params = params;
    this.config = config;
    this.grid = ImageGrid.of(like.rows(), like.columns()).columns(SIDE);
    this.folder = OutputFolder.open(results.file("samples"));
  }

  /** Takes a picture if it is time for one: the first step, each so many, and the last. */
  void atStep(long step, long last) {
    if (step == 1 || step == last || step % config.every() == 0) {
      samples().writeTo(file(step));
    }
  }

  /** Sixteen samples, as the decoder has them now. */
  Picture samples() {
    try (TensorScope scope = TensorScope.open()) {
      var pixels = vae.imagine(params, SIDE * SIDE, config.seed());
      return grid.draw(pixels.sample().distribution().mean().toFloats());
    }
  }

  /** Some of the pictures side by side: from each to the next the steps double. */
  Picture progress(long last) {
    List<Picture> frames = new ArrayList<>();
    for (long step : milestones(last)) {
      if (Files.exists(file(step))) {
        frames.add(new Caption(WORDS).under(Picture.read(file(step)), "step " + step));
      }
    }
    return new Sheet(COLUMNS, 1).draw(frames);
  }

  private Set<Long> milestones(long last) {
    Set<Long> steps = new TreeSet<>(List.of(1L, last));
    for (long step = config.every(); step < last; step *= 2) {
      steps.add(step);
    }
    return steps;
  }

  private Path file(long step) {
    return folder.file(String.format(Locale.ROOT, "step-%07d.png", step));
  }
}
