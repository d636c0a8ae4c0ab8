package dev.jyro.examples.stage;

import dev.jyro.JyroException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A run whose trainings are to be gone on with.
 *
 * @param folder where its results are
 */
public record EarlierRun(Path folder) {
  /**
   * Looks whether there is one.
   *
   * @throws JyroException if the folder has no checkpoint of a training
   */
  public EarlierRun {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.noneMatch(EarlierRun::isCheckpoint)) {
        throw missing(folder, "no folder whose name begins with 'checkpoint'");
      }
    } catch (IOException e) {
      throw missing(folder, e.toString());
    }
  }

  /** Goes on with a training, if the run had one of that checkpoint. */
  void resume(Course course, String checkpoint, String notes) {
    if (Files.isDirectory(folder.resolve(checkpoint))) {
      course.resume(folder.resolve(checkpoint), folder.resolve(notes));
    }
  }

  private static boolean isCheckpoint(Path path) {
    return path.getFileName().toString().startsWith("checkpoint") && Files.isDirectory(path);
  }

  private static JyroException missing(Path from, String found) {
    return new JyroException(
        """
        --resume %s: there is no training to go on with.
          found   %s
          needed  the folder that an earlier run had as --out, with its checkpoint in it
        Fix: name that folder; or leave --resume out, to begin anew."""
            .formatted(from, found));
  }
}
