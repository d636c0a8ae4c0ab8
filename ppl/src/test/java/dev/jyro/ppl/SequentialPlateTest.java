package dev.jyro.ppl;

import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SequentialPlateTest {
  private static Trace trace(Runnable body) {
    return Trace.of(data -> body.run(), "");
  }

  private static Tensor draw(String name) {
    return sample(name, Normal.of(0, 1));
  }

  @Test
  void runsItsBodyOnceAnIndex() {
    List<Long> indices = new ArrayList<>();
    sequentialPlate("p", 3, indices::add);
    assertThat(indices).containsExactly(0L, 1L, 2L);
  }

  @Test
  void takesNoDimension() {
    Trace trace = trace(() -> sequentialPlate("p", 3, i -> draw("z" + i)));
    assertThat(trace.latents().map(site -> site.value().shape())).containsOnly(new Shape());
  }

  @Test
  void leavesTheDimensionsToOthers() {
    Trace trace = trace(() -> sequentialPlate("p", 2, i -> plate("q" + i, 3, () -> draw("z" + i))));
    assertThat(trace.value("z1").shape()).isEqualTo(new Shape(3));
  }

  @Test
  void marksEachRun() {
    Trace trace = trace(() -> sequentialPlate("p", 3, i -> draw("z" + i)));
    assertThat(trace.get("z2").setting().plates()).containsExactly(new Frame("p", 0, 3, 3, 2));
    assertThat(trace.get("z2").setting().plates().mkString()).isEqualTo("p[index 2]");
  }

  @Test
  void scalesForASubsample() {
    Trace trace = trace(() -> sequentialPlate(Plate.of("p", 6).subsample(2), i -> draw("z" + i)));
    assertThat(trace.latents()).hasSize(2);
    assertThat(trace.latents()).allMatch(site -> site.setting().scale() == 3);
  }

  @Test
  void multipliesScalesWhenNested() {
    Trace trace =
        trace(
            () ->
                sequentialPlate(
                    Plate.of("a", 8).subsample(2),
                    i ->
                        sequentialPlate(
                            Plate.of("b" + i, 6).subsample(3), j -> draw("z" + i + "," + j))));
    assertThat(trace.latents()).hasSize(6);
    assertThat(trace.latents()).allMatch(site -> site.setting().scale() == 8);
  }

  @Test
  void mayHaveOneInnerPlateForAllRuns() {
    Trace trace =
        trace(() -> sequentialPlate("a", 2, i -> sequentialPlate("b", 2, j -> draw(i + "," + j))));
    assertThat(trace.latents().map(Site::name)).containsExactly("0,0", "0,1", "1,0", "1,1");
    assertThat(trace.get("1,0").setting().plates().mkString(" "))
        .isEqualTo("a[index 1] b[index 0]");
  }

  @Test
  void needsNamesWithTheIndex() {
    assertThatThrownBy(() -> trace(() -> sequentialPlate("p", 2, i -> draw("z"))))
        .hasMessageStartingWith("Site 'z': there are two of this name in one run")
        .hasMessageContaining("in a loop put the index into the name");
  }

  @Test
  void runsOverIndicesOfTheCallersChoice() {
    List<Long> indices = new ArrayList<>();
    sequentialPlate(Plate.of("p", 9).subsample(Tensor.of(7L, 2L)), indices::add);
    assertThat(indices).containsExactly(7L, 2L);
  }

  @Test
  void mayNotBeOpenInItself() {
    assertThatThrownBy(() -> sequentialPlate("p", 2, i -> sequentialPlate("p", 2, j -> {})))
        .hasMessage(
            "Plate 'p' is open already, in p[index 0]. Needed: another name for the inner one.");
  }

  @Test
  void mayNotHaveADimension() {
    assertThatThrownBy(() -> sequentialPlate(Plate.of("p", 2).dim(-1), i -> {}))
        .hasMessageStartingWith("Plate 'p' runs its body once an index and was given dim -1.");
  }

  @Test
  void isClosedWhenItsBodyThrows() {
    assertThatThrownBy(
            () ->
                sequentialPlate(
                    "p",
                    2,
                    i -> {
                      throw new IllegalStateException("boom");
                    }))
        .hasMessage("boom");
    assertThat(Interpreter.plates()).isEmpty();
  }
}
