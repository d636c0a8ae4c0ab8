package dev.jyro.examples.vae;

import dev.jyro.examples.embedding.Embedding;
import dev.jyro.examples.embedding.TSNE;
import dev.jyro.examples.picture.Cloud;
import dev.jyro.examples.picture.Picture;
import dev.jyro.examples.picture.ScatterPlot;
import dev.jyro.examples.stage.Progress;
import dev.jyro.examples.stage.Stage;
import dev.jyro.tensor.Torch;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A map of codes in the plane: images whose codes are alike lie close to each other, coloured by
 * what they show. The labels are for the colours alone; neither the training nor the map knows
 * them.
 *
 * @param places where the images are
 * @param labels what they show
 */
record CodeMap(Embedding places, List<Integer> labels) {
  private static final double PERPLEXITY = 30;
  private static final int ITERATIONS = 1000;

  /** Whether so many images are enough for a map. */
  static boolean isPossible(int images) {
    return images > 3 * PERPLEXITY;
  }

  /**
   * Makes the map, on as many threads as Torch may use.
   *
   * @param codes of shape {@code (n, latent)}, flattened
   * @param latent the numbers of a code
   * @param labels what the n images show
   * @param stage shows how far it is, and may end it
   */
  static CodeMap of(float[] codes, int latent, List<Integer> labels, long seed, Stage stage) {
    ExecutorService workers = Executors.newFixedThreadPool(Torch.threads());
    try {
      stage.progress().start("t-SNE", Progress.Way.begin(ITERATIONS));
      TSNE method = TSNE.of(PERPLEXITY, ITERATIONS, seed).parallel(workers, Torch.threads());
      return new CodeMap(method.embed(codes, latent, i -> goesOn(i, stage)), labels);
    } finally {
      stage.progress().close();
      workers.shutdownNow();
    }
  }

  private static void goesOn(int iteration, Stage stage) {
    stage.progress().step("iteration", iteration);
    stage.throwIfStopped();
  }

  /** The map with a colour for each digit. */
  Picture draw() {
    List<Cloud> clouds = Cloud.byClass(places.x(), places.y(), labels);
    return ScatterPlot.map("Codes of test digits, by t-SNE", clouds).draw();
  }

  /** The share of images whose nearest neighbour on the map shows the same digit. */
  double agreement() {
    double same = 0;
    for (int i = 0; i < labels.size(); i++) {
      same += labels.get(i).equals(labels.get(nearest(i))) ? 1 : 0;
    }
    return same / labels.size();
  }

  private int nearest(int i) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < labels.size(); j++) {
      double distance = squaredDistance(i, j);
      if (j != i && distance < least) {
        least = distance;
        nearest = j;
      }
    }
    return nearest;
  }

  private double squaredDistance(int i, int j) {
    double x = places.x().get(i) - places.x().get(j);
    double y = places.y().get(i) - places.y().get(j);
    return x * x + y * y;
  }
}
