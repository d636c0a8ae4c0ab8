package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.tracker.Tracker;
import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.AdamW;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A parameter that every step asks for and not every step uses: once a gradient has arrived at it,
 * the optimizer moves it on by what it remembers.
 */
final class UnusedParameterTest {
  /** What a batch does with the second parameter. */
  private enum Use {
    NONE,
    SOME,
    /** Some, and the first has an infinite gradient. */
    FAILING
  }

  @TempDir private Path folder;

  private static final Model<Use> MODEL =
      use -> {
        Tensor z = sample("z", Normal.standard());
        observe("x", Normal.of(z, 1), Tensor.scalar(0.5));
      };

  private static final Model<Use> GUIDE =
      use -> {
        Tensor first = param("first", 0.25);
        Tensor second = param("second", 0.5);
        Tensor far = use == Use.FAILING ? first.sub(0.25).abs().sqrt() : first;
        sample("z", Normal.of(use == Use.NONE ? far : far.add(second), 1));
      };

  private static SVI<Use> svi(Optimizer optimizer) {
    return SVI.of(MODEL, GUIDE, optimizer, TraceELBO.create());
  }

  private static SVI<Use> taken(SVI<Use> svi, Use... steps) {
    Arrays.stream(steps).forEach(svi::step);
    return svi;
  }

  private static double[] numbers(SVI<Use> svi) {
    return new double[] {svi.params().get("first").item(), svi.params().get("second").item()};
  }

  @Test
  void aTrainingThatIsResumedMovesItOn() {
    SVI<Use> svi = taken(svi(Adam.withLearningRate(0.1)), Use.SOME, Use.SOME);
    svi.save(folder);
    SVI<Use> resumed = svi(Adam.withLearningRate(0.1));
    resumed.load(folder);
    double before = resumed.params().get("second").item();
    assertThat(numbers(taken(resumed, Use.NONE, Use.SOME, Use.NONE)))
        .isEqualTo(numbers(taken(svi, Use.NONE, Use.SOME, Use.NONE)));
    assertThat(resumed.params().get("second").item()).isNotEqualTo(before);
  }

  @Test
  void anOptimizerOfDJLsMovesItOnAsOurOwn() {
    Optimizer djl =
        Optimizer.of(
            () ->
                ai.djl.training.optimizer.Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(0.1f))
                    .optMomentum(0.5f)
                    .build());
    Use[] steps = {Use.SOME, Use.NONE, Use.SOME, Use.NONE, Use.NONE};
    assertThat(numbers(taken(svi(djl), steps)))
        .containsExactly(
            numbers(taken(svi(SGD.withLearningRate(0.1).momentum(0.5)), steps)), within(1e-5));
  }

  @Test
  void aTrainingThatIsTakenBackLeavesItAlone() {
    SVI<Use> svi = taken(svi(AdamW.withLearningRate(0.1)), Use.NONE);
    svi.save(folder);
    double[] needed = numbers(taken(svi, Use.NONE));
    taken(svi, Use.SOME).load(folder);
    assertThat(numbers(taken(svi, Use.NONE))).isEqualTo(needed);
  }

  /** A decay of weights moves whatever the optimizer is given. */
  @Test
  void aStepThatFailsDoesNotCountAsUse() {
    SVI<Use> svi = svi(AdamW.withLearningRate(0.1));
    assertThatThrownBy(() -> svi.step(Use.FAILING))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("first");
    assertThat(numbers(taken(svi, Use.NONE, Use.NONE)))
        .isEqualTo(numbers(taken(svi(AdamW.withLearningRate(0.1)), Use.NONE, Use.NONE)));
  }
}
