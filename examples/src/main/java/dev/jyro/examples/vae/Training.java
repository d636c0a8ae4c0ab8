package dev.jyro.examples.vae;

import dev.jyro.examples.Progress;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Trains a {@link Vae}: steps over shuffled batches, and after each epoch the test images. */
final class Training {
  private static final int TEST_BATCH = 1000;

  private final Config config;
  private final Images train;
  private final Images test;
  private final Vae vae;
  private final SVI<Tensor> svi;

  Training(Config config, Images train, Images test) {
    this.config = config;
    this.train = train;
    this.test = test;
    this.vae = new Vae(train.size(), config.hidden(), config.latent());
    this.svi =
        SVI.of(
            vae::model,
            vae::guide,
            Adam.withLearningRate(config.learningRate()),
            TraceELBO.create(),
            SVI.Options.defaults().seed(config.seed()));
  }

  /** What came of it. */
  record Result(List<Epoch> epochs, Vae vae, ParamStore params) {}

  /** Trains until the epochs or the steps are through; each epoch is told when it is over. */
  Result run(Progress progress, Consumer<Epoch> finished) {
    List<Epoch> epochs = new ArrayList<>();
    for (int number = 1; number <= config.epochs() && stepsLeft() > 0; number++) {
      Epoch epoch = epoch(number, progress);
      epochs.add(epoch);
      finished.accept(epoch);
      progress.finish(epoch.line());
    }
    return new Result(epochs, vae, svi.params());
  }

  private Epoch epoch(int number, Progress progress) {
    int steps = Math.min(train.batches(config.batchSize()), stepsLeft());
    long[] order = train.shuffled(Noise.of(config.seed()).at("order").at(number));
    long[] nanos = new long[steps];
    double loss = 0;
    long images = 0;
    progress.start(number, steps);
    for (int i = 0; i < steps; i++) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor batch = train.batch(i, config.batchSize(), order);
        long start = System.nanoTime();
        double stepLoss = svi.step(batch);
        nanos[i] = System.nanoTime() - start;
        loss += stepLoss;
        images += batch.size(0);
        progress.step(stepLoss / batch.size(0));
      }
    }
    double seconds = Arrays.stream(nanos).sum() / 1e9;
    return new Epoch(number, median(nanos) / 1e6, seconds, -loss / images, testElbo());
  }

  private double testElbo() {
    double loss = 0;
    for (int i = 0; i < test.batches(TEST_BATCH); i++) {
      try (TensorScope scope = TensorScope.open()) {
        loss += svi.evaluateLoss(test.batch(i, TEST_BATCH));
      }
    }
    return -loss / test.count();
  }

  private int stepsLeft() {
    return config.steps() == 0 ? Integer.MAX_VALUE : config.steps() - svi.steps();
  }

  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
