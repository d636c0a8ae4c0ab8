package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.Epoch;
import dev.jyro.inference.training.LossHistory;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.Step;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTest {
  private static SVI<List<Tensor>> svi() {
    return Regression.svi("Adam", TraceELBO.create(), SVI.Options.defaults());
  }

  @Nested
  final class ARun {
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void takesTheStepsThatALoopByHandTakes(int ahead) {
      SVI<List<Tensor>> byHand = svi();
      Batches<List<Tensor>> batches = Regression.batches();
      double[] losses = new double[15];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = byHand.step(batches.at(i));
      }
      SVI<List<Tensor>> svi = svi();
      LossHistory history = LossHistory.create();
      Ended ended = svi.run(batches.ahead(ahead), history, StopWhen.steps(15));
      assertThat(history.losses()).containsExactly(losses);
      assertThat(Regression.numbers(svi)).isEqualTo(Regression.numbers(byHand));
      assertThat(ended).isEqualTo(new Ended(Ended.Cause.REACHED, 15, 0));
    }

    @Test
    void goesOnWithTheDataWhereItWas() {
      SVI<List<Tensor>> whole = svi();
      whole.run(Regression.batches(), StopWhen.steps(20));
      SVI<List<Tensor>> parts = svi();
      for (int end : new int[] {1, 6, 6, 13, 20}) {
        parts.run(Regression.batches().ahead(2), StopWhen.steps(end));
        assertThat(parts.steps()).isEqualTo(end);
      }
      assertThat(Regression.numbers(parts)).isEqualTo(Regression.numbers(whole));
    }

    /** 22 rows in batches of 4: six to an epoch. */
    @Test
    void tellsOfStepsAndEpochs() {
      List<Step> steps = new ArrayList<>();
      LossHistory history = LossHistory.create();
      TrainingListener both = history.and(steps::add);
      svi().run(Regression.batches(), both, StopWhen.steps(13));
      assertThat(steps).extracting(Step::number).startsWith(1L, 2L).endsWith(13L).hasSize(13);
      assertThat(steps).extracting(Step::epoch).startsWith(0L).contains(1L).endsWith(2L);
      assertThat(steps).allMatch(step -> !step.isSkipped() && step.nanos() > 0);
      assertThat(history.epochs()).extracting(Epoch::number).containsExactly(0L, 1L);
      double mean = DoubleStream.of(history.losses()).limit(6).average().orElseThrow();
      assertThat(history.epochs().get(0).meanLoss()).isEqualTo(mean, within(1e-12));
      assertThat(history.epochs().get(0).steps()).isEqualTo(6);
    }

    @Test
    void freesEachBatch() {
      List<Tensor> seen = new ArrayList<>();
      Batches<List<Tensor>> batches =
          Regression.batches()
              .map(
                  rows -> {
                    seen.addAll(rows);
                    return rows;
                  })
              .ahead(2);
      svi().run(batches, StopWhen.steps(10));
      assertThat(seen).hasSizeGreaterThanOrEqualTo(20).allMatch(Tensor::isFreed);
    }

    @Test
    void endsWithWhatTheListenerThrows() {
      SVI<List<Tensor>> svi = svi();
      TrainingListener failing =
          step -> {
            throw new IllegalStateException("enough");
          };
      assertThatThrownBy(() -> svi.run(Regression.batches().ahead(2), failing, StopWhen.steps(9)))
          .hasMessage("enough");
      assertThat(svi.steps()).isEqualTo(1);
      svi.run(Regression.batches(), StopWhen.steps(3));
      assertThat(svi.steps()).isEqualTo(3);
    }
  }

  @Nested
  final class AnIterable {
    @Test
    void isGoneThroughAgainAndAgain() {
      Batches<List<Tensor>> batches = Regression.batches();
      List<List<Tensor>> data = List.of(batches.at(0), batches.at(1), batches.at(2));
      LossHistory history = LossHistory.create();
      Ended ended = svi().run(data, history, StopWhen.steps(8));
      assertThat(history.epochs()).extracting(Epoch::steps).containsExactly(3L, 3L);
      assertThat(ended.steps()).isEqualTo(8);
    }

    @Test
    void mayGiveItsDataOnlyOnce() {
      SVI<List<Tensor>> svi = svi();
      try (Feed<List<Tensor>> feed = Regression.batches().epoch(0)) {
        Iterable<List<Tensor>> once = () -> feed;
        Ended ended = svi.run(once, StopWhen.outOfData());
        assertThat(ended).isEqualTo(new Ended(Ended.Cause.OUT_OF_DATA, 6, 0));
      }
    }

    @Test
    void mustGiveSomething() {
      SVI<List<Tensor>> svi = svi();
      List<List<Tensor>> nothing = List.of();
      assertThatThrownBy(() -> svi.run(nothing, StopWhen.steps(3)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("the data have no batch");
    }
  }

  @Nested
  final class StepsThatAreNotFinite {
    /** Its loss is data times z, and so not finite where they are not. */
    private final Model<Double> model =
        x -> observe("x", Normal.of(sample("z", Normal.of(0, 1)), 1), Tensor.scalar(x));

    private final Model<Double> guide = x -> sample("z", Normal.of(param("loc", 0), 1));

    private SVI<Double> svi(NonFinite policy) {
      return SVI.of(
          model,
          guide,
          SGD.withLearningRate(0.1),
          TraceELBO.create(),
          SVI.Options.defaults().nonFinite(policy));
    }

    @Test
    void areLeftOutAndCounted() {
      SVI<Double> svi = svi(NonFinite.skip(1));
      svi.step(1.0);
      Map<String, String> before = Regression.numbers(svi);
      assertThat(svi.step(Double.NaN)).isNaN();
      assertThat(Regression.numbers(svi)).isEqualTo(before);
      assertThat(svi.steps()).isEqualTo(2);
      assertThat(svi.skipped()).isEqualTo(1);
      svi.step(1.0);
      assertThat(Regression.numbers(svi)).isNotEqualTo(before);
      assertThat(svi.step(Double.POSITIVE_INFINITY)).isNaN();
      assertThat(svi.skipped()).isEqualTo(2);
    }

    @Test
    void areToldToTheListener() {
      List<Step> steps = new ArrayList<>();
      Ended ended =
          svi(NonFinite.skip(2)).run(List.of(1.0, Double.NaN, 1.0), steps::add, StopWhen.steps(3));
      assertThat(steps).extracting(Step::isSkipped).containsExactly(false, true, false);
      assertThat(steps.get(1).problem().get()).hasMessageContaining("Site 'x'");
      assertThat(ended.skipped()).isEqualTo(1);
    }

    @Test
    void failWhenTooManyFollowEachOther() {
      SVI<Double> svi = svi(NonFinite.skip(2));
      svi.step(1.0);
      svi.step(Double.NaN);
      svi.step(Double.NaN);
      Map<String, String> before = Regression.numbers(svi);
      assertThatThrownBy(() -> svi.step(Double.NaN))
          .hasMessageContaining("Site 'x'")
          .hasMessageContaining("2 steps, 2 of them just now");
      assertThat(Regression.numbers(svi)).isEqualTo(before);
      assertThat(svi.steps()).isEqualTo(3);
    }

    @Test
    void halveTheRateFromThereOn() {
      SVI<Double> svi = svi(NonFinite.halveLearningRate(2));
      SVI<Double> half = SVI.of(model, guide, SGD.withLearningRate(0.05), TraceELBO.create());
      SVI<Double> full = svi(NonFinite.fail());
      svi.step(Double.NaN);
      assertThatThrownBy(() -> full.step(Double.NaN)).isInstanceOf(JyroException.class);
      // step 1 has other noise than step 0: spend one that moves nothing
      half.step(1.0);
      half.params().put("loc", Tensor.scalar(0));
      svi.step(1.0);
      half.step(1.0);
      // float32, one rounding more
      assertThat(svi.params().get("loc").item())
          .isEqualTo(half.params().get("loc").item(), within(1e-6));
      svi.step(Double.NaN);
      assertThatThrownBy(() -> svi.step(Double.NaN)).isInstanceOf(JyroException.class);
    }

    @Test
    void leaveOtherErrorsAlone() {
      SVI<Double> svi =
          SVI.of(
              x -> {
                throw new JyroException("the model's own");
              },
              guide,
              SGD.withLearningRate(0.1),
              TraceELBO.create(),
              SVI.Options.defaults().nonFinite(NonFinite.skip(5)));
      assertThatThrownBy(() -> svi.step(1.0)).hasMessageContaining("the model's own");
      assertThat(svi.skipped()).isZero();
    }

    /** sqrt has no slope at 0. */
    @Test
    void mayHaveAFiniteLossAndABadGradient() {
      Model<String> model =
          data -> observe("x", Normal.of(param("a", 0).sqrt(), 1), Tensor.scalar(1));
      SVI<String> strict =
          SVI.of(model, data -> {}, Adam.withLearningRate(0.1), TraceELBO.create());
      assertThatThrownBy(() -> strict.step(""))
          .hasMessageContaining("The loss is finite, and the gradient of 'a' is not");
      assertThat(strict.params().names()).isEmpty();
      SVI<String> lenient =
          SVI.of(
              model,
              data -> {},
              Adam.withLearningRate(0.1),
              TraceELBO.create(),
              SVI.Options.defaults().nonFinite(NonFinite.skip(1)));
      assertThat(lenient.step("")).isNaN();
      assertThat(lenient.skipped()).isEqualTo(1);
    }
  }
}
