package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

  /** What a run did: every value that the program got, every density, bit for bit. */
  private record Run(List<Double> diary, Map<String, List<Double>> densities) {
    static Run of(UnaryOperator<Model<String>> handlers, RandomModel model) {
      List<Double> diary = new ArrayList<>();
      Model<String> around = handlers.apply(RandomModels.given(model, diary));
      return new Run(diary, RandomModels.densities(Trace.of(around, "")));
    }
  }

  @Test
  void aSeedDrawsTheSameUnderEveryNestingOfHandlers() {
    RandomModels.each(40, 10_000, DrawsSoakTest::nested);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 8})
  void aSeedDrawsTheSameOnAnyNumberOfThreads(int threads) throws Exception {
    List<RandomModel> models = new ArrayList<>();
    for (long seed = 0; seed < Endurance.of(40, 10_000); seed++) {
      models.add(ModelWriter.write(seed));
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Run>> found = new ArrayList<>();
      models.forEach(model -> found.add(pool.submit(alone(model))));
      for (int i = 0; i < models.size(); i++) {
        assertThat(found.get(i).get())
            .as("%s", models.get(i))
            .isEqualTo(alone(models.get(i)).call());
      }
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
  private static double nested(RandomModel model) {
    UnaryOperator<Model<String>> seed = program -> Handlers.seed(program, 1);
    List<Double> bare = Run.of(seed, model).diary();
    List<UnaryOperator<Model<String>>> handlers = new ArrayList<>(commuting(model));
    handlers.add(seed);
    Run needed = Run.of(program -> around(handlers, program), model);
    assertThat(needed.diary()).isEqualTo(bare);
    Random random = new Random(model.seed());
    for (int i = 0; i < NESTINGS; i++) {
      Collections.shuffle(handlers, random);
      assertThat(Run.of(program -> around(handlers, program), model)).isEqualTo(needed);
    }
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

  /** Handlers whose order makes no difference; those that name sites name different ones. */
  private static List<UnaryOperator<Model<String>>> commuting(RandomModel model) {
    List<Map<String, Tensor>> thirds = thirds(RandomModels.trace(model, 1));
    Set<String> hidden = thirds.get(2).keySet();
    return List.of(
        program -> Handlers.scale(program, 2),
        program -> Handlers.scale(program, 0.25),
        program -> Handlers.mask(program, Tensor.of(true).reshape()),
        program -> Handlers.condition(program, thirds.get(0)),
        program -> Handlers.substitute(program, thirds.get(1)),
        program -> Handlers.block(program, effect -> hidden.contains(effect.name())),
        program -> data -> Trace.of(program, data),
        program -> Handlers.with((effect, outer) -> outer.ask(effect), program));
  }

  /** The latent values of a run, dealt out. */
  private static List<Map<String, Tensor>> thirds(Trace trace) {
    List<Map<String, Tensor>> thirds = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
    int[] number = {0};
    trace.latents().forEach(site -> thirds.get(number[0]++ % 3).put(site.name(), site.value()));
    return thirds;
  }
}
