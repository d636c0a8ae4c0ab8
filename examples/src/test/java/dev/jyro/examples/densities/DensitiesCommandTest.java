package dev.jyro.examples.densities;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class DensitiesCommandTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void drawsEveryPage(@TempDir Path folder) {
    int exit = new CommandLine(new DensitiesCommand()).execute("--out", folder.toString());
    assertThat(exit).isZero();
    for (Page page : Page.all()) {
      assertThat(folder.resolve(page.file())).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.jyro.examples.densities.Page#all")
  void isShownInTheDocuments(Page page) throws Exception {
    assertThat(Files.readString(DOCS.resolve("densities.md"))).contains("images/" + page.file());
    assertThat(DOCS.resolve("images").resolve(page.file())).isNotEmptyFile();
  }
}
