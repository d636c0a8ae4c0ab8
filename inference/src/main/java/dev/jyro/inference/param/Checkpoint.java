package dev.jyro.inference.param;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder with saved parameters: {@code params.safetensors}, the free numbers, and {@code
 * manifest.json}, what they are; for a training also {@code training.safetensors}, the numbers that
 * its optimizer remembers.
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

  private Checkpoint(Path folder) {
    this.folder = folder;
    this.data = new WholeFile(folder.resolve(DATA));
    this.training = new WholeFile(folder.resolve(TRAINING));
    this.manifest = new WholeFile(folder.resolve(MANIFEST));
    // the manifest first: without it nothing that waits counts
    this.all = new Together(List.of(manifest, training, data));
  }

  static Checkpoint in(Path folder) {
    return new Checkpoint(folder);
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
  record Content(List<Saved> parameters, Option<TrainingState> training) {}

  /** Writes the parameters and where the training stands, in place of an older checkpoint. */
  void save(Collection<ParamStore.Entry> entries, Option<TrainingState> state) {
    try {
      Files.createDirectories(folder);
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
    return parameters(current());
  }

  /** The same, and where the training stood. */
  Content loadAll() {
    Manifest read = current();
    return new Content(parameters(read), Option.of(read.training()).map(this::training));
  }

  private List<Saved> parameters(Manifest read) {
    Map<String, Tensor> numbers = SafeTensors.read(data.place()).tensors();
    List<Saved> saved =
        read.parameters().stream().map(each -> saved(each, numbers.get(each.name()))).toList();
    needEachOnce(saved, numbers.size());
    return saved;
  }

  private TrainingState training(SavedTraining saved) {
    Path file = isThere(saved.data(), training.waiting()) ? training.waiting() : training.place();
    if (!isThere(saved.data(), file)) {
      throw new CheckpointException(
          training.place(),
          "is not the file that %s speaks of: %s. Fix: copy all files of the folder again."
              .formatted(MANIFEST, saved.data()));
    }
    try {
      return saved.with(SafeTensors.read(file).tensors());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          file,
          "does not belong to %s: %s. Fix: save anew.".formatted(MANIFEST, e.getMessage()),
          e);
    }
  }

  private static boolean isThere(Manifest.Data wanted, Path file) {
    return Try.of(() -> described(file))
        .filter(found -> found.bytes() == wanted.bytes() && found.sha256().equals(wanted.sha256()))
        .isSuccess();
  }

  /** Ends the moves of a save that was ended between them. */
  private void complete() throws IOException {
    if (Files.exists(manifest.waiting()) && Files.exists(data.place())) {
      for (Manifest waiting : waiting(described(data.place()))) {
        SavedTraining saved = waiting.training();
        if (saved != null && isThere(saved.data(), training.waiting())) {
          training.commit();
        }
        manifest.commit();
      }
    }
  }

  private void needEachOnce(List<Saved> saved, int tensors) {
    long names = saved.stream().map(each -> each.description.name()).distinct().count();
    if (saved.size() != tensors || names != tensors) {
      throw misfit(
          "the file has %d tensors and the manifest %d names".formatted(tensors, saved.size()));
    }
  }

  private void prepare(Collection<ParamStore.Entry> entries, Option<TrainingState> state)
      throws IOException {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    entries.forEach(entry -> numbers.put(entry.name(), entry.leaf().value()));
    data.write(SafeTensors.of(numbers)::write);
    Manifest written = Manifest.of(entries, described(data.waiting()));
    for (TrainingState standing : state) {
      training.write(SafeTensors.of(SavedTraining.numbers(standing))::write);
      Manifest.Data file = described(training.waiting()).named(TRAINING);
      written = written.with(SavedTraining.of(standing, file));
    }
    byte[] json = written.toJson();
    manifest.write(out -> out.write(json));
  }

  /** Once the parameters are in place the rest counts where it waits: then nothing is forgotten. */
  private void commit(Option<TrainingState> state) throws IOException {
    all.orForget(data::commit);
    if (state.isDefined()) {
      training.commit();
    }
    manifest.commit();
    if (state.isEmpty()) {
      training.remove();
      training.forget();
    }
  }

  /** The manifest that the numbers belong to. */
  private Manifest current() {
    Manifest.Data found = found();
    return waiting(found).getOrElse(() -> matching(found));
  }

  private Option<Manifest> waiting(Manifest.Data found) {
    return Try.of(() -> Manifest.read(manifest.waiting()))
        .filter(waiting -> waiting.data().equals(found))
        .toOption();
  }

  private Manifest matching(Manifest.Data found) {
    Manifest read = Manifest.read(manifest.place());
    if (!read.data().equals(found)) {
      throw misfit("found %s, and the manifest speaks of %s".formatted(found, read.data()));
    }
    return read;
  }

  private Saved saved(Manifest.Parameter description, @Nullable Tensor free) {
    if (free == null) {
      throw misfit("the manifest names '%s', and the file does not".formatted(description.name()));
    }
    Manifest.Parameter found = description.with(free);
    if (!found.equals(description)) {
      throw misfit("found %s, and the manifest speaks of %s".formatted(found, description));
    }
    return new Saved(description, free);
  }

  private CheckpointException misfit(String what) {
    return new CheckpointException(
        data.place(),
        "does not belong to %s: %s. Fix: copy both files again, or save anew."
            .formatted(MANIFEST, what));
  }

  private Manifest.Data found() {
    try {
      return described(data.place());
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          data.place(),
          "there is no such file. Needed: a folder that ParamStore.save has written.",
          e);
    } catch (IOException e) {
      throw new CheckpointException(data.place(), "cannot be read. Found: " + e + ".", e);
    }
  }

  private static Manifest.Data described(Path file) throws IOException {
    MessageDigest hash = sha256();
    try (InputStream in = new DigestInputStream(WholeFile.open(file), hash)) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return new Manifest.Data(DATA, bytes, HexFormat.of().formatHex(hash.digest()));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
