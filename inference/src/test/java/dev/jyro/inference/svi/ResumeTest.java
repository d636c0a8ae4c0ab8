package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.ChildJvm;
import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.CheckpointException;
import dev.jyro.inference.param.SafeTensors;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumeTest {
  @TempDir Path folder;

  private static SVI<List<Tensor>> svi(String optimizer, long seed) {
    return Regression.svi(optimizer, TraceELBO.create(), SVI.Options.defaults().seed(seed));
  }

  private static void train(SVI<List<Tensor>> svi, int until) {
    svi.run(Regression.batches(), StopWhen.steps(until));
  }

  @Nested
  final class ATraining {
    @ParameterizedTest
    @ValueSource(strings = {"Adam", "Adam by schedule", "ClippedAdam", "SGD", "byName"})
    void goesOnBitForBit(String optimizer) {
      SVI<List<Tensor>> whole = svi(optimizer, 5);
      train(whole, 50);
      SVI<List<Tensor>> first = svi(optimizer, 5);
      train(first, 25);
      first.save(folder);
      SVI<List<Tensor>> second = svi(optimizer, 77);
      second.load(folder);
      assertThat(second.steps()).isEqualTo(25);
      assertThat(Regression.numbers(second)).isEqualTo(Regression.numbers(first));
      train(second, 50);
      assertThat(Regression.numbers(second)).isEqualTo(Regression.numbers(whole));
      train(first, 50);
      assertThat(Regression.numbers(first)).isEqualTo(Regression.numbers(whole));
    }

    @Test
    void goesOnBitForBitWithParticlesSideBySide() {
      SVI.Options options = SVI.Options.defaults();
      SVI<List<Tensor>> whole = Regression.svi("Adam", TraceELBO.vectorized(3), options);
      train(whole, 20);
      SVI<List<Tensor>> first =
          Regression.svi("Adam", TraceELBO.vectorized(3), SVI.Options.defaults());
      train(first, 10);
      first.save(folder);
      SVI<List<Tensor>> second =
          Regression.svi("Adam", TraceELBO.vectorized(3), SVI.Options.defaults());
      second.load(folder);
      train(second, 20);
      assertThat(Regression.numbers(second)).isEqualTo(Regression.numbers(whole));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Adam", "byName"})
    void goesOnBitForBitInANewProcess(String optimizer) throws Exception {
      SVI<List<Tensor>> whole = svi(optimizer, 0);
      train(whole, 50);
      SVI<List<Tensor>> first = svi(optimizer, 0);
      train(first, 25);
      first.save(folder);
      Path log = folder.resolveSibling(folder.getFileName() + ".log");
      List<String> command = new ArrayList<>(ChildJvm.java());
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              Regression.class.getName(),
              optimizer,
              folder.toString(),
              "50"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(log);
      Files.delete(log);
      assertThat(process.exitValue()).as(said).isZero();
      SVI<List<Tensor>> last = svi(optimizer, 0);
      last.load(folder);
      assertThat(last.steps()).isEqualTo(50);
      assertThat(Regression.numbers(last)).isEqualTo(Regression.numbers(whole));
    }

    @Test
    void goesOnWithTheDrawsOfItsEvaluations() {
      SVI<List<Tensor>> first = svi("Adam", 0);
      train(first, 3);
      List<Tensor> rows = Regression.batches().at(0);
      first.evaluateLoss(rows);
      first.save(folder);
      SVI<List<Tensor>> second = svi("Adam", 0);
      second.load(folder);
      assertThat(second.evaluateLoss(rows)).isEqualTo(first.evaluateLoss(rows));
    }

    @Test
    void goesOnWithTheRateAsItWasHalved() {
      SVI.Options options = SVI.Options.defaults().nonFinite(NonFinite.halveLearningRate(3));
      List<Tensor> rows = Regression.batches().at(0);
      List<Tensor> bad = List.of(rows.get(0), rows.get(1).div(0));
      SVI<List<Tensor>> first = Regression.svi("Adam", TraceELBO.create(), options);
      first.step(rows);
      first.step(bad);
      first.save(folder);
      SVI<List<Tensor>> second =
          Regression.svi(
              "Adam",
              TraceELBO.create(),
              SVI.Options.defaults().nonFinite(NonFinite.halveLearningRate(3)));
      second.load(folder);
      assertThat(second.skipped()).isEqualTo(1);
      assertThat(second.step(rows)).isEqualTo(first.step(rows));
      assertThat(Regression.numbers(second)).isEqualTo(Regression.numbers(first));
    }

    @Test
    void keepsItsParametersReadableByThemselves() {
      SVI<List<Tensor>> svi = svi("Adam", 0);
      train(svi, 4);
      svi.save(folder);
      SVI<List<Tensor>> other = svi("SGD", 0);
      other.params().load(folder);
      assertThat(Regression.numbers(other)).isEqualTo(Regression.numbers(svi));
      assertThat(SafeTensors.read(folder.resolve("training.safetensors")).tensors().keySet())
          .contains("loc/mean", "loc/square", "spread/mean");
    }

    @Test
    void isReplacedByParametersAlone() {
      SVI<List<Tensor>> svi = svi("Adam", 0);
      train(svi, 4);
      svi.save(folder);
      svi.params().save(folder);
      assertThat(folder.resolve("training.safetensors")).doesNotExist();
      assertThatThrownBy(() -> svi.load(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("holds parameters, and not where a training stood");
    }
  }

  @Nested
  final class NothingIsChanged {
    private void assertRefused(SVI<List<Tensor>> svi, String... words) {
      Map<String, String> before = Regression.numbers(svi);
      int steps = svi.steps();
      assertThatThrownBy(() -> svi.load(folder))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll(words);
      assertThat(Regression.numbers(svi)).isEqualTo(before);
      assertThat(svi.steps()).isEqualTo(steps);
      SVI<List<Tensor>> smooth = svi("SGD", 1);
      train(smooth, 8);
      train(svi, 8);
      assertThat(Regression.numbers(svi)).isEqualTo(Regression.numbers(smooth));
    }

    private SVI<List<Tensor>> trained() {
      SVI<List<Tensor>> svi = svi("SGD", 1);
      train(svi, 2);
      return svi;
    }

    @Test
    void byATrainingWithAnotherOptimizer() {
      SVI<List<Tensor>> adam = svi("Adam", 0);
      train(adam, 4);
      adam.save(folder);
      assertRefused(trained(), "SGD: the state is one of Adam");
      assertRefused(svi("SGD", 1), "SGD: the state is one of Adam");
    }

    @Test
    void byATrainingOfOtherParameters() {
      Model<List<Tensor>> both =
          rows -> sample("z", Normal.of(param("loc", Tensor.zeros(2)), param("b", 1)).toEvent(1));
      Model<List<Tensor>> prior = rows -> sample("z", Normal.standard(2).toEvent(1));
      SVI<List<Tensor>> other = SVI.of(prior, both, Adam.withLearningRate(0.1), TraceELBO.create());
      other.step(Regression.batches().at(0));
      other.save(folder);
      assertRefused(
          trained(),
          "'loc' is real, TRAINED, F32 of shape [2] in the checkpoint, and is",
          "'b' is in the checkpoint only",
          "'spread' is not in the checkpoint",
          "'scale' is not in the checkpoint");
    }

    @Test
    void byFilesThatAreNotWhole() throws IOException {
      SVI<List<Tensor>> saved = svi("SGD", 0);
      train(saved, 4);
      saved.save(folder);
      Path numbers = folder.resolve("training.safetensors");
      byte[] whole = Files.readAllBytes(numbers);
      byte[] broken = whole.clone();
      broken[broken.length - 1] ^= 1;
      Files.write(numbers, broken);
      assertRefused(
          trained(), "training.safetensors", "is not the file that manifest.json speaks of");
      Files.delete(numbers);
      assertRefused(trained(), "training.safetensors", "copy all files");
      Files.write(numbers, whole);
      svi("SGD", 0).load(folder);
    }

    @Test
    void byAManifestThatIsNotSound() throws IOException {
      SVI<List<Tensor>> saved = svi("SGD", 0);
      train(saved, 4);
      saved.save(folder);
      Path manifest = folder.resolve("manifest.json");
      String whole = Files.readString(manifest);
      for (String[] edit :
          new String[][] {
            {"\"pace\": 1.0", "\"pace\": -1.0"},
            {"\"skipped\": 0", "\"skipped\": -1"},
            {"\"skipped\": 0", "\"skipped\": 5"},
            {"\"inARow\": 0", "\"inARow\": 1"},
            {"\"optimizer\": \"SGD\"", "\"optimiser\": \"SGD\""},
            {"\"remembered\"", "\"forgotten\""},
          }) {
        assertThat(whole).contains(edit[0]);
        Files.writeString(manifest, whole.replace(edit[0], edit[1]));
        assertRefused(trained(), "not a whole manifest");
      }
      Files.writeString(manifest, whole.replace("\"format\": 1", "\"format\": 0"));
      assertRefused(trained(), "in format 0, which is not read any more");
    }

    @ParameterizedTest
    @CsvSource({
      "'\"steps\": 4,', '\"steps\": 2147483647,', counted 2147483647 steps. Needed: fewer",
      "'\"optimizerSteps\": 4', '\"optimizerSteps\": 2147483647', steps of an optimizer"
    })
    void byAStepThatCannotBeCounted(String found, String edited, String words) throws IOException {
      SVI<List<Tensor>> svi = svi("SGD", 0);
      train(svi, 4);
      svi.save(folder);
      Path manifest = folder.resolve("manifest.json");
      String whole = Files.readString(manifest);
      assertThat(whole).contains(found);
      Files.writeString(manifest, whole.replaceFirst(Pattern.quote(found), edited));
      svi.load(folder);
      Map<String, String> before = Regression.numbers(svi);
      int steps = svi.steps();
      assertThatThrownBy(() -> svi.step(Regression.batches().at(0)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining(words);
      assertThat(Regression.numbers(svi)).isEqualTo(before);
      assertThat(svi.steps()).isEqualTo(steps);
      svi.save(folder);
      svi.load(folder);
    }

    @Test
    void byAnEvaluationThatCannotBeCounted() throws IOException {
      SVI<List<Tensor>> svi = svi("SGD", 0);
      train(svi, 4);
      svi.save(folder);
      Path manifest = folder.resolve("manifest.json");
      String whole = Files.readString(manifest);
      Files.writeString(
          manifest, whole.replace("\"evaluations\": 0", "\"evaluations\": 2147483647"));
      svi.load(folder);
      assertThatThrownBy(() -> svi.evaluateLoss(Regression.batches().at(0)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("counted 2147483647 evaluations. Needed: fewer");
      svi.save(folder);
      svi.load(folder);
    }
  }

  @Nested
  final class ASaveThatWasEnded {
    private static final String NEWER = "-newer";

    private SVI<List<Tensor>> at(int step) {
      SVI<List<Tensor>> svi = svi("Adam", 0);
      train(svi, step);
      return svi;
    }

    private void assertStands(int step) {
      SVI<List<Tensor>> loaded = svi("Adam", 0);
      loaded.load(folder);
      assertThat(loaded.steps()).isEqualTo(step);
      assertThat(Regression.numbers(loaded)).isEqualTo(Regression.numbers(at(step)));
    }

    /** The newer save's files wait beside the older's; so many have been moved. */
    private void endAfter(int moves) throws IOException {
      Path from = Files.createDirectory(folder.resolveSibling(folder.getFileName() + NEWER));
      at(7).save(from);
      at(3).save(folder);
      List<String> order = List.of("params.safetensors", "training.safetensors", "manifest.json");
      for (int i = 0; i < order.size(); i++) {
        String name = order.get(i);
        Path to = folder.resolve(i < moves ? name : name + ".next");
        Files.copy(from.resolve(name), to, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(from.resolve(name));
      }
      Files.delete(from);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void leavesTheOlderOrTheNewerWhole(int moves) throws IOException {
      endAfter(moves);
      assertStands(moves == 0 ? 3 : 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isCompletedByTheNextThatIsEndedToo(int moves) throws IOException {
      endAfter(moves);
      SVI<List<Tensor>> svi = at(9);
      // a folder in the way of the manifest: the save fails before it has moved anything
      SVI<List<Tensor>> broken = at(9);
      broken.params().put("loc", Tensor.scalar(1));
      Path block = folder.resolve("params.safetensors.next");
      Files.deleteIfExists(block);
      Files.createDirectory(block);
      assertThatThrownBy(() -> broken.save(folder)).isInstanceOf(CheckpointException.class);
      Files.deleteIfExists(block);
      assertStands(moves == 0 ? 3 : 7);
      svi.save(folder);
      assertStands(9);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).hasSize(3);
      }
    }
  }

  @Nested
  final class FrozenParameters {
    @Test
    void stayAsTheyAreUntilTheyThaw() {
      SVI<List<Tensor>> svi = svi("Adam", 0);
      train(svi, 3);
      Map<String, String> before = Regression.numbers(svi);
      assertThat(svi.params().freeze(name -> name.startsWith("s")))
          .containsExactlyInAnyOrder("scale", "spread");
      train(svi, 6);
      Map<String, String> after = Regression.numbers(svi);
      assertThat(after.get("scale")).isEqualTo(before.get("scale"));
      assertThat(after.get("spread")).isEqualTo(before.get("spread"));
      assertThat(after.get("loc")).isNotEqualTo(before.get("loc"));
      svi.params().thaw();
      train(svi, 9);
      assertThat(Regression.numbers(svi).get("scale")).isNotEqualTo(before.get("scale"));
    }

    @Test
    void holdThoseThatComeLater() {
      SVI<List<Tensor>> svi = svi("Adam", 0);
      assertThat(svi.params().freeze("spread"::equals)).isEmpty();
      train(svi, 5);
      assertThat(svi.params().get("spread").item()).isEqualTo(1);
      assertThat(svi.params().find("spread").get().leaf().gradient()).isEmpty();
    }

    @Test
    void mayBeAll() {
      SVI<List<Tensor>> svi = svi("Adam", 0);
      svi.params().freeze(name -> true);
      train(svi, 2);
      assertThat(svi.params().get("loc").item()).isZero();
    }
  }
}
