package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacedTest {
  @TempDir private Path folder;

  @Test
  void tellsTheCauseWhereAFolderLiesInTheWayOfAFile() throws IOException {
    Files.createDirectories(folder.resolve(".x.jyro-next/full"));
    Placed placed = new Placed(folder.resolve("x"));
    assertThatThrownBy(() -> placed.putFile(out -> out.write(1)))
        .isInstanceOf(FileNotFoundException.class)
        .hasSuppressedException(
            new DirectoryNotEmptyException(folder.resolve(".x.jyro-next").toString()));
  }

  /** A file system that is closed meanwhile lets nobody clear up. */
  @Test
  void tellsTheCauseWhereAFolderCannotBeTakenAway() throws IOException {
    URI zip = URI.create("jar:" + folder.resolve("some.zip").toUri());
    FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"));
    Placed placed = new Placed(system.getPath("/x"));
    Throwable thrown =
        catchThrowable(
            () ->
                placed.putFolder(
                    into -> {
                      system.close();
                      throw new IOException("the cause");
                    }));
    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("the cause");
    assertThat(thrown.getSuppressed()).hasAtLeastOneElementOfType(ClosedFileSystemException.class);
  }

  /** Also on Java 17.0.13 and before, whose {@link Files#createDirectories} fails on the link. */
  @Test
  void putsFilesAndFoldersIntoAFolderThatALinkLeadsTo() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    for (String part : List.of("", "new")) {
      new Placed(link.resolve(part).resolve("x")).putFile(out -> out.write('1'));
      new Placed(link.resolve(part).resolve("y"))
          .putFolder(into -> Files.writeString(into.resolve("file"), "2"));
      assertThat(elsewhere.resolve(part).resolve("x")).hasContent("1");
      assertThat(elsewhere.resolve(part).resolve("y/file")).hasContent("2");
    }
    assertThat(link).isSymbolicLink();
  }

  @Test
  void putsTheOlderFolderBackWhereTheNewerIsGone() throws IOException {
    Placed placed = new Placed(folder.resolve("x"));
    placed.putFolder(into -> Files.writeString(into.resolve("file"), "older"));
    assertThatThrownBy(() -> placed.putFolder(Files::delete))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder.resolve("x/file")).hasContent("older");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }
}
