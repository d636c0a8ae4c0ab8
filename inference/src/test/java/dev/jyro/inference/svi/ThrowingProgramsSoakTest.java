package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jyro.Endurance;
import dev.jyro.ppl.Interpreter;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.TensorScope;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs that throw at random: what they leave behind is what was there, and the training
 * goes on as its twin that never failed, bit for bit.
 */
@Tag(Endurance.TAG)
final class ThrowingProgramsSoakTest {
  private static final String PROMISE = "user code that throws";
  private static final int STEPS = 2;

  private final Map<String, Integer> places = new TreeMap<>();
  private int sprung;

  @Test
  void leavesEverythingAsItWas() {
    int seeds = Integer.getInteger("jyro.throws.seeds", Endurance.of(60, 10_000));
    ForkJoinPool pool = new ForkJoinPool(2);
    try {
      for (int seed = 0; seed < seeds; seed++) {
        trained(Long.getLong("jyro.throws.from", 0L) + seed, pool);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(sprung).isGreaterThan(seeds);
    assertThat(places).hasSizeGreaterThan(60);
    Endurance.figure(PROMISE, "random programs", seeds);
    Endurance.figure(PROMISE, "throws", sprung);
    Endurance.figure(PROMISE, "kinds of throwable in kinds of place", places.size());
  }

  private void trained(long seed, ForkJoinPool pool) {
    Mine quiet = new Mine();
    Mine mine = new Mine();
    try (TensorScope scope = TensorScope.open()) {
      RiskyTraining smooth = new RiskyTraining(seed, quiet, pool);
      RiskyTraining hurt = new RiskyTraining(seed, mine, pool);
      Random random = new Random(seed * 31);
      for (int step = 1; step <= STEPS; step++) {
        int to = step;
        quiet.rest();
        smooth.run(to);
        disturbed(seed, mine, random, quiet.passes(), hurt, () -> hurt.run(to));
        mine.rest();
        hurt.run(to);
        assertSame(seed, mine, hurt, smooth);
      }
      evaluated(seed, random, quiet, mine, smooth, hurt);
    }
  }

  private void evaluated(
      long seed, Random random, Mine quiet, Mine mine, RiskyTraining smooth, RiskyTraining hurt) {
    quiet.rest();
    double loss = smooth.evaluated();
    disturbed(seed, mine, random, quiet.passes(), hurt, hurt::evaluated);
    mine.rest();
    assertThat(hurt.evaluated()).as("seed %d, %s", seed, mine.place()).isEqualTo(loss);
    assertSame(seed, mine, hurt, smooth);
  }

  /** Runs with a mine somewhere; batches that are made ahead may not come to it. */
  private void disturbed(
      long seed, Mine mine, Random random, int passes, RiskyTraining hurt, Runnable body) {
    Trouble[] all = Trouble.values();
    Here before = Here.now(hurt);
    mine.arm(random.nextInt(passes), all[random.nextInt(all.length)]);
    Throwable caught = catchThrowable(body::run);
    if (caught != null) {
      assertThat(mine.isSprung()).as("seed %d: %s", seed, caught).isTrue();
      assertThat(isFrom(caught, mine.thrown())).as("seed %d: %s", seed, caught).isTrue();
      sprung++;
      places.merge(mine.place(), 1, Integer::sum);
    }
    Here after = Here.now(hurt);
    boolean stepped = after.steps > before.steps;
    assertThat(stepped ? after.surroundings() : after)
        .as("seed %d, %s", seed, mine.place())
        .isEqualTo(stepped ? before.surroundings() : before);
  }

  private static boolean isFrom(Throwable caught, Throwable thrown) {
    for (Throwable at = caught; at != null; at = at.getCause()) {
      if (at == thrown) {
        return true;
      }
    }
    return false;
  }

  private static void assertSame(long seed, Mine mine, RiskyTraining hurt, RiskyTraining smooth) {
    assertThat(hurt.numbers()).as("seed %d, %s", seed, mine.place()).isEqualTo(smooth.numbers());
    assertThat(hurt.losses()).as("seed %d, %s", seed, mine.place()).isEqualTo(smooth.losses());
    assertThat(hurt.steps()).isEqualTo(smooth.steps());
    assertThat(hurt.skipped()).isZero();
  }

  /** What a failure must leave as it was. */
  private record Here(int scopes, int handlers, boolean recording, int steps, Object numbers) {
    static Here now(RiskyTraining of) {
      try (TensorScope scope = TensorScope.open()) {
        return new Here(
            TensorScope.depth(),
            Interpreter.depth(),
            Gradients.isRecording(),
            of.steps(),
            of.numbers());
      }
    }

    /** Without what a step changes that was done before the failure. */
    Here surroundings() {
      return new Here(scopes, handlers, recording, 0, "");
    }
  }
}
