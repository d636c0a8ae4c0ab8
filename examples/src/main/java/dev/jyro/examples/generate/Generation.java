package dev.jyro.examples.generate;

import dev.jyro.JyroException;
import dev.jyro.examples.data.ImageSet;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.stage.Progress;
import dev.jyro.examples.stage.Stage;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Generates, scores and draws. */
final class Generation {
  private static final int MOST = 10;

  private final Config config;
  private final Pretrained pretrained;
  private final ImageSet labelled;
  private final Images test;
  private final Stage stage;

  private Generation(Config config, Pretrained pretrained, ImageSet labelled, Stage stage) {
    this.config = config;
    this.pretrained = pretrained;
    this.labelled = labelled;
    this.test = Images.of(labelled);
    this.stage = stage;
  }

  static Result run(Config config, Pretrained pretrained, ImageSet labelled, Stage stage) {
    need(config, pretrained, labelled);
    return new Generation(config, pretrained, labelled, stage).all();
  }

  private Result all() {
    Gallery gallery = new Gallery(config, pretrained, test, stage);
    gallery.generate();
    Scores usual =
        stage.timed("scores of the test images", () -> scores("test images", (x, noise) -> x));
    Map<Oddity, Scores> odd = new EnumMap<>(Oddity.class);
    for (Oddity oddity : Oddity.values()) {
      odd.put(oddity, stage.timed("scores of odd images", () -> scores(name(oddity), oddity::of)));
    }
    Result result = result(usual, odd);
    gallery.judge(result, usual, odd);
    return result;
  }

  private Scores scores(String what, BiFunction<Tensor, Noise, Tensor> change) {
    Tensor images = config.limit() == 0 ? test.pixels() : test.first(config.limit());
    long batches = (images.size(0) + Critic.BATCH - 1) / Critic.BATCH;
    stage.progress().start(what, Progress.Way.begin(batches));
    Critic critic = new Critic(pretrained, config.draws(), config.seed());
    return critic.of(images, change, this::scored);
  }

  private void scored(Scores sofar) {
    stage.throwIfStopped();
    stage.progress().step("error", sofar.meanError());
  }

  private Result result(Scores usual, Map<Oddity, Scores> odd) {
    Map<String, Result.Areas> areas = new LinkedHashMap<>();
    odd.forEach((oddity, scores) -> areas.put(name(oddity), areas(usual, scores)));
    return new Result(
        usual.error().size(), usual.meanError(), usual.meanElbo(), mostAnomalous(usual), areas);
  }

  private static Result.Areas areas(Scores usual, Scores odd) {
    return new Result.Areas(
        Roc.of(usual.error(), odd.error()).area(), Roc.of(usual.loss(), odd.loss()).area());
  }

  private List<Result.Anomaly> mostAnomalous(Scores usual) {
    return IntStream.range(0, usual.error().size())
        .boxed()
        .sorted(Comparator.comparing(usual.error()::get).reversed())
        .limit(MOST)
        .map(
            i ->
                new Result.Anomaly(
                    i, labelled.label(i), usual.error().get(i), -usual.loss().get(i)))
        .toList();
  }

  static String name(Oddity oddity) {
    return oddity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void need(Config config, Pretrained pretrained, ImageSet images) {
    int size = images.rows() * images.columns();
    if (size != pretrained.vae().pixels()) {
      throw new JyroException(
          """
          The autoencoder was trained on images of another size.
            found   images of %d pixels
            needed  %d pixels, as in the checkpoint
          Fix: give --data the folder that vae was trained with."""
              .formatted(size, pretrained.vae().pixels()));
    }
    for (int image : new int[] {config.image(), config.first(), config.second()}) {
      needImage(image, images.count());
    }
  }

  private static void needImage(int image, int count) {
    if (image < 0 || image >= count) {
      throw new JyroException(
          """
          There is no test image of this number.
            found   %d
            needed  0 to %d
          Fix: give --image and --between-images numbers in that range."""
              .formatted(image, count - 1));
    }
  }
}
