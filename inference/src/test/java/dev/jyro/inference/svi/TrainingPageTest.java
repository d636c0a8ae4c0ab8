package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.training.EarlyStopping;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.LossHistory;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.ProgressLines;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/training.md. */
final class TrainingPageTest {
  private final Tensor inputs = Noise.of(1).normal(Shapes.of(100), DataType.FLOAT32);
  private final Tensor outputs = inputs.mul(2);
  private final Model<List<Tensor>> model = Regression.MODEL;
  private final Model<List<Tensor>> guide = Regression.GUIDE;

  @Test
  void trainsAndResumes(@TempDir Path folder) {
    // region training-batches
    Batches<List<Tensor>> batches =
        Batches.of(List.of(inputs, outputs), 16) // the last of an epoch is shorter
            .shuffled(0)
            .map(rows -> List.of(rows.get(0).mul(0.5), rows.get(1)))
            .ahead(4); // made on a thread, at most four in wait
    // endregion

    // region training-run
    SVI<List<Tensor>> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    LossHistory history = LossHistory.create();
    Ended ended =
        svi.run(
            batches,
            history.and(ProgressLines.every(100, System.out::println)),
            StopWhen.steps(300).or(EarlyStopping.over(50).tolerance(1e-3).patience(3).start()));
    // endregion
    assertThat(history.losses()).hasSize((int) ended.steps());

    // region training-checkpoint
    svi.save(folder);

    SVI<List<Tensor>> resumed =
        SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    resumed.load(folder);
    resumed.run(batches, StopWhen.steps(400)); // from the step, and the batch, where it was
    // endregion
    assertThat(resumed.steps()).isEqualTo(400);

    List<Tensor> rows = List.of(inputs, outputs);
    // region training-by-site
    LossBySite parts = svi.lossBySite(rows);
    System.out.println(parts);
    double likelihood = -parts.of("y");
    // endregion
    assertThat(likelihood).isFinite();

    // region training-freeze
    resumed.params().freeze(name -> name.equals("scale"));
    resumed.run(batches, StopWhen.steps(450));
    resumed.params().thaw();
    // endregion
    assertThat(resumed.steps()).isEqualTo(450);
  }

  @Test
  void goesByHand() {
    Batches<List<Tensor>> batches = Batches.of(List.of(inputs, outputs), 16);
    // region training-by-hand
    SVI<List<Tensor>> svi =
        SVI.of(
            model,
            guide,
            Adam.withLearningRate(0.01),
            TraceELBO.create(),
            SVI.Options.defaults().nonFinite(NonFinite.skip(5)));
    double loss = 0;
    try (Feed<List<Tensor>> feed = batches.epoch(0)) {
      while (feed.hasNext()) {
        try (TensorScope scope = TensorScope.open()) { // frees the batch
          loss += svi.step(feed.next());
        }
      }
    }
    // endregion
    assertThat(loss).isFinite();
  }
}
