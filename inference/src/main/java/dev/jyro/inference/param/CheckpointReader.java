package dev.jyro.inference.param;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to read a checkpoint: numbers, manifest and optimizer's numbers that belong together,
 * or a complaint. A save that goes on at the same time can be the reason for one; see {@link
 * Rereading}.
 *
 * @param data the parameters
 * @param training what the optimizer remembers
 * @param manifest what they are
 */
record CheckpointReader(WholeFile data, WholeFile training, WholeFile manifest) {
  /** The parameters, in the order of the manifest. */
  Checkpoint.Content parameters() {
    Numbers numbers = numbers();
    return new Checkpoint.Content(parameters(current(numbers.data()), numbers), Option.none());
  }

  /** The same, and where the training stood. */
  Checkpoint.Content all() {
    Numbers numbers = numbers();
    Manifest read = current(numbers.data());
    return new Checkpoint.Content(
        parameters(read, numbers), Option.of(read.training()).map(this::training));
  }

  private List<Checkpoint.Saved> parameters(Manifest read, Numbers numbers) {
    List<Checkpoint.Saved> saved =
        read.parameters().stream()
            .map(each -> saved(each, numbers.tensors().get(each.name())))
            .toList();
    needEachOnce(saved, numbers.tensors().size());
    return saved;
  }

  private Numbers numbers() {
    try {
      return Numbers.read(data.place());
    } catch (CheckpointException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        throw new CheckpointException(
            data.place(),
            "there is no such file. Needed: a folder that ParamStore.save has written.",
            e);
      }
      if (e.getCause() instanceof FileSystemException || WholeFile.isNoPlainFile(data.place())) {
        throw new CheckpointException(
            data.place(), "cannot be read. Found: " + e.getCause() + ".", e);
      }
      throw e;
    }
  }

  private TrainingState training(SavedTraining saved) {
    Map<String, Tensor> numbers =
        Try.of(() -> numbers(saved.data(), training.waiting()))
            .getOrElse(() -> numbers(saved.data(), training.place()));
    try {
      return saved.with(numbers);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          training.place(),
          "does not belong to %s: %s. Fix: save anew."
              .formatted(Checkpoint.MANIFEST, e.getMessage()),
          e);
    }
  }

  private static Map<String, Tensor> numbers(Manifest.Data wanted, Path file) {
    try {
      Numbers read = Numbers.read(file);
      if (!read.data().isOf(wanted)) {
        throw new CheckpointException(file, "%s.".formatted(read.data()));
      }
      return read.tensors();
    } catch (CheckpointException e) {
      throw new CheckpointException(
          file,
          "is not the file that %s speaks of: %s. Found: %s Fix: copy all files of the folder again."
              .formatted(Checkpoint.MANIFEST, wanted, e.getMessage()),
          e);
    }
  }

  private void needEachOnce(List<Checkpoint.Saved> saved, int tensors) {
    long names = saved.stream().map(each -> each.description().name()).distinct().count();
    if (saved.size() != tensors || names != tensors) {
      throw misfit(
          "the file has %d tensors and the manifest %d names".formatted(tensors, saved.size()));
    }
  }

  /** The manifest that the numbers belong to. */
  private Manifest current(Manifest.Data found) {
    return Try.of(() -> Manifest.read(manifest.waiting()))
        .filter(waiting -> waiting.data().equals(found))
        .getOrElse(() -> matching(found));
  }

  private Manifest matching(Manifest.Data found) {
    Manifest read = Manifest.read(manifest.place());
    if (!read.data().equals(found)) {
      throw misfit("found %s, and the manifest speaks of %s".formatted(found, read.data()));
    }
    return read;
  }

  private Checkpoint.Saved saved(Manifest.Parameter description, @Nullable Tensor free) {
    if (free == null) {
      throw misfit("the manifest names '%s', and the file does not".formatted(description.name()));
    }
    Manifest.Parameter found = description.with(free);
    if (!found.equals(description)) {
      throw misfit("found %s, and the manifest speaks of %s".formatted(found, description));
    }
    return new Checkpoint.Saved(description, free);
  }

  private CheckpointException misfit(String what) {
    return new CheckpointException(
        data.place(),
        "does not belong to %s: %s. Fix: copy both files again, or save anew."
            .formatted(Checkpoint.MANIFEST, what));
  }
}
