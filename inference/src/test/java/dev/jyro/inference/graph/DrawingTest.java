package dev.jyro.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts in the resources were looked at as pictures once; see the file beside them. */
final class DrawingTest {
  static Stream<Arguments> programs() {
    return Stream.of(
        program("regression", Programs::regression, 10, 3),
        program("eight-schools", Programs::eightSchools, 8),
        program("autoencoder", Programs::autoencoder, 6, 4),
        program("nested", Programs::nested, 10, 4),
        program("chain", Programs::chain, 3),
        program("hostile", Programs::hostile, 1));
  }

  private static Arguments program(String name, Model<Tensor> model, long... sizes) {
    return Arguments.of(name, model, sizes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void isThisTextForGraphviz(String name, Model<Tensor> model, long[] sizes) throws IOException {
    assertThat(ModelGraph.of(model, Tensor.zeros(sizes)).toDot()).isEqualTo(text(name + ".dot"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void isThisTextForMermaid(String name, Model<Tensor> model, long[] sizes) throws IOException {
    assertThat(ModelGraph.of(model, Tensor.zeros(sizes)).toMermaid())
        .isEqualTo(text(name + ".mmd"));
  }

  private static String text(String file) throws IOException {
    try (InputStream in = DrawingTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
