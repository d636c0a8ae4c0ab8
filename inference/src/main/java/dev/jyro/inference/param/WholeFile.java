package dev.jyro.inference.param;

import io.vavr.control.Option;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is seen whole or not at all: written beside its place, and then moved there.
 *
 * @param place where it is to be
 */
record WholeFile(Path place) {
  /** Windows opens no folder, and writes down moves by itself. */
  private static final boolean FOLDERS_ARE_FILES = File.separatorChar == '/';

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
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("what is there is no plain file");
    }
    return Files.newInputStream(file);
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

  /**
   * Puts it in its place, over an older one, and waits until the disk knows: so a machine that
   * loses its power between two moves has done the first of them.
   */
  void commit() throws IOException {
    Files.move(
        waiting(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (FOLDERS_ARE_FILES) {
      settle();
    }
  }

  /** An interrupt closes a channel; it has to wait, for the file is where it belongs already. */
  private void settle() throws IOException {
    boolean interrupted = false;
    while (!isSettled()) {
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSettled() throws IOException {
    try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
      folder.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
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
