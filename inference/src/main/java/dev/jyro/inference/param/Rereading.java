package dev.jyro.inference.param;

import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads files that somebody may be saving at the same time, who moves one after the other: what
 * does not fit together then does so a moment later.
 *
 * <p>A complaint is believed if the next reading has the same one and the files were no others in
 * between; so a damaged checkpoint costs two readings.
 *
 * @param files all that are read
 */
record Rereading(Together files) {
  /** Whoever saves without a pause spoils every second reading, or fewer. */
  private static final int MOST = 100;

  /** What was wrong, and with which files. */
  private record Complaint(String message, List<String> files) {}

  /** Reads until it succeeds, or the complaint is believed; the tensors outlive the attempt. */
  Checkpoint.Content until(Supplier<Checkpoint.Content> reading) {
    Option<Complaint> last = Option.none();
    for (int i = 1; ; i++) {
      try {
        return kept(reading);
      } catch (CheckpointException e) {
        Option<Complaint> found = Option.of(new Complaint(String.valueOf(e.getMessage()), seen()));
        if (i == MOST || found.equals(last)) {
          throw e;
        }
        last = found;
      }
    }
  }

  private static Checkpoint.Content kept(Supplier<Checkpoint.Content> reading) {
    try (TensorScope scope = TensorScope.open()) {
      Checkpoint.Content content = reading.get();
      content.tensors().forEach(scope::keep);
      return content;
    }
  }

  private List<String> seen() {
    return files.files().stream()
        .flatMap(each -> Stream.of(each.place(), each.waiting()))
        .map(Rereading::seen)
        .toList();
  }

  private static String seen(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %s %d".formatted(found.fileKey(), found.lastModifiedTime(), found.size());
    } catch (IOException e) {
      return e.toString();
    }
  }
}
