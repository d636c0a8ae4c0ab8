package dev.jyro.examples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RocTest {
  @Test
  void hasAnAreaOfOneIfEveryOddScoreIsHigher() {
    assertThat(area(List.of(1.0, 2.0), List.of(3.0, 4.0, 5.0))).isEqualTo(1);
    assertThat(area(List.of(3.0, 4.0, 5.0), List.of(1.0, 2.0))).isEqualTo(0);
  }

  @Test
  void countsPairsInTheRightOrderAndEqualScoresHalf() {
    // Pairs (usual, odd): 1<2 right, 1<3 right, 2=2 half, 2<3 right, 4>2 wrong, 4>3 wrong.
    assertThat(area(List.of(1.0, 2.0, 4.0), List.of(2.0, 3.0))).isEqualTo(3.5 / 6);
  }

  @Test
  void isAHalfForScoresThatAreAllEqual() {
    assertThat(area(List.of(7.0, 7.0, 7.0), List.of(7.0, 7.0))).isEqualTo(0.5);
  }

  @Test
  void isDrawnFromNothingFoundToEverything() {
    List<Double> usual = DoubleStream.iterate(0, x -> x + 1).limit(1000).boxed().toList();
    List<Double> odd = DoubleStream.iterate(500.5, x -> x + 1).limit(1000).boxed().toList();
    var curve = Roc.of(usual, odd).curve("moved by half");
    assertThat(curve.x().get(0)).isEqualTo(0);
    assertThat(curve.y().get(0)).isEqualTo(0);
    assertThat(curve.x()).last().isEqualTo(1.0);
    assertThat(curve.y()).last().isEqualTo(1.0);
    IntStream.range(1, curve.y().size())
        .forEach(i -> assertThat(curve.y().get(i)).isGreaterThanOrEqualTo(curve.y().get(i - 1)));
  }

  private static double area(List<Double> usual, List<Double> odd) {
    return Roc.of(usual, odd).area();
  }
}
