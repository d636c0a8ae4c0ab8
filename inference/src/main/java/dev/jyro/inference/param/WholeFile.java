package dev.jyro.inference.param;

import io.vavr.control.Option;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is seen whole or not at all: written beside its place, and then moved there.
 *
 * @param place where it is to be
 * @param disk what keeps the folder
 */
record WholeFile(Path place, Disk disk) {
  /** On the system's own disk. */
  WholeFile(Path place) {
    this(place, Disk.ofSystem());
  }

  /** What a file is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Where it waits until it is complete. */
  Path waiting() {
    return place.resolveSibling(place.getFileName() + ".next");
  }

  /**
   * Opens a file to be read. A link may lead to it; a device or a pipe may have no end, or no
   * beginning.
   */
  static InputStream open(Path file) throws IOException {
    if (isNoPlainFile(file)) {
      throw new IOException("what is there is no plain file");
    }
    return Files.newInputStream(file);
  }

  /** Whether something is there that no save has written. */
  static boolean isNoPlainFile(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  /**
   * Writes it beside its place, and waits until the disk has it. What is there is taken away first:
   * it could be a link, and lead outside.
   */
  void write(Content content) throws IOException {
    if (!Files.isDirectory(waiting(), LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(waiting());
    }
    try (FileOutputStream out = new FileOutputStream(waiting().toFile())) {
      content.writeTo(out);
      out.getFD().sync();
    }
  }

  /** Puts it in its place, over an older one. */
  void move() throws IOException {
    Files.move(
        waiting(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Waits until the disk knows of the move: so a machine that loses its power between two moves has
   * done the first of them. The file is where it belongs already, so nothing here is an error: in a
   * folder that cannot be forced to the disk it is up to the file system what a loss of power
   * leaves. An interrupt, which closes a channel, waits.
   */
  void settle() {
    boolean interrupted = false;
    try {
      while (!isSettled()) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isSettled() {
    try {
      disk.force(folder());
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException ignored) {
      return true; // a folder that may not be read, or a file system that forces none
    }
  }

  private Path folder() {
    return Option.of(place.getParent()).getOrElse(() -> Path.of(""));
  }

  /** Throws away what was written and not committed, if it can. */
  void forget() {
    try {
      Files.deleteIfExists(waiting());
    } catch (IOException ignored) {
      // Another error is under way, or the save is done; the next save writes over what is left.
    }
  }

  /** Takes the file away. */
  void remove() throws IOException {
    Files.deleteIfExists(place);
  }
}
