package dev.jyro.inference.param;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder with saved parameters: {@code params.safetensors}, the free numbers, and {@code
 * manifest.json}, what they are; for a training also {@code training.safetensors}, the numbers that
 * its optimizer remembers.
 *
 * <p>Whoever loads while another saves gets one of the two states, whole; see {@link Rereading}.
 * Where a folder cannot be forced to the disk, it is up to the file system what a loss of power
 * leaves; see {@link WholeFile#settle}.
 *
 * <p>The files are written beside their places first and moved when they are complete, the
 * parameters first and the manifest last. It holds the hashes of the numbers, so numbers and
 * manifest of two savings are not taken for one. Where a save was ended between the moves the new
 * manifest waits complete, and counts; so do the optimizer's numbers. The next save ends those
 * moves before it writes.
 */
final class Checkpoint {
  static final String DATA = "params.safetensors";
  static final String TRAINING = "training.safetensors";
  static final String MANIFEST = "manifest.json";

  private final Path folder;
  private final WholeFile data;
  private final WholeFile training;
  private final WholeFile manifest;
  private final Together all;

  private Checkpoint(Path folder, Disk disk) {
    this.folder = folder;
    this.data = new WholeFile(folder.resolve(DATA), disk);
    this.training = new WholeFile(folder.resolve(TRAINING), disk);
    this.manifest = new WholeFile(folder.resolve(MANIFEST), disk);
    // the manifest first: without it nothing that waits counts
    this.all = new Together(List.of(manifest, training, data));
  }

  static Checkpoint in(Path folder) {
    return on(Disk.ofSystem(), folder);
  }

  /** In a folder that this disk keeps. */
  static Checkpoint on(Disk disk, Path folder) {
    return new Checkpoint(folder, disk);
  }

  /**
   * One parameter as it was saved.
   *
   * @param description what the manifest says of it
   * @param free its free numbers
   */
  record Saved(Manifest.Parameter description, Tensor free) {}

  /**
   * Everything that was saved, read and checked.
   *
   * @param parameters in the order of the manifest
   * @param training where the training stood, if that was saved
   */
  record Content(List<Saved> parameters, Option<TrainingState> training) {
    /** All tensors in it. */
    Stream<Tensor> tensors() {
      return Stream.concat(
          parameters.stream().map(Saved::free),
          training.toJavaStream().flatMap(each -> SavedTraining.numbers(each).values().stream()));
    }
  }

  /** Writes the parameters and where the training stands, in place of an older checkpoint. */
  void save(Collection<ParamStore.Entry> entries, Option<TrainingState> state) {
    try {
      Disk.makeFolder(folder);
      complete();
      all.orForget(() -> prepare(entries, state));
      commit(state);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw unsaved(e, "");
    } catch (IOException e) {
      throw unsaved(
          e,
          " Fix: see that its disk has room, and that it is a folder which may be written to; then"
              + " save again. What was saved before is not lost.");
    }
  }

  private CheckpointException unsaved(Exception e, String fix) {
    return new CheckpointException(
        folder, "the parameters cannot be saved. Found: %s.%s".formatted(e, fix), e);
  }

  /** Reads the parameters and checks that they belong together; in the order of the manifest. */
  List<Saved> load() {
    return whole(CheckpointReader::parameters).parameters();
  }

  /** The same, and where the training stood. */
  Content loadAll() {
    return whole(CheckpointReader::all);
  }

  private Content whole(Function<CheckpointReader, Content> reading) {
    CheckpointReader reader = new CheckpointReader(data, training, manifest);
    return new Rereading(all).until(() -> reading.apply(reader));
  }

  /** Ends the moves of a save that was ended between them. */
  private void complete() throws IOException {
    for (Manifest left : Manifest.leftBehind(manifest.waiting())) {
      if (left.data().file().equals(DATA) && isOf(left.data(), data.place())) {
        complete(Option.of(left.training()));
      }
    }
  }

  private void complete(Option<SavedTraining> left) throws IOException {
    for (SavedTraining saved : left) {
      if (!isOf(saved.data(), training.place()) && isOf(saved.data(), training.waiting())) {
        training.move();
        training.settle();
      }
    }
    manifest.move();
    manifest.settle();
  }

  /** What cannot be read now may be there all the same: that is an error, or it would be lost. */
  private static boolean isOf(Manifest.Data wanted, Path file) throws IOException {
    try {
      return !WholeFile.isNoPlainFile(file) && HashedStream.described(file).isOf(wanted);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void prepare(Collection<ParamStore.Entry> entries, Option<TrainingState> state)
      throws IOException {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    entries.forEach(entry -> numbers.put(entry.name(), entry.leaf().value()));
    data.write(SafeTensors.of(numbers)::write);
    Manifest written = Manifest.of(entries, HashedStream.described(data.waiting()));
    for (TrainingState standing : state) {
      training.write(SafeTensors.of(SavedTraining.numbers(standing))::write);
      Manifest.Data file = HashedStream.described(training.waiting()).named(TRAINING);
      written = written.with(SavedTraining.of(standing, file));
    }
    byte[] json = written.toJson();
    manifest.write(out -> out.write(json));
  }

  /** Once the parameters are in place the rest counts where it waits: then nothing is forgotten. */
  private void commit(Option<TrainingState> state) throws IOException {
    all.orForget(data::move);
    data.settle();
    if (state.isDefined()) {
      training.move();
      training.settle();
    }
    manifest.move();
    manifest.settle();
    if (state.isEmpty()) {
      training.remove();
      training.forget();
    }
  }
}
