package dev.jyro.examples.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("file");
  }

  @Nested
  final class AWriteThatSucceeds {
    @Test
    void leavesTheFileAndNothingElse() throws IOException {
      new AtomicFile(file()).write(out -> out.write(42));
      assertThat(file()).hasBinaryContent(new byte[] {42});
      assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void replacesAnOlderFile() throws IOException {
      Files.writeString(file(), "a long older content");
      new AtomicFile(file()).write(out -> out.write('b'));
      assertThat(file()).hasContent("b");
    }

    @Test
    void showsNothingBeforeItsEnd() {
      new AtomicFile(file())
          .write(
              out -> {
                out.write(new byte[100_000]);
                out.flush();
                assertThat(file()).doesNotExist();
              });
      assertThat(file()).hasSize(100_000);
    }
  }

  @Nested
  final class AWriteThatFails {
    @Test
    void keepsTheOlderFileAndLeavesNothingElse() throws IOException {
      Files.writeString(file(), "older");
      assertThatThrownBy(
              () ->
                  new AtomicFile(file())
                      .write(
                          out -> {
                            out.write('x');
                            throw new IOException("no space left");
                          }))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(file() + ": cannot be written")
          .hasMessageContaining("no space left")
          .hasRootCauseMessage("no space left");
      assertThat(file()).hasContent("older");
      assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void leavesNothingWhenTheContentThrows() throws IOException {
      assertThatThrownBy(
              () ->
                  new AtomicFile(file())
                      .write(
                          out -> {
                            throw new IllegalStateException("bug");
                          }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysSoWhenAFolderHasTheName() throws IOException {
      Files.createDirectories(file().resolve("inner"));
      assertThatThrownBy(() -> new AtomicFile(file()).write(out -> out.write(1)))
          .isInstanceOf(OutputException.class);
      assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void saysSoWhenThereIsNoFolder() {
      Path lost = folder.resolve("none").resolve("file");
      assertThatThrownBy(() -> new AtomicFile(lost).write(out -> out.write(1)))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(lost.toString());
    }
  }
}
