package dev.jyro.inference.param;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Try;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * manifest.json}, what they are.
 *
 * <p>Both files are written beside their places first and moved when they are complete, the
 * manifest last. It holds the hash of the numbers, so numbers and manifest of two savings are not
 * taken for one. Where a save was ended between the two moves the new manifest waits complete, and
 * counts.
 */
final class Checkpoint {
  static final String DATA = "params.safetensors";
  static final String MANIFEST = "manifest.json";

  private final Path folder;
  private final WholeFile data;
  private final WholeFile manifest;

  private Checkpoint(Path folder) {
    this.folder = folder;
    this.data = new WholeFile(folder.resolve(DATA));
    this.manifest = new WholeFile(folder.resolve(MANIFEST));
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

  /** Writes the parameters, in place of an older checkpoint. */
  void save(Collection<ParamStore.Entry> entries) {
    try {
      Files.createDirectories(folder);
      prepare(entries);
      data.commit();
      manifest.commit();
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(
          folder, "the parameters cannot be saved. Found: %s.".formatted(e), e);
    }
  }

  /** Reads everything and checks that it belongs together; in the order of the manifest. */
  List<Saved> load() {
    Manifest read = current();
    Map<String, Tensor> numbers = SafeTensors.read(data.place()).tensors();
    List<Saved> saved =
        read.parameters().stream().map(each -> saved(each, numbers.get(each.name()))).toList();
    needEachOnce(saved, numbers.size());
    return saved;
  }

  private void needEachOnce(List<Saved> saved, int tensors) {
    long names = saved.stream().map(each -> each.description.name()).distinct().count();
    if (saved.size() != tensors || names != tensors) {
      throw misfit(
          "the file has %d tensors and the manifest %d names".formatted(tensors, saved.size()));
    }
  }

  private void prepare(Collection<ParamStore.Entry> entries) throws IOException {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    entries.forEach(entry -> numbers.put(entry.name(), entry.leaf().value()));
    boolean done = false;
    try {
      data.write(SafeTensors.of(numbers)::write);
      byte[] json = Manifest.of(entries, described(data.waiting())).toJson();
      manifest.write(out -> out.write(json));
      done = true;
    } finally {
      if (!done) {
        data.forget();
        manifest.forget();
      }
    }
  }

  /** The manifest that the numbers belong to. */
  private Manifest current() {
    Manifest.Data found = found();
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
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
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
