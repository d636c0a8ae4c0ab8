package dev.jyro.inference.interchange;

import dev.jyro.inference.param.Disk;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file or folder that is seen whole or not at all: written beside its place under a hidden name,
 * and moved there when it is complete.
 *
 * <p>A folder cannot be moved over another one: the older one steps aside first. Where a writing
 * was ended between the two moves, both wait, whole, and {@link #current} is the newer one.
 *
 * @param place where it is to be
 */
record Placed(Path place) {
  /** What a folder is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** What a file is to hold. */
  @FunctionalInterface
  interface Bytes {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A part of a writing. */
  @FunctionalInterface
  private interface Step {
    void perform() throws IOException;
  }

  /** Where it is. */
  Path current() {
    if (exists(place) || !exists(former())) {
      return place;
    }
    return exists(waiting()) ? waiting() : former();
  }

  /** Writes a file; what was there stays if that fails. */
  void putFile(Bytes bytes) throws IOException {
    Disk.makeFolder(around());
    orElse(() -> moveFile(bytes), () -> Files.deleteIfExists(waiting()));
  }

  private Path around() {
    return place.toAbsolutePath().resolveSibling("");
  }

  private void moveFile(Bytes bytes) throws IOException {
    write(waiting(), bytes);
    Files.move(
        waiting(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes a folder; what was there stays if that fails. */
  void putFolder(Content content) throws IOException {
    Disk.makeFolder(around());
    complete();
    orElse(() -> moveFolder(content), this::stepBack);
    complete();
  }

  private void moveFolder(Content content) throws IOException {
    Files.createDirectory(waiting());
    content.writeTo(waiting());
    if (exists(place)) {
      Files.move(place, former());
    }
    Files.move(waiting(), place);
  }

  /** The older one first: while both wait, the newer has to be whole. */
  private void stepBack() throws IOException {
    if (!exists(place) && exists(former())) {
      Files.move(former(), place);
    }
    delete(waiting());
  }

  /** Performs a step; if it fails, another clears up, whose own error hides no cause. */
  private static void orElse(Step step, Step other) throws IOException {
    try {
      step.perform();
    } catch (Throwable cause) {
      try {
        other.perform();
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
      }
      throw cause;
    }
  }

  /**
   * Writes a file in place and waits until the disk has it. What is there is taken away first: it
   * could be a link, and lead outside.
   */
  static void write(Path path, Bytes bytes) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
    }
    try (FileOutputStream out = new FileOutputStream(path.toFile())) {
      bytes.writeTo(out);
      out.getFD().sync();
    }
  }

  /** Ends what a writing that was ended early has left to do. */
  private void complete() throws IOException {
    if (!current().equals(place)) {
      Files.move(current(), place);
    }
    delete(waiting());
    delete(former());
  }

  private Path waiting() {
    return place.resolveSibling(".%s.jyro-next".formatted(place.getFileName()));
  }

  private Path former() {
    return place.resolveSibling(".%s.jyro-previous".formatted(place.getFileName()));
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Links are taken away, not followed. */
  private static void delete(Path path) throws IOException {
    if (exists(path)) {
      List<Path> all;
      try (Stream<Path> found = Files.walk(path)) {
        all = found.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
