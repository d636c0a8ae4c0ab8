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
  /** The name of the file that says whose checkpoints are in a folder. */
  static final String MARK = "example.txt";

  /**
   * Looks whether there is one.
   *
   * @param folder where its results are to be
   * @param example the name of the example
   * @throws JyroException if the folder has no checkpoint of a training, or another example's
   */
  public static EarlierRun of(Path folder, String example) {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.noneMatch(EarlierRun::isCheckpoint)) {
        throw missing(folder, example, "no folder whose name begins with 'checkpoint'");
      }
      String found = Files.readString(folder.resolve(MARK)).strip();
      if (!found.equals(example)) {
        throw missing(folder, example, "checkpoints of '" + found + "'");
      }
      return new EarlierRun(folder);
    } catch (IOException e) {
      throw missing(folder, example, e.toString());
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

  private static JyroException missing(Path from, String example, String found) {
    return new JyroException(
        """
        --resume %s: there is no training to go on with.
          found   %s
          needed  the folder that an earlier run of '%s' had as --out, with its checkpoint in it
        Fix: name that folder; or leave --resume out, to begin anew."""
            .formatted(from, found, example));
  }
}
