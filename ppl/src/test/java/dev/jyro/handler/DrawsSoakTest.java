package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draws of random models with a seed: under any nesting of handlers, on any threads. */
@Tag(Endurance.TAG)
final class DrawsSoakTest {
  private static final int NESTINGS = 3;

  /**
   * Of the draws without handlers, how many are made under them as well, at least: {@link Dealt}
   * leaves half of each model's alone.
   */
  private static final double SHARE = 0.5;

  /**
   * What a run did, bit for bit.
   *
   * @param diary every value that the program got
   * @param densities every density
   * @param drawn how many sites were drawn, that a handler outside sees
   */
  private record Run(List<Double> diary, Map<String, List<Double>> densities, int drawn) {
    static Run of(UnaryOperator<Model<String>> handlers, RandomModel model) {
      List<Double> diary = new ArrayList<>();
      Trace trace = Trace.of(handlers.apply(RandomModels.given(model, diary)), "");
      return new Run(diary, RandomModels.densities(trace), Dealt.drawn(trace).size());
    }
  }

  /** Of draws, and of models: without handlers, and under them. */
  private static final class Tally {
    private int all;
    private int under;
    private int models;
    private int moving;

    void add(int bare, int handled) {
      all += bare;
      under += handled;
      models++;
      moving += handled > 0 ? 1 : 0;
    }

    double share() {
      return (double) under / all;
    }
  }

  @Test
  void aSeedDrawsTheSameUnderEveryNestingOfHandlers() {
    Tally tally = new Tally();
    RandomModels.each(40, 10_000, model -> nested(model, tally));
    if (!RandomModels.areChosen()) {
      assertThat(tally.share()).as("share of sites drawn").isBetween(SHARE, 0.9);
      assertThat(tally.moving).as("models that draw").isGreaterThan(tally.models * 9 / 10);
    }
    Endurance.figure("numbers", "nestings of handlers, models", tally.models);
    Endurance.figure("numbers", "of them with sites drawn under the handlers", tally.moving);
    Endurance.figure("numbers", "share of the sites drawn under the handlers", tally.share());
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 8})
  void aSeedDrawsTheSameOnAnyNumberOfThreads(int threads) throws Exception {
    List<RandomModel> models = RandomModels.seeds(40, 10_000).mapToObj(ModelWriter::write).toList();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Run>> found = new ArrayList<>();
      models.forEach(model -> found.add(pool.submit(alone(model))));
      for (int i = 0; i < models.size(); i++) {
        assertThat(found.get(i).get())
            .as("%s", models.get(i))
            .isEqualTo(alone(models.get(i)).call());
      }
      Endurance.figure("numbers", "draws on " + threads + " threads, models", found.size());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<Run> alone(RandomModel model) {
    return () -> {
      try (TensorScope scope = TensorScope.open()) {
        return Run.of(program -> Handlers.seed(program, 1), model);
      }
    };
  }

  /** Values that are given are those that the seed draws, so every value is as without handlers. */
  private static double nested(RandomModel model, Tally tally) {
    UnaryOperator<Model<String>> seed = program -> Handlers.seed(program, 1);
    Run bare = Run.of(seed, model);
    Random random = new Random(model.seed());
    List<UnaryOperator<Model<String>>> handlers =
        Dealt.of(RandomModels.trace(model, 1), random).commuting().append(seed).toJavaList();
    Run needed = Run.of(program -> around(handlers, program), model);
    assertThat(needed.diary()).isEqualTo(bare.diary());
    for (int i = 0; i < NESTINGS; i++) {
      Collections.shuffle(handlers, random);
      assertThat(Run.of(program -> around(handlers, program), model)).isEqualTo(needed);
    }
    tally.add(bare.drawn(), needed.drawn());
    return 0;
  }

  private static Model<String> around(
      List<UnaryOperator<Model<String>>> handlers, Model<String> program) {
    Model<String> around = program;
    for (UnaryOperator<Model<String>> handler : handlers) {
      around = handler.apply(around);
    }
    return around;
  }
}
