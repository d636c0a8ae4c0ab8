package dev.jyro.inference.param;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What keeps folders, when there is power and when there is none. */
@FunctionalInterface
public interface Disk {
  /** Waits until the names in a folder are written down. */
  void force(Path folder) throws IOException;

  /** The system's own. Windows opens no folder, and writes down moves by itself. */
  static Disk ofSystem() {
    return File.separatorChar == '/' ? Disk::forceByChannel : folder -> {};
  }

  /**
   * Makes a folder, and those around it, where there is none. A link to one is one: {@link
   * Files#createDirectories} of Java 17.0.13 and before fails on it (JDK-8294193).
   */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  private static void forceByChannel(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
