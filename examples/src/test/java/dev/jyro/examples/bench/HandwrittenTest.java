package dev.jyro.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.inference.svi.SVI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides have seed 0, and their sites the same keys: what they draw is the same. */
final class HandwrittenTest {
  private static final int STEPS = 30;

  /**
   * Both add up the same float32 numbers, in another order at the most: a unit in the last place
   * (1.2e-7 of the number) for each of some 100 roundings a step, that Adam carries on for 30
   * steps.
   */
  private static final double RELATIVE = 100 * STEPS * 1.2e-7;

  @Nested
  final class ALoopByHand {
    static Stream<Work<?>> works() {
      return Stream.of(
          Work.eightSchools(),
          Work.linearRegression(),
          VaeWork.create(16),
          Sites.of(3),
          Parameters.of(3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("works")
    void takesTheStepsOfSvi(Work<?> work) {
      compare(work);
    }

    private <A> void compare(Work<A> work) {
      SVI<A> svi = work.svi();
      HandwrittenLoop loop = work.loop();
      for (int step = 0; step < STEPS; step++) {
        double expected = svi.step(work.data());
        assertThat(loop.step())
            .as("loss of step %d, seed 0", step)
            .isCloseTo(expected, within(RELATIVE * Math.max(1, Math.abs(expected))));
      }
    }
  }
}
