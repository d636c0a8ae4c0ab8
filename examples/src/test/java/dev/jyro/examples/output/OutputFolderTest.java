package dev.jyro.examples.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {
  @TempDir Path place;

  @Nested
  final class Opening {
    @Test
    void makesTheFolderAndThoseAroundIt() {
      Path path = place.resolve("a/b/c");
      assertThat(OutputFolder.open(path).path()).isEqualTo(path).isEmptyDirectory();
    }

    @Test
    void takesAFolderThatExistsAsItIs() throws IOException {
      Files.writeString(place.resolve("older"), "kept");
      OutputFolder.open(place);
      assertThat(place.toFile().list()).containsExactly("older");
    }

    @Test
    void takesALinkToAFolder() throws IOException {
      Path folder = Files.createDirectory(place.resolve("folder"));
      Path link = Files.createSymbolicLink(place.resolve("link"), folder);
      assertThat(OutputFolder.open(link).path()).isEqualTo(link).isEmptyDirectory();
    }

    @Test
    void refusesAFileInTheWay() throws IOException {
      Path file = Files.createFile(place.resolve("file"));
      assertThatThrownBy(() -> OutputFolder.open(file))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(file + ": cannot be used for output")
          .hasMessageContaining("found   the file " + file)
          .hasMessageContaining("Fix: ");
    }

    @Test
    void refusesAFileInTheWayFurtherOut() throws IOException {
      Path file = Files.createFile(place.resolve("file"));
      assertThatThrownBy(() -> OutputFolder.open(file.resolve("a/b")))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("found   the file " + file);
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() {
      // The classes of the JDK are a file system that not even an administrator can write.
      Path readOnly = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
      assertThatThrownBy(() -> OutputFolder.open(readOnly.resolve("out")))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith("/modules/out: cannot be used for output")
          .hasMessageContaining("ReadOnly");
      assertThatThrownBy(() -> OutputFolder.open(readOnly)).isInstanceOf(OutputException.class);
    }
  }

  @Nested
  final class Writing {
    @Test
    void tellsThePathOfTheFile() {
      OutputFolder folder = OutputFolder.open(place);
      assertThat(folder.write("text", "Grüße"))
          .isEqualTo(place.resolve("text"))
          .hasContent("Grüße");
      assertThat(folder.write("bytes", out -> out.write(7))).hasBinaryContent(new byte[] {7});
      assertThat(folder.file("text")).exists();
    }
  }
}
