package dev.jyro.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every program, over 60 that were decided by the numbers in the cases' names. */
final class RandomProgramTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isDrawnWhole(long seed) {
    RandomProgram program = new RandomProgram(seed);
    ModelGraph graph = ModelGraph.of(nothing -> program.run(), "nothing");
    hasEachSiteOnce(graph, program);
    nestsPlates(graph);
    writesWhole(graph);
  }

  private static void hasEachSiteOnce(ModelGraph graph, RandomProgram program) {
    assertThat(graph.nodes().map(Node::name)).containsExactlyElementsOf(program.plates.keySet());
    assertThat(graph.nodes().map(node -> node.plates().asJava()))
        .containsExactlyElementsOf(program.plates.values());
    assertThat(graph.edges()).containsExactlyInAnyOrderElementsOf(program.edges);
  }

  private static void nestsPlates(ModelGraph graph) {
    List<List<String>> paths = graph.plates().map(PlateBox::path).prepend(List.empty());
    assertThat(paths).doesNotHaveDuplicates();
    assertThat(paths).containsAll(graph.nodes().map(Node::plates));
    assertThat(paths).containsAll(graph.plates().map(plate -> plate.path().init()));
  }

  private static void writesWhole(ModelGraph graph) {
    String quotedInDot = "\"(\\\\.|[^\"\\\\])*\"";
    String dot = Pattern.compile(quotedInDot).matcher(graph.toDot()).replaceAll("");
    assertThat(dot).doesNotContain("\"");
    assertThat(count("\\{", dot)).isEqualTo(count("\\}", dot)).isEqualTo(1 + graph.plates().size());
    assertThat(count(" \\[label", graph.toDot())).isEqualTo(graph.nodes().size());
    assertThat(count(" -> ", dot)).isEqualTo(graph.edges().size());
    String mermaid = Pattern.compile("\"[^\"]*\"").matcher(graph.toMermaid()).replaceAll("");
    assertThat(mermaid).doesNotContain("\"");
    assertThat(count("subgraph ", mermaid))
        .isEqualTo(count("\\bend\n", mermaid))
        .isEqualTo(graph.plates().size());
    assertThat(count(" --> ", mermaid)).isEqualTo(graph.edges().size());
  }

  private static long count(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
