package dev.jyro.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of docs/getting-started.md. */
final class GettingStartedPageTest {
  private final Page page = Page.named("getting-started.md");

  @Test
  void printsWhatThePageShows() {
    assertThat(page.text()).contains(Page.block(printed()));
  }

  /**
   * Where the guide settles its mean is that of Beta(8, 4), 2/3, exactly. Adam at rate α goes on
   * wandering there by about √(α σ / 2h) in logits, with h = 2.5 the curvature and σ = 0.4 the
   * noise of the gradient of 16 particles: 0.03, or 0.006 of a probability. The mean of 4000 draws
   * adds 0.133/√4000 = 0.002. Four times both together: 0.025.
   */
  @Test
  void findsTheMeanOfTheExactPosterior() {
    String row =
        printed().lines().filter(line -> line.startsWith("heads")).findFirst().orElseThrow();
    double mean = Double.parseDouble(row.substring("heads".length()).strip().substring(0, 5));
    assertThat(mean).isCloseTo(8 / 12.0, within(0.025));
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch-native-cpu, pytorch.version",
    "slf4j-simple, slf4j.version",
    "maven-resources-plugin, resources-plugin.version",
    "maven-compiler-plugin, compiler-plugin.version",
    "exec-maven-plugin, exec-plugin.version"
  })
  void asksForTheVersionsOfTheProject(String artifact, String property) {
    assertThat(page.text())
        .containsPattern(
            "<artifactId>%s</artifactId>\\s+<version>%s</version>"
                .formatted(artifact, Page.property(property)));
  }

  @Test
  void asksForTheBridgeThatFitsBothTorchAndDjl() {
    assertThat(page.text())
        .contains(
            "<version>%s-%s</version>"
                .formatted(Page.property("pytorch.version"), Page.property("djl.version")));
  }

  private static String printed() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Coin.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
