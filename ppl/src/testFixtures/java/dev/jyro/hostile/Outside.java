package dev.jyro.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder beside what is besieged, to which hostile names lead. It holds one file, and after the
 * siege it must hold that one, as it was, and nothing more.
 */
public final class Outside {
  /** The property that tells the besieged process where it is. */
  static final String PROPERTY = "jyro.hostile.outside";

  private static final String FILE = "there";
  private static final String CONTENT = "was here before";

  private final Path root;
  private final Path inside;

  private Outside(Path root, Path inside) {
    this.root = root;
    this.inside = inside;
  }

  /** Everything in the root but what is inside; the folder is made. */
  static Outside of(Path root, Path inside) throws IOException {
    Outside outside = new Outside(root, inside);
    Files.createDirectory(outside.folder());
    Files.writeString(outside.folder().resolve(FILE), CONTENT);
    return outside;
  }

  /** The name of a file that is not there, in this process. */
  public static String evil() {
    return named("evil");
  }

  /** The name of the file that is there, in this process. */
  static String there() {
    return named(FILE);
  }

  private static String named(String file) {
    Path folder = Path.of(System.getProperty(PROPERTY, "target/outside")).toAbsolutePath();
    return folder.resolve(file).toString().replace('\\', '/');
  }

  /** The folder. */
  Path folder() {
    return root.resolve("outside");
  }

  /** What the process said, which is no harm. */
  Path said() {
    return root.resolve("said.txt");
  }

  /** Nothing came to be outside, and inside nothing under a hostile name. */
  void needUntouched() throws IOException {
    Path file = folder().resolve(FILE);
    assertThat(file).hasContent(CONTENT);
    try (Stream<Path> found = Files.walk(root)) {
      assertThat(found.filter(each -> !inside.startsWith(each) && !isExpected(each))).isEmpty();
    }
  }

  private boolean isExpected(Path path) {
    boolean evil = path.getFileName().toString().startsWith("evil");
    return (path.startsWith(inside) && !evil)
        || path.equals(folder())
        || path.equals(folder().resolve(FILE))
        || path.equals(said());
  }
}
