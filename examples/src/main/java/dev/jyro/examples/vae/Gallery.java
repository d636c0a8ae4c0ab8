package dev.jyro.examples.vae;

import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes what a training came to into a folder. */
final class Gallery {
  private static final int SAMPLES = 100;
  private static final int PAIRS = 30;

  private final OutputFolder folder;

  Gallery(OutputFolder folder) {
    this.folder = folder;
  }

  void write(Training.Result result, Images test, long seed) {
    result.params().save(folder.file("parameters"));
    try (TensorScope scope = TensorScope.open()) {
      Gradients.paused(
          () -> {
            reconstructions(result, test);
            samples(result, test, seed);
            return true;
          });
    }
    elbo(result.epochs());
  }

  private void reconstructions(Training.Result result, Images test) {
    Tensor images = test.batch(0, Math.min(PAIRS, test.count()));
    Tensor again = result.vae().reconstruct(result.params(), images);
    ImageGrid.of(test.rows(), test.columns())
        .drawPairs(images.toFloats(), again.toFloats())
        .writeTo(folder.file("reconstructions.png"));
  }

  private void samples(Training.Result result, Images test, long seed) {
    Tensor likeThese = Tensor.zeros(SAMPLES, test.size());
    Tensor imagined = result.vae().imagine(result.params(), likeThese, seed);
    ImageGrid.of(test.rows(), test.columns())
        .draw(imagined.toFloats())
        .writeTo(folder.file("samples.png"));
  }

  private void elbo(List<Epoch> epochs) {
    LinePlot.of(
            "Variational autoencoder on MNIST",
            "epoch",
            "ELBO in nats an image",
            curve("training images", epochs, Epoch::trainElbo),
            curve("test images", epochs, Epoch::testElbo))
        .draw()
        .writeTo(folder.file("elbo.png"));
  }

  private static Curve curve(String name, List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
    return Curve.byEpoch(name, epochs.stream().mapToDouble(value).boxed().toList());
  }
}
