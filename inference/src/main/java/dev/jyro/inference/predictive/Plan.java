package dev.jyro.inference.predictive;

import dev.jyro.JyroException;
import dev.jyro.inference.parallel.Crew;
import dev.jyro.inference.param.ParamValues;
import dev.jyro.ppl.Interpreter;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * How draws are made: with which parameters, how many side by side, by whom.
 *
 * @param params the parameters of the programs
 * @param sideBySide how many draws one run of the programs makes, in a plate; none for one, without
 * @param nesting how many batch dimensions the programs' plates take, if the caller says
 * @param crew who works
 */
record Plan(ParamValues params, Option<Integer> sideBySide, Option<Integer> nesting, Crew crew) {
  Plan {
    if (sideBySide.exists(size -> size < 1)) {
      throw new JyroException(
          "sideBySide: %d draws. Needed: at least 1.".formatted(sideBySide.get()));
    }
    if (nesting.exists(dims -> dims < 0)) {
      throw new JyroException("plateNesting: %d. Needed: 0 or more.".formatted(nesting.get()));
    }
  }

  static Plan with(ParamValues params) {
    return new Plan(params, Option.none(), Option.none(), Crew.CALLER);
  }

  Plan sideBySide(int size) {
    return new Plan(params, Option.of(size), nesting, crew);
  }

  Plan nesting(int dims) {
    return new Plan(params, sideBySide, Option.of(dims), crew);
  }

  Plan crew(Crew other) {
    return new Plan(params, sideBySide, nesting, other);
  }

  /**
   * Makes draws, and gives for each name all of them, {@code [count] + shape of one value}.
   *
   * @param root decides the draws
   * @param body runs the programs for a batch and gives what is wanted of it
   */
  Map<String, Tensor> draw(int count, Noise root, Function<Batch, Map<String, Tensor>> body) {
    int size = sideBySide.map(most -> Math.min(most, count)).getOrElse(1);
    Option<Layout> layout =
        sideBySide.map(some -> nesting.map(Layout::told).getOrElse(() -> tried(root, body)));
    Harvest[] parts = new Harvest[(count + size - 1) / size];
    try (TensorScope scope = TensorScope.open()) {
      crew.perform(
          parts.length,
          i -> {
            int first = i * size;
            Batch batch = new Batch(first, Math.min(size, count - first), layout, root);
            parts[i] = Harvest.of(first, () -> run(batch, body));
          });
      Map<String, Tensor> all = Harvest.joined(List.of(parts));
      all.values().forEach(scope::keep);
      return all;
    } finally {
      Arrays.stream(parts).filter(Objects::nonNull).forEach(Harvest::close);
    }
  }

  private <T> T run(Batch batch, Function<Batch, T> body) {
    return Gradients.paused(() -> Interpreter.under(params, () -> body.apply(batch)));
  }

  /** Runs the programs once for a single draw, and looks. */
  private Layout tried(Noise root, Function<Batch, ?> body) {
    try (TensorScope scope = TensorScope.open()) {
      Trial trial = new Trial();
      Batch single = new Batch(0, 1, Option.none(), root);
      Interpreter.under(trial, () -> run(single, body));
      return trial.layout();
    }
  }
}
