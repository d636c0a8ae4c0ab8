package dev.jyro.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentationTest {
  @Test
  void agreesWithTheCodeAndItsLinksLeadToFiles() {
    assertThat(Documentation.problemsIn(rootOfTheSources())).isEmpty();
  }

  private static Path rootOfTheSources() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = requireNonNull(folder.getParent(), "no .mvn folder around the tests");
    }
    return folder;
  }

  @Nested
  final class ABlock {
    @TempDir Path root;

    @Test
    void passesWhenItIsTheRegionAtAnotherIndentation() throws IOException {
      source("class A {", "    // region sum", "    int a = 1;", "", "    // endregion", "}");
      page("* first:", "  ```java sum", "  int a = 1;", "  ```");
      assertThat(Documentation.problemsIn(root)).isEmpty();
    }

    @Test
    void namesTheFirstLineThatDiffers() throws IOException {
      source("// region sum", "int a = 1;", "int b = 2;", "// endregion");
      page("Text.", "```java sum", "int a = 1;", "int b = 3;", "```");
      assertThat(Documentation.problemsIn(root))
          .singleElement()
          .asString()
          .startsWith("docs/page.md:4: ")
          .contains("'sum' of m/src/test/java/A.java:1")
          .containsPattern("expected: int b = 2;\\s+found: {4}int b = 3;");
    }

    @Test
    void mayNotEndEarlyOrLate() throws IOException {
      source("// region sum", "int a = 1;", "int b = 2;", "// endregion");
      page("```java sum", "int a = 1;", "```");
      assertThat(Documentation.problemsIn(root))
          .singleElement()
          .asString()
          .startsWith("docs/page.md:3: ")
          .contains("found:    (the end of the block)");
    }

    @Test
    void mustNameARegion() throws IOException {
      page("```java", "int a;", "```", "```java nowhere", "int a;", "```", "```text", "a", "```");
      assertThat(Documentation.problemsIn(root))
          .containsExactly(
              "docs/page.md:1: a java block must name its region: ```java NAME",
              "docs/page.md:4: no source has '// region nowhere'");
    }

    @Test
    void mayLieInsideAnotherBlocksRegion() throws IOException {
      source("// region all", "int a;", "// region one", "int b;", "// endregion", "// endregion");
      page("```java all", "int a;", "int b;", "```", "```java one", "int b;", "```");
      assertThat(Documentation.problemsIn(root)).isEmpty();
    }

    private void source(String... lines) throws IOException {
      write(root.resolve("m/src/test/java/A.java"), lines);
    }

    private void page(String... lines) throws IOException {
      write(root.resolve("docs/page.md"), lines);
    }
  }

  @Nested
  final class ARegion {
    @TempDir Path root;

    @Test
    void hasOneNameAndAnEnd() throws IOException {
      write(root.resolve("m/src/main/java/A.java"), "// endregion", "// region a", "// endregion");
      write(root.resolve("m/src/main/java/B.java"), "// region a", "// endregion", "// region b");
      assertThat(Documentation.problemsIn(root))
          .containsExactly(
              "m/src/main/java/A.java:1: no region is open here",
              "m/src/main/java/B.java:1: region 'a' is also at m/src/main/java/A.java:2",
              "m/src/main/java/B.java:3: region 'b' is never closed");
    }
  }

  @Nested
  final class ALink {
    @TempDir Path root;

    @Test
    void leadsToAFileAndToAHeading() throws IOException {
      write(
          root.resolve("README.md"),
          "[here](docs/a.md#part) [out](https://example.org/x) [up](#up) `[code](no.md)`",
          "![picture](docs/none.png \"title\")",
          "",
          "[ref]: docs/none.md",
          "## Up",
          "[down](#down) [part](docs/a.md#parts)");
      write(
          root.resolve("docs/a.md"),
          "[back](../README.md)",
          "### `Part`",
          "```",
          "[code](no.md)",
          "```");
      assertThat(Documentation.problemsIn(root))
          .containsExactly(
              "README.md:2: the link leads nowhere: docs/none.png",
              "README.md:4: the link leads nowhere: docs/none.md",
              "README.md:6: the link leads nowhere: #down",
              "README.md:6: the link leads nowhere: docs/a.md#parts");
    }
  }

  private static void write(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines));
  }
}
