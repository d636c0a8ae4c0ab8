package dev.jyro.inference.graph;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/drawing.md, and what it gives. */
final class DrawingPageTest {
  private record Schools(Tensor effect, Tensor error) {}

  private final Schools schools =
      new Schools(
          Tensor.of(28f, 8f, -3f, 7f, -1f, 1f, 18f, 12f),
          Tensor.of(15f, 10f, 16f, 11f, 9f, 11f, 10f, 18f));

  private final Model<Schools> model = model();

  private static Model<Schools> model() {
    // region drawing-model
    Model<Schools> model =
        data -> {
          Tensor mu = sample("mu", Normal.of(0, 5));
          Tensor tau = sample("tau", LogNormal.of(0, 1));
          plate(
              "schools",
              8,
              () -> {
                Tensor theta = sample("theta", Normal.of(mu, tau));
                observe("effect", Normal.of(theta, data.error()), data.effect());
              });
        };
    // endregion
    return model;
  }

  @Test
  void drawsTheModel(@TempDir Path folder) throws IOException {
    // region drawing-graph
    ModelGraph graph = ModelGraph.of(model, schools);
    String mermaid = graph.toMermaid();
    Files.writeString(folder.resolve("schools.dot"), graph.toDot());
    // endregion
    assertThat(page()).contains("```mermaid\n" + mermaid + "```\n");
  }

  @Test
  void showsTheShapes() throws IOException {
    // region drawing-shapes
    Trace trace = Trace.of(Handlers.seed(model, 0), schools);
    String table = trace.shapesWithDensities();
    // endregion
    assertThat(page()).contains("```text\n" + table + "\n```\n");
  }

  @Test
  void answersQuestions() {
    ModelGraph graph = ModelGraph.of(model, schools);
    // region drawing-question
    boolean shares =
        graph.edges().exists(edge -> edge.from().equals("tau") && edge.to().equals("theta"));
    // endregion
    assertThat(shares).isTrue();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "drawing.md"));
  }
}
