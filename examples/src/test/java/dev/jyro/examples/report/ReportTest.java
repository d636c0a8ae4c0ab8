package dev.jyro.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.Picture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  private static final Pattern DATA = Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"");

  @TempDir Path place;

  private Report report() {
    return new Report("coin", OutputFolder.open(place));
  }

  private static String written(Report report) throws IOException {
    Path file = report.write(Map.of("heads", "6"), "A coin.\nIt is fair.", Map.of("Java", "17"));
    return Files.readString(file);
  }

  private static Picture picture(float grey) {
    return ImageGrid.of(1, 1).padding(0).scale(3).draw(new float[] {grey});
  }

  @Nested
  final class ThePage {
    @Test
    void hasSettingsSummaryTimingsAndSurroundings() throws IOException {
      Report report = report();
      report.timing("training", 1.25);
      report.timing("training", 1);
      assertThat(written(report))
          .contains("<h1>coin</h1>", "A coin.\nIt is fair.")
          .contains("<th scope=\"row\">heads</th><td>6</td>")
          .contains("<th scope=\"row\">training</th><td>2.25 s</td>")
          .contains("<th scope=\"row\">Java</th><td>17</td>");
    }

    @Test
    void keepsTheOrderOfItsParts() throws IOException {
      Report report = report();
      report.table("First", List.of("a", "b"), List.of(List.of("1", "2")));
      report.picture("then.png", "Then", picture(1));
      report.table("Last", List.of("c"), List.of(List.of("3")));
      assertThat(written(report))
          .containsSubsequence("First", "<td>1</td><td>2</td>", "Then", "Last", "<td>3</td>");
    }

    @Test
    void asksForNothingElse() throws IOException {
      Report report = report();
      report.picture("a.png", "A picture", picture(1));
      assertThat(written(report)).doesNotContain("http:", "https:", "<script", "@import", "url(");
    }

    @Test
    void takesTextForTextAndNotForMarkup() throws IOException {
      Report report = report();
      report.table("T", List.of("a"), List.of(List.of("1 < 2 & <b>")));
      assertThat(written(report)).contains("<td>1 &lt; 2 &amp; &lt;b&gt;</td>");
    }
  }

  @Nested
  final class APicture {
    @Test
    void isInThePageAndBesideIt() throws IOException {
      Report report = report();
      report.picture("white.png", "White", picture(1));
      Matcher data = DATA.matcher(written(report));
      assertThat(data.find()).isTrue();
      byte[] inside = Base64.getDecoder().decode(data.group(1));
      assertThat(place.resolve("white.png")).hasBinaryContent(inside);
      assertThat(ImageIO.read(new ByteArrayInputStream(inside)).getWidth()).isEqualTo(3);
    }

    @Test
    void replacesOneOfItsName() throws IOException {
      Report report = report();
      report.picture("a.png", "Older", picture(1));
      report.picture("a.png", "Newer", picture(0));
      assertThat(written(report)).contains("Newer").doesNotContain("Older");
    }
  }

  @Test
  void refusesATableWhoseRowsDoNotFitItsHead() {
    Report report = report();
    assertThatThrownBy(() -> report.table("T", List.of("a"), List.of(List.of("1", "2"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'T'", "2 cells", "needed 1");
  }
}
