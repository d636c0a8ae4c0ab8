package dev.jyro.inference.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jyro.inference.optim.State;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails in the middle of a save takes no checkpoint with it. */
final class CheckpointFaultsTest {
  private static final Disk UNFORCED =
      folder -> {
        throw new IOException("Invalid argument");
      };

  @TempDir private Path folder;

  @BeforeEach
  void saveOne() {
    save(Disk.ofSystem(), 1);
  }

  @AfterEach
  void end() {
    Thread.interrupted();
  }

  @Test
  void aFolderThatCannotBeForcedIsSavedTo() throws IOException {
    save(UNFORCED, 2);
    assertThat(loaded()).isEqualTo(2);
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void anErrorAfterTheFirstMoveLosesNothing() {
    AtomicInteger calls = new AtomicInteger();
    Disk broken =
        each -> {
          calls.incrementAndGet();
          throw new IllegalStateException("broken");
        };
    assertThat(catchThrowable(() -> save(broken, 2))).hasMessage("broken");
    assertThat(calls).hasValue(1);
    assertThat(loaded()).isEqualTo(2);
    save(Disk.ofSystem(), 3);
    assertThat(loaded()).isEqualTo(3);
  }

  @Test
  void anInterruptIsNotLostWhereTheFolderCannotBeForced() {
    AtomicInteger calls = new AtomicInteger();
    Disk interrupted =
        each -> {
          if (calls.getAndIncrement() == 0) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
          }
          throw new IllegalStateException("broken");
        };
    assertThat(catchThrowable(() -> save(interrupted, 2))).hasMessage("broken");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(loaded()).isEqualTo(2);
  }

  /** A link to itself is there, and cannot be read, whoever tries. */
  @ParameterizedTest
  @ValueSource(strings = {"training.safetensors.next", "manifest.json.next"})
  void whatWaitsAndCannotBeReadNowIsNotLost(String name) throws IOException {
    leaveBehind(2);
    Path file = folder.resolve(name);
    Path aside = folder.resolve("aside");
    Files.move(file, aside);
    Files.createSymbolicLink(file, file);
    assertThatThrownBy(() -> save(Disk.ofSystem(), 3))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder + ": the parameters cannot be saved. Found: ")
        .hasMessageContaining(name)
        .hasMessageContaining("What was saved before is not lost.");
    Files.delete(file);
    Files.move(aside, file);
    assertThat(loaded()).isEqualTo(2);
    save(Disk.ofSystem(), 3);
    assertThat(loaded()).isEqualTo(3);
  }

  /** A save that ended after its first move. */
  private void leaveBehind(int step) {
    Disk broken =
        each -> {
          throw new IllegalStateException("broken");
        };
    assertThat(catchThrowable(() -> save(broken, step))).hasMessage("broken");
    assertThat(folder.resolve("training.safetensors.next")).exists();
    assertThat(folder.resolve("manifest.json.next")).exists();
  }

  private void save(Disk disk, int step) {
    Tensor number = Tensor.scalar(step);
    ParamStore store = ParamStore.create();
    store.put("a", number);
    Map<String, Tensor> mean = Map.of("mean", number);
    State state = new State("Adam", step, Map.of("a", new State.Remembered("Adam", step, mean)));
    Checkpoint.on(disk, folder)
        .save(
            List.of(store.find("a").get()),
            Option.of(new TrainingState(step, 0, 0, 1, 0, 0, state)));
  }

  /** The step that is in the folder, alike in all of its parts. */
  private int loaded() {
    Checkpoint.Content content = Checkpoint.in(folder).loadAll();
    int step = content.training().get().steps();
    assertThat(content.tensors().mapToDouble(Tensor::item)).containsOnly((double) step).hasSize(2);
    return step;
  }
}
