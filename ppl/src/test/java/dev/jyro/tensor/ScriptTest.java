package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The op pack, a resource that people can read. */
final class ScriptTest {
  @Nested
  final class TheResource {
    private final String text = text();

    @Test
    void holdsEveryFunctionThatAnOperationNames() {
      assertThat(functions()).containsAll(named());
    }

    @Test
    void holdsNoFunctionThatNothingCalls() {
      Set<String> called = new TreeSet<>(named());
      found("self\\.(\\w+)\\(").forEach(called::add);
      assertThat(called).containsAll(functions());
    }

    @Test
    void isAlphabeticalInItsPointwisePart() {
      int end = text.indexOf("# ---- Reductions");
      List<String> names = found("def (\\w+)\\(", text.substring(0, end)).toList();
      assertThat(names).isSorted();
    }

    private List<String> functions() {
      return found("def (\\w+)\\(").toList();
    }

    private Set<String> named() {
      return Stream.of(Op.values())
          .filter(Op::isScript)
          .map(Op::function)
          .collect(Collectors.toSet());
    }

    private Stream<String> found(String pattern) {
      return found(pattern, text);
    }

    private Stream<String> found(String pattern, String where) {
      return Pattern.compile(pattern).matcher(where).results().map((MatchResult m) -> m.group(1));
    }
  }

  @Nested
  final class ACall {
    @Test
    void thatFailsLeavesTheNextOnesAlone() {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> Tensor.ones(2).logAddExp(Tensor.ones(3)))
            .isInstanceOf(ShapeException.class);
      }
      assertThat(Tensor.ones(2).logAddExp(Tensor.ones(2)).numel()).isEqualTo(2);
    }

    @Test
    void thatFailsKeepsTorchsWordsAndNotItsTrace() {
      assertThatThrownBy(() -> Tensor.of(1L, 2).softmax(0))
          .isInstanceOf(JyroException.class)
          .hasMessageStartingWith("softmax: ")
          .hasMessageNotContaining("Traceback")
          .hasMessageNotContaining("serialized code");
    }

    @Test
    void worksOnManyThreadsAtOnce() {
      List<Double> sums = IntStream.range(0, 500).parallel().mapToObj(i -> sum(i)).toList();
      for (int i = 0; i < 500; i++) {
        assertThat(sums.get(i)).isEqualTo(sum(i));
      }
    }

    private double sum(int i) {
      try (TensorScope scope = TensorScope.open()) {
        return Tensor.of(i, 1.0).logSumExp().digamma().item();
      }
    }
  }

  @Nested
  final class TheEngine {
    @Test
    void tellsItsVersion() {
      assertThat(Torch.version()).startsWith("2.");
    }

    @Test
    void takesANumberOfThreads() {
      int before = Torch.threads();
      Torch.setThreads(1);
      assertThat(Torch.threads()).isEqualTo(1);
      Torch.setThreads(before);
      assertThatThrownBy(() -> Torch.setThreads(0))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("at least 1");
    }
  }

  private static String text() {
    try (InputStream resource = Script.class.getResourceAsStream("ops.py")) {
      return new String(
          Objects.requireNonNull(resource, "ops.py").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
