package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jyro.Endurance;
import dev.jyro.FileSizeLimit;
import dev.jyro.inference.param.CheckpointException;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The disk is full after each byte of a save in turn: the older checkpoint is as it was, nothing
 * lies beside it, and the error says what to do. The kernel refuses the bytes past a limit of file
 * sizes.
 */
@Tag(Endurance.TAG)
final class FullDiskSoakTest {
  private static final String[] FILES = {
    "manifest.json", "params.safetensors", "training.safetensors"
  };

  @TempDir private Path folder;

  private final SVI<List<Tensor>> older = KilledSaver.untrained();
  private final SVI<List<Tensor>> newer = KilledSaver.untrained();
  private Map<String, String> saved = Map.of();

  @BeforeEach
  void save() {
    train(older, 3);
    train(newer, 7);
    older.save(folder);
    saved = Regression.numbers(older);
  }

  private static void train(SVI<List<Tensor>> svi, int steps) {
    while (svi.steps() < steps) {
      KilledSaver.step(svi, Regression.batches());
    }
  }

  private void assertHolds(Map<String, String> numbers, int steps) {
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(FILES);
    SVI<List<Tensor>> loaded = KilledSaver.untrained();
    loaded.load(folder);
    assertThat(loaded.steps()).isEqualTo(steps);
    assertThat(Regression.numbers(loaded)).isEqualTo(numbers);
  }

  private void assertRefused(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder + ": the parameters cannot be saved. Found: ")
        .hasMessageContaining(" Fix: see that its disk has room");
  }

  private Throwable saveWithin(long bytes) {
    try (FileSizeLimit limit = FileSizeLimit.of(bytes)) {
      return catchThrowable(() -> newer.save(folder));
    }
  }

  /** The longest file is the manifest, which is the last to be written. */
  @Test
  void anywhereLeavesTheOlderCheckpoint() throws IOException {
    int stride = Endurance.of(97, 1);
    long end = 0;
    Throwable thrown = saveWithin(end);
    while (thrown != null) {
      assertRefused(thrown);
      assertHolds(saved, 3);
      end += stride;
      thrown = saveWithin(end);
    }
    assertHolds(Regression.numbers(newer), 7);
    assertThat(Files.size(folder.resolve("manifest.json"))).isBetween(end - stride + 1, end);
    Endurance.figure("disk full", "places at which a save was refused", end / stride);
  }

  @Test
  void beforeTheFirstCheckpointLeavesNothing() throws IOException {
    Path first = folder.resolve("first");
    try (FileSizeLimit limit = FileSizeLimit.of(300)) {
      assertThatThrownBy(() -> newer.save(first)).isInstanceOf(CheckpointException.class);
    }
    assertThat(first).isEmptyDirectory();
    newer.save(first);
    try (Stream<Path> files = Files.list(first)) {
      assertThat(files).hasSize(3);
    }
  }

  static Stream<Path> placesThatTakeNoFile() {
    return Stream.of("/dev/null", "/proc/self", "/sys").map(Path::of).filter(Files::exists);
  }

  /** The superuser may write anywhere, but for folders of the kernel's, and files. */
  @ParameterizedTest
  @MethodSource("placesThatTakeNoFile")
  void orAFolderThatTakesNoFileIsTold(Path place) {
    assertThatThrownBy(() -> newer.save(place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(place + ": the parameters cannot be saved. Found: ")
        .hasMessageContaining("that it is a folder which may be written to");
  }

  /** What is left of a save that was killed takes no room from the next. */
  @Test
  void isNotMadeFullerByWhatAKilledSaveHasLeft() throws IOException {
    for (String name : FILES) {
      Files.write(folder.resolve(name + ".next"), new byte[1000]);
    }
    assertRefused(saveWithin(100));
    assertHolds(saved, 3);
  }

  /** A folder that is not empty lies where a file is to be written, and cannot be taken away. */
  @ParameterizedTest
  @ValueSource(strings = {"params.safetensors", "training.safetensors", "manifest.json"})
  void orAnObstacleIsToldAndTheRestIsTakenAway(String file) throws IOException {
    Path inner = Files.createDirectories(folder.resolve(file + ".next").resolve("inner"));
    Throwable thrown = catchThrowable(() -> newer.save(folder));
    Files.delete(inner);
    Files.delete(inner.getParent());
    assertRefused(thrown);
    assertThat(thrown).hasMessageContaining(file + ".next");
    assertHolds(saved, 3);
  }

  /** A folder lies in the place of the parameters, the first file to be moved. */
  @Test
  void orAnObstacleInTheFirstPlaceIsTold() throws IOException {
    Path blocked = folder.resolve("blocked");
    Files.createDirectories(blocked.resolve("params.safetensors").resolve("inner"));
    assertThatThrownBy(() -> newer.save(blocked))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("Fix: ");
    assertThat(blocked.toFile().list()).containsExactly("params.safetensors");
  }

  /** The training's file cannot be moved: the parameters are in place, and so the newer counts. */
  @Test
  void betweenTheMovesLeavesTheNewerCheckpoint() throws IOException {
    Path place = folder.resolve("training.safetensors");
    Files.delete(place);
    Files.createDirectories(place.resolve("inner"));
    assertThatThrownBy(() -> newer.save(folder)).isInstanceOf(CheckpointException.class);
    Files.delete(place.resolve("inner"));
    Files.delete(place);
    SVI<List<Tensor>> loaded = KilledSaver.untrained();
    loaded.load(folder);
    assertThat(loaded.steps()).isEqualTo(7);
    loaded.save(folder);
    assertHolds(Regression.numbers(newer), 7);
  }

  @Test
  void isNoReasonToKeepWhatParametersAloneDoNotHave() throws IOException {
    Files.write(folder.resolve("training.safetensors.next"), new byte[10]);
    newer.params().save(folder);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("manifest.json", "params.safetensors");
  }
}
