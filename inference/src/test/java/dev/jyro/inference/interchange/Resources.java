package dev.jyro.inference.interchange;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What Python wrote; the README beside it says how. */
final class Resources {
  private Resources() {}

  /** Copies a file or a folder. */
  static void copy(String name, Path target) throws IOException {
    Path source = path(name);
    List<Path> all;
    try (Stream<Path> found = Files.walk(source)) {
      all = found.toList();
    }
    for (Path each : all) {
      Files.copy(each, target.resolve(source.relativize(each).toString()));
    }
  }

  private static Path path(String name) {
    URL found = Objects.requireNonNull(Resources.class.getResource(name), name);
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
