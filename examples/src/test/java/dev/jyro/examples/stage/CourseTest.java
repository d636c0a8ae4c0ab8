package dev.jyro.examples.stage;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CourseTest {
  /** Ten rows in batches of four: steps of 4, 4 and 2 rows. */
  private static final Plan PLAN = Plan.ofBatches(4, 0, 10, 4);

  private static final StopWhen PLAN_END = StopWhen.steps(12);

  @TempDir Path place;

  private final StringWriter out = new StringWriter();
  private final Tensor rows = Tensor.of(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
  private final Batches<Tensor> batches = Batches.of(rows, 4).shuffled(1);

  private Stage stage(String folder, Option<EarlierRun> resumed) {
    Voice voice =
        new Voice(
            Progress.lines(new PrintWriter(out)),
            new PrintWriter(out),
            Voice.Language.LINES,
            "jyro",
            Typed.of("coin", List.of("--seed", "3")));
    return new Stage("coin", OutputFolder.open(place.resolve(folder)), voice, resumed);
  }

  private static SVI<Tensor> svi() {
    return SVI.of(
        CourseTest::model,
        CourseTest::guide,
        Adam.withLearningRate(0.01),
        TraceELBO.create(),
        SVI.Options.defaults().seed(5));
  }

  private static void model(Tensor data) {
    Tensor mean = sample("mean", Normal.of(0, 1));
    Primitives.plate("rows", data.size(0), () -> observe("x", Normal.of(mean, 1), data));
  }

  private static void guide(Tensor data) {
    sample("mean", Normal.of(param("loc", 0), param("scale", 1, positive())));
  }

  /** Trains by hand, asks for the end after so many steps, and tells the epochs. */
  private List<Epoch> train(Stage stage, Plan plan, SVI<Tensor> svi, int stopAfter) {
    List<Epoch> epochs = new ArrayList<>();
    Course course = stage.course(svi, plan);
    try (Feed<Tensor> feed = batches.from(svi.steps())) {
      while (course.goesOn()) {
        try (TensorScope scope = TensorScope.open()) {
          Tensor batch = feed.next();
          course.step(() -> svi.step(batch));
        }
        course.atEpochsEnd(epochs::add);
        if (svi.steps() == stopAfter) {
          stage.stop();
        }
      }
    }
    return epochs;
  }

  private static List<Double> parameters(SVI<?> svi) {
    return List.of(svi.params().get("loc").item(), svi.params().get("scale").item());
  }

  @Nested
  final class AWholeTraining {
    @Test
    void hasTheStepsOfItsPlan() {
      SVI<Tensor> svi = svi();
      try (Stage stage = stage("a", Option.none())) {
        List<Epoch> epochs = train(stage, PLAN, svi, 0);
        assertThat(svi.steps()).isEqualTo(12);
        assertThat(epochs).extracting(Epoch::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(epochs).extracting(Epoch::steps).containsOnly(3);
      }
    }

    @Test
    void endsWithinAnEpochAtItsLimit() {
      SVI<Tensor> svi = svi();
      try (Stage stage = stage("a", Option.none())) {
        List<Epoch> epochs = train(stage, Plan.ofBatches(4, 5, 10, 4), svi, 0);
        assertThat(epochs).extracting(Epoch::steps).containsExactly(3, 2);
      }
    }

    @Test
    void countsTheElboByTheRow() {
      SVI<Tensor> svi = svi();
      try (Stage stage = stage("a", Option.none())) {
        Course course = stage.course(svi, PLAN);
        List<Epoch> epochs = new ArrayList<>();
        double loss = 0;
        for (int step = 0; step < 3; step++) {
          Tensor batch = batches.at(step);
          loss += course.step(() -> svi.step(batch));
        }
        course.atEpochsEnd(epochs::add);
        assertThat(epochs.get(0).elbo()).isEqualTo(-loss / 10);
        assertThat(course.journal().curve(Course.ELBO).y()).containsExactly(-loss / 10);
      }
    }

    @Test
    void isTheSameWhenTheLibraryHasTheLoop() {
      SVI<Tensor> byHand = svi();
      SVI<Tensor> byLibrary = svi();
      try (Stage stage = stage("a", Option.none())) {
        List<Epoch> expected = train(stage, PLAN, byHand, 0);
        List<Epoch> epochs = new ArrayList<>();
        Course course = stage.course("other", byLibrary, PLAN).eachEpoch(epochs::add);
        byLibrary.run(batches, course, course);
        assertThat(parameters(byLibrary)).isEqualTo(parameters(byHand));
        assertThat(epochs)
            .extracting(Epoch::elbo)
            .containsExactlyElementsOf(expected.stream().map(Epoch::elbo).toList());
        assertThat(course.checkpoint()).isDirectory();
      }
    }
  }

  @Nested
  final class AStoppedTraining {
    @Test
    void isSavedAndSaysHowToGoOn() {
      SVI<Tensor> svi = svi();
      try (Stage stage = stage("a", Option.none())) {
        assertThatThrownBy(() -> train(stage, PLAN, svi, 7))
            .isInstanceOf(StoppedException.class)
            .hasMessage(
                """
                Stopped after step 7; the checkpoint is in %s.
                Go on with: coin --seed 3 --resume %s""",
                place.resolve("a").resolve("checkpoint"), place.resolve("a"));
      }
    }

    @Test
    void goesOnAsIfNothingHadHappened() {
      SVI<Tensor> whole = svi();
      List<Double> elbos;
      try (Stage stage = stage("whole", Option.none())) {
        elbos = train(stage, PLAN, whole, 0).stream().skip(2).map(Epoch::elbo).toList();
      }
      try (Stage stage = stage("a", Option.none())) {
        assertThatThrownBy(() -> train(stage, PLAN, svi(), 7)).isInstanceOf(StoppedException.class);
      }
      SVI<Tensor> resumed = svi();
      try (Stage stage = stage("b", Option.of(EarlierRun.of(place.resolve("a"), "coin")))) {
        List<Epoch> epochs = train(stage, PLAN, resumed, 0);
        assertThat(epochs).extracting(Epoch::number).containsExactly(3L, 4L);
        assertThat(epochs).extracting(Epoch::steps).containsExactly(3, 3);
        assertThat(epochs).extracting(Epoch::elbo).isEqualTo(elbos);
        Course again = stage.course(svi(), PLAN);
        assertThat(again.journal().names()).containsExactly(Course.ELBO);
        assertThat(again.journal().curve(Course.ELBO).x()).containsExactly(1.0, 2.0);
      }
      assertThat(parameters(resumed)).isEqualTo(parameters(whole));
      assertThat(out.toString()).contains("Going on after step 7");
    }

    @Test
    void thatWasAtItsEndHasNothingToDo() {
      try (Stage stage = stage("a", Option.none())) {
        train(stage, PLAN, svi(), 0);
      }
      try (Stage stage = stage("b", Option.of(EarlierRun.of(place.resolve("a"), "coin")))) {
        assertThat(train(stage, PLAN, svi(), 0)).isEmpty();
      }
    }

    @Test
    void ofSeveralGoesOnWithEachWhereItWas() {
      SVI<Tensor> whole = svi();
      try (Stage stage = stage("whole", Option.none())) {
        whole.run(batches, stage.course("second", whole, PLAN), PLAN_END);
      }
      SVI<Tensor> first = svi();
      SVI<Tensor> second = svi();
      try (Stage stage = stage("a", Option.none())) {
        Course done = stage.course("first", first, PLAN);
        first.run(batches, done, done);
        Course broken = stage.course("second", second, PLAN);
        assertThatThrownBy(() -> second.run(batches, broken.and(stopAfter(stage, 5)), broken))
            .isInstanceOf(StoppedException.class);
      }
      SVI<Tensor> again = svi();
      SVI<Tensor> goneOn = svi();
      try (Stage stage = stage("b", Option.of(EarlierRun.of(place.resolve("a"), "coin")))) {
        Course done = stage.course("first", again, PLAN);
        again.run(batches, done, done);
        Course course = stage.course("second", goneOn, PLAN);
        assertThat(goneOn.steps()).isEqualTo(5);
        goneOn.run(batches, course, course);
      }
      assertThat(parameters(again)).isEqualTo(parameters(first));
      assertThat(parameters(goneOn)).isEqualTo(parameters(whole));
    }

    private TrainingListener stopAfter(Stage stage, int steps) {
      return step -> {
        if (step.number() == steps) {
          stage.stop();
        }
      };
    }

    @Test
    void ofAnotherExampleIsRefused() {
      try (Stage stage = stage("a", Option.none())) {
        train(stage, PLAN, svi(), 0);
      }
      assertThatThrownBy(() -> EarlierRun.of(place.resolve("a"), "vae"))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll("checkpoints of 'coin'", "run of 'vae'", "Fix: ");
    }

    @Test
    void isRefusedWhereThereIsNone() {
      Path nowhere = place.resolve("nowhere");
      assertThatThrownBy(() -> EarlierRun.of(nowhere, "coin"))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll(nowhere.toString(), "found", "needed", "Fix: ");
    }

    @Test
    void losesNothingWhenItsCurvesAreDamaged() throws IOException {
      try (Stage stage = stage("a", Option.none())) {
        train(stage, PLAN, svi(), 0);
      }
      Path journal = Files.writeString(place.resolve("a").resolve("journal.json"), "{\"a\": 1}");
      try (Stage stage = stage("b", Option.of(EarlierRun.of(place.resolve("a"), "coin")))) {
        assertThatThrownBy(() -> stage.course(svi(), PLAN))
            .isInstanceOf(JyroException.class)
            .hasMessageContainingAll(journal.toString(), "Fix: put it back");
      }
      assertThat(place.resolve("a").resolve("checkpoint")).isDirectory();
    }
  }

  @Nested
  final class AStepOfAllData {
    @Test
    void isAnEpochAndSaysALineEachTenth() {
      SVI<Tensor> svi = svi();
      try (Stage stage = stage("a", Option.none())) {
        Course course = stage.course(svi, Plan.ofSteps(40));
        svi.run(List.of(rows), course, course);
        assertThat(out.toString().lines()).hasSize(10).allMatch(line -> line.startsWith("step "));
        assertThat(course.journal().curve(Course.ELBO).x()).hasSize(40).endsWith(40.0);
      }
    }
  }

  @Nested
  final class APlan {
    @Test
    void countsTheRowsOfAShortBatch() {
      assertThat(PLAN.perEpoch()).isEqualTo(3);
      assertThat(PLAN.steps()).isEqualTo(12);
      assertThat(List.of(PLAN.rowsOf(0), PLAN.rowsOf(2), PLAN.rowsOf(3)))
          .containsExactly(4L, 2L, 4L);
    }

    @Test
    void mayLeaveTheEpochsToTheSteps() {
      Plan plan = Plan.ofBatches(0, 20, 10, 4);
      assertThat(plan.steps()).isEqualTo(20);
      assertThat(plan.epochsOfSteps()).isEqualTo(7);
    }

    @Test
    void spacesThingsOfWhichThereMayBeSoMany() {
      assertThat(Plan.ofSteps(1999).every(1000)).isEqualTo(2);
      assertThat(Plan.ofSteps(19).every(10)).isEqualTo(2);
      assertThat(Plan.ofSteps(5).every(10)).isEqualTo(1);
    }

    @Test
    void withoutAnEndIsRefused() {
      assertThatThrownBy(() -> Plan.ofBatches(0, 0, 10, 4)).isInstanceOf(JyroException.class);
    }

    @Test
    void ofNothingIsRefused() {
      assertThatThrownBy(() -> Plan.ofBatches(1, 0, 0, 4))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll("0 rows", "Needed");
    }
  }
}
