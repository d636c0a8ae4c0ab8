package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.ChildJvm;
import dev.jyro.Endurance;
import dev.jyro.inference.data.Batches;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that saves after each step is killed at random moments, each time by a signal that it
 * cannot catch, and the next one goes on in the same folder. What is loaded after each kill is the
 * state after the last step that was told complete, or after the next: parameters bit for bit, and
 * the optimizer's state by the step that it takes from there.
 */
@Tag(Endurance.TAG)
final class KilledWhileSavingSoakTest {
  private static final long SEED = 20_261_121;
  private static final int LONGEST_MILLIS = 40;

  @TempDir private Path top;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final SVI<List<Tensor>> undisturbed = KilledSaver.untrained();
  private final Batches<List<Tensor>> batches = Regression.batches();
  private final List<Map<String, String>> numbers = new ArrayList<>();
  private final Map<String, Integer> left = new TreeMap<>();

  @Test
  void leavesTheLastCheckpointOrTheNext() throws Exception {
    int kills = Endurance.of(3, 200);
    long begun = System.nanoTime();
    int steps = 0;
    for (int kill = 0; kill < kills; kill++) {
      int told = saved(kill, steps);
      note();
      steps = loaded(kill, told);
    }
    Endurance.figure("killed while saving", "kills", kills);
    Endurance.figure("killed while saving", "checkpoints begun", steps);
    Endurance.figure("killed while saving", "files at the moment of the kill", left);
    Endurance.figure("killed while saving", "seconds", (System.nanoTime() - begun) / 1_000_000_000);
  }

  private Path folder() {
    return top.resolve("checkpoint");
  }

  /** Lets a process save, kills it, and gives the last step that it told. */
  private int saved(int kill, int before) throws IOException, InterruptedException {
    Path said = top.resolve("said");
    Process process = ChildJvm.running(KilledSaver.class).start(said, folder().toString());
    try {
      while (Files.size(said) == 0 && process.isAlive()) {
        Thread.sleep(1);
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(1000 * LONGEST_MILLIS));
      assertThat(process.isAlive()).as(where(kill) + Files.readString(said)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    String all = Files.readString(said);
    String whole = all.substring(0, all.lastIndexOf('\n') + 1);
    return whole.lines().mapToInt(Integer::parseInt).reduce(before, (first, last) -> last);
  }

  private int loaded(int kill, int told) {
    SVI<List<Tensor>> svi = KilledSaver.untrained();
    svi.load(folder());
    int steps = svi.steps();
    assertThat(steps).as(where(kill)).isBetween(told, told + 1);
    assertThat(Regression.numbers(svi)).as(where(kill)).isEqualTo(after(steps));
    KilledSaver.step(svi, batches);
    assertThat(Regression.numbers(svi)).as(where(kill)).isEqualTo(after(steps + 1));
    return steps;
  }

  /** The parameters after so many steps of a training that nobody killed. */
  private Map<String, String> after(int steps) {
    while (numbers.size() <= steps) {
      if (!numbers.isEmpty()) {
        KilledSaver.step(undisturbed, batches);
      }
      numbers.add(Regression.numbers(undisturbed));
    }
    return numbers.get(steps);
  }

  /** Counts which files there were beside the three. */
  private void note() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      String waiting =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".next"))
              .sorted()
              .collect(Collectors.joining(" and ", "[", "]"));
      left.merge(waiting, 1, Integer::sum);
    }
  }

  private static String where(int kill) {
    return "seed %d, kill %d: ".formatted(SEED, kill);
  }
}
