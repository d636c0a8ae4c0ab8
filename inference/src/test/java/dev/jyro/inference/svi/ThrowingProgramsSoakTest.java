package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jyro.Endurance;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs that throw at random: what they leave behind is what was there, and the training
 * goes on as its twin that never failed, bit for bit.
 *
 * <p>Some seeds only, to look into a failure: {@code -Djyro.throws.from=N -Djyro.throws.seeds=M}.
 */
@Tag(Endurance.TAG)
final class ThrowingProgramsSoakTest {
  private static final String PROMISE = "user code that throws";
  private static final String SEEDS = "jyro.throws.seeds";
  private static final int STEPS = 2;
  private static final int THREADS = 2;

  private final Map<String, Integer> places = new TreeMap<>();
  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private int sprung;

  @Test
  void leavesEverythingAsItWas() {
    int seeds = Integer.getInteger(SEEDS, Endurance.of(40, 10_000));
    try {
      List<Surroundings> before = Surroundings.of(pool, THREADS);
      for (int i = 0; i < seeds; i++) {
        long seed = Long.getLong("jyro.throws.from", 0L) + i;
        new Pair(seed).disturb();
        assertThat(Surroundings.of(pool, THREADS)).as("seed %d: pool", seed).isEqualTo(before);
      }
    } finally {
      pool.shutdown();
    }
    needVariety(seeds);
    Endurance.figure(PROMISE, "random programs", seeds);
    Endurance.figure(PROMISE, "throws", sprung);
    Endurance.figure(PROMISE, "kinds of throwable in kinds of place and call", places.size());
  }

  /** Not of a few seeds that somebody asked for. */
  private void needVariety(int seeds) {
    if (Integer.getInteger(SEEDS) == null) {
      assertThat(sprung).isGreaterThan(5 * seeds);
      assertThat(places).hasSizeGreaterThan(Endurance.of(140, 800));
    }
  }

  /** A training and its twin, in which nothing is ever thrown. */
  private final class Pair {
    private final long seed;
    private final Random random;
    private final Mine quiet = new Mine();
    private final Mine mine = new Mine();
    private final RiskyTraining smooth;
    private final RiskyTraining hurt;

    Pair(long seed) {
      this.seed = seed;
      this.random = new Random(seed * 31);
      this.smooth = new RiskyTraining(seed, quiet, pool);
      this.hurt = new RiskyTraining(seed, mine, pool);
    }

    void disturb() {
      try (TensorScope scope = TensorScope.open()) {
        for (int step = 1; step <= STEPS; step++) {
          trained(step);
        }
        smooth.queries().forEach(this::asked);
      }
    }

    private void trained(int to) {
      quiet.rest();
      smooth.run(to);
      disturbed("a step", () -> hurt.run(to));
      mine.rest();
      hurt.run(to);
      assertSame();
    }

    private void asked(Query query) {
      quiet.rest();
      List<Double> answer = smooth.answer(query);
      disturbed(query.toString(), () -> hurt.answer(query));
      mine.rest();
      assertThat(hurt.answer(query)).as(where()).isEqualTo(answer);
      assertSame();
    }

    /** Runs with a mine somewhere; what was done is done as the twin has it, or not at all. */
    private void disturbed(String call, Runnable body) {
      Trouble[] all = Trouble.values();
      Here before = Here.now(hurt);
      mine.arm(random.nextInt(quiet.passes()), all[random.nextInt(all.length)]);
      Throwable caught = catchThrowable(body::run);
      mine.disarm();
      if (caught == null) {
        assertNothingSwallowed();
      } else {
        assertThrown(call, caught);
      }
      Here after = Here.now(hurt);
      assertThat(after)
          .as(where())
          .isEqualTo(after.steps > before.steps ? Here.now(smooth) : before);
    }

    /** Batches that are made ahead, and never asked for, may not come to the mine or die of it. */
    private void assertNothingSwallowed() {
      assertThat(hurt.isAhead()).as("%s: nothing was caught", where()).isTrue();
      assertThat(!mine.isSprung() || mine.place().equals(RiskyTraining.BATCH))
          .as("%s: was swallowed", where())
          .isTrue();
    }

    private void assertThrown(String call, Throwable caught) {
      assertThat(mine.isSprung()).as("%s: %s", where(), caught).isTrue();
      assertThat(isFrom(caught, mine.thrown())).as("%s: %s", where(), caught).isTrue();
      sprung++;
      places.merge(mine.what() + " during " + call, 1, Integer::sum);
    }

    private void assertSame() {
      assertThat(Here.now(hurt)).as(where()).isEqualTo(Here.now(smooth));
      assertThat(hurt.losses()).as(where()).isEqualTo(smooth.losses());
      assertThat(hurt.skipped()).as(where()).isZero();
    }

    private String where() {
      return "seed %d, %s".formatted(seed, mine.what());
    }
  }

  private static boolean isFrom(Throwable caught, Throwable thrown) {
    for (Throwable at = caught; at != null; at = at.getCause()) {
      if (at == thrown) {
        return true;
      }
    }
    return false;
  }

  /** What a failure must leave as it was. */
  private record Here(Surroundings around, int steps, Object numbers, Object remembered) {
    static Here now(RiskyTraining of) {
      try (TensorScope scope = TensorScope.open()) {
        return new Here(Surroundings.now(), of.steps(), of.numbers(), of.remembered());
      }
    }
  }
}
