package dev.jyro.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.Watch;
import dev.jyro.examples.bench.Steps.Work;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What steps of eight schools leave behind, in a process of their own: no tensor, by the count
 * after each, and no growth of resident memory, by its slope after half of the steps.
 *
 * <p>The smallest tensor takes {@value #SMALLEST} bytes of Torch's memory (500,000 numbers of shape
 * {@code ()} measured at once). The slope must be less than that of a leak of so many tensors in a
 * step: in the long form one in ten steps; in the short one, while the JVM still compiles and gets
 * memory by 6 MB at a time, forty. A process that leaks twice as much must be found out.
 */
@Tag(Endurance.TAG)
final class StepMemorySoakTest {
  private static final String PROMISE = "memory of eight schools";
  private static final int SMALLEST = 448;
  private static final int HEAP = 48;

  private final int steps = Endurance.of(8_000, 200_000);
  private final int leakingSteps = Endurance.of(2_000, 200_000);
  private final double tensors = Endurance.isLong() ? 0.1 : 40;

  /** The short form leaves these to {@link #aStepThatFailsLeavesNothing}. */
  @Test
  void aStepLeavesNothing() throws IOException, InterruptedException {
    int plain = Endurance.of(Steps.PRINTS, steps);
    Watch all = Watch.of(Steps.class, HEAP, Work.PLAIN, plain, 0);
    assertThat(all.leastTensors()).isEqualTo(all.mostTensors());
    if (Endurance.isLong()) {
      needFlat("plain", all);
      draw(all);
    }
  }

  /** Nine of ten steps do not fail. */
  @Test
  void aStepThatFailsLeavesNothing() throws IOException, InterruptedException {
    needNothingLeft("a tenth fails", Watch.of(Steps.class, HEAP, Work.THROWING, steps, 0));
  }

  /** Each tensor weighs 512 bytes at least, and of what is let go the collector is told in time. */
  @Test
  void tracesThatAreLetGoDoNotPileUp() throws IOException, InterruptedException {
    long budget = 1 << 20;
    Watch all = Watch.within(budget, Steps.class, HEAP, Work.TRACES, steps, 0);
    needFlat("traces are kept", all);
    assertThat(all.mostTensors()).isLessThanOrEqualTo(budget / 512);
  }

  @Test
  void aLeakTwiceAsLargeAsTheBoundIsSeen() throws IOException, InterruptedException {
    Watch leaking = Watch.of(Steps.class, HEAP, Work.LEAKING, leakingSteps, 2 * tensors);
    assertThat(leaking.mostTensors()).isGreaterThanOrEqualTo((long) (2 * tensors * leakingSteps));
    Watch late = leaking.after(leakingSteps / 2);
    tell("leaking on purpose", leakingSteps, late);
    assertThat(late.growth().slope()).isGreaterThan(tensors * SMALLEST);
  }

  private void needNothingLeft(String work, Watch all) {
    assertThat(all.leastTensors()).as("live tensors after each step").isEqualTo(all.mostTensors());
    needFlat(work, all);
  }

  private void needFlat(String work, Watch all) {
    assertThat(all.prints()).hasSize(Steps.PRINTS);
    Watch late = all.after(steps / 2);
    tell(work, steps, late);
    assertThat(late.growth().atMost()).as("bytes a step").isLessThan(tensors * SMALLEST);
  }

  private void tell(String work, int rounds, Watch late) {
    Endurance.figure(
        PROMISE,
        work + ", " + rounds + " steps",
        "live tensors %d to %d, at most %d MB resident, growing by %s bytes a step"
            .formatted(
                late.leastTensors(),
                late.mostTensors(),
                late.largest() / 1_000_000,
                late.growth()));
  }

  private static void draw(Watch all) {
    LinePlot.of(
            "Steps of eight schools",
            "steps",
            "resident memory in MB",
            new Curve("the process", all.rounds(), all.megabytes()))
        .draw()
        .writeTo(Path.of("target", "reliability-memory.png"));
  }
}
