package dev.jyro.inference.param;

import dev.jyro.inference.optim.State;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a manifest says of a training.
 *
 * @param steps how many steps there have been
 * @param evaluations how many evaluations since
 * @param seed what decides the draws
 * @param pace what updates are multiplied with
 * @param skipped how many steps were skipped
 * @param inARow how many of them at the end
 * @param optimizer the optimizer's kind
 * @param optimizerSteps how many steps it has gone
 * @param remembered what it remembers of the parameters, but for the numbers
 * @param data the file with the numbers
 */
record SavedTraining(
    int steps,
    int evaluations,
    long seed,
    double pace,
    int skipped,
    int inARow,
    String optimizer,
    int optimizerSteps,
    List<Remembered> remembered,
    Manifest.Data data) {
  /** A count from which no training can go on so long that it overflows. */
  private static final long MOST = Long.MAX_VALUE / 2;

  /**
   * What an optimizer remembers of one parameter.
   *
   * @param name the parameter
   * @param optimizer which kind moves it
   * @param steps how many steps it has gone
   * @param tensors the names of the numbers; in the file they stand behind the parameter's
   */
  record Remembered(String name, String optimizer, long steps, List<String> tensors) {
    boolean isComplete() {
      return Stream.of(name, optimizer, tensors).allMatch(Objects::nonNull)
          && tensors.stream().allMatch(Objects::nonNull);
    }

    State.Remembered with(Map<String, Tensor> numbers) {
      Map<String, Tensor> mine = new LinkedHashMap<>();
      tensors.forEach(tensor -> mine.put(tensor, needed(numbers, key(name, tensor))));
      return new State.Remembered(optimizer, steps, mine);
    }

    private static Tensor needed(Map<String, Tensor> numbers, String key) {
      return Option.of(numbers.get(key))
          .getOrElseThrow(() -> new IllegalArgumentException("there is no '" + key + "' in it"));
    }
  }

  static SavedTraining of(TrainingState state, Manifest.Data data) {
    List<Remembered> remembered =
        state.optimizer().parameters().entrySet().stream()
            .map(
                each ->
                    new Remembered(
                        each.getKey(),
                        each.getValue().optimizer(),
                        each.getValue().steps(),
                        List.copyOf(each.getValue().tensors().keySet())))
            .toList();
    return new SavedTraining(
        state.steps(),
        state.evaluations(),
        state.seed(),
        state.pace(),
        state.skipped(),
        state.inARow(),
        state.optimizer().optimizer(),
        state.optimizer().steps(),
        remembered,
        data);
  }

  /** All numbers that an optimizer remembers, by the names that they have in the file. */
  static Map<String, Tensor> numbers(TrainingState state) {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    state
        .optimizer()
        .parameters()
        .forEach(
            (name, each) ->
                each.tensors().forEach((tensor, value) -> numbers.put(key(name, tensor), value)));
    return numbers;
  }

  /**
   * The state again.
   *
   * @throws IllegalArgumentException if numbers are missing, or what is said makes no sense
   */
  TrainingState with(Map<String, Tensor> numbers) {
    Map<String, State.Remembered> parameters = new LinkedHashMap<>();
    remembered.forEach(each -> parameters.put(each.name, each.with(numbers)));
    return new TrainingState(
        steps,
        evaluations,
        seed,
        pace,
        skipped,
        inARow,
        new State(optimizer, optimizerSteps, parameters));
  }

  /** Gson fills records without asking them. */
  boolean isComplete() {
    return Stream.of(optimizer, remembered, data).allMatch(Objects::nonNull)
        && data.isComplete()
        && remembered.stream().allMatch(each -> each != null && each.isComplete())
        && isSound();
  }

  private boolean isSound() {
    return evaluations >= 0
        && inARow >= 0
        && inARow <= skipped
        && skipped <= steps
        && optimizerSteps >= 0
        && pace > 0
        && pace <= 1
        && remembered.stream().allMatch(each -> each.steps >= 0 && each.steps <= MOST);
  }

  private static String key(String parameter, String tensor) {
    return parameter + "/" + tensor;
  }
}
