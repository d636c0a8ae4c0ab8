package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.handler.Language.Seen;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of substitute, uncondition, scale and mask.
 *
 * @param <T> what the language calls a trace
 */
public interface FurtherHandlerLaws<T> extends HandlerLaws<T> {
  @Override
  FurtherLanguage<T> language();

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void substituteIsConditionWithoutData(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> values = trial.draws(3, 0);
    List<Seen> substituted = seeded(trial, language().substitute(trial.program(), values));
    List<Seen> conditioned = seeded(trial, language().condition(trial.program(), values));
    assertThat(substituted)
        .as("%s", trial.source())
        .filteredOn(Seen::isLatent)
        .extracting(Seen::name)
        .isEqualTo(trial.latents());
    assertThat(substituted).extracting(Seen::value).isEqualTo(values(conditioned));
    assertThat(substituted).extracting(Seen::logProb).isEqualTo(densities(conditioned));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void unconditionUndoesCondition(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> data = trial.draws(3, 0);
    Runnable undone = language().uncondition(language().condition(trial.program(), data));
    assertThat(seeded(trial, undone))
        .as("%s", trial.source())
        .isEqualTo(seeded(trial, language().uncondition(trial.program())));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void conditionUndoesUncondition(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> data = trial.draws(3, 0);
    Runnable redone = language().condition(language().uncondition(trial.program()), data);
    assertThat(seeded(trial, redone))
        .as("%s", trial.source())
        .filteredOn(site -> data.containsKey(site.name()))
        .allMatch(Seen::isData)
        .hasSize(data.size());
  }

  /** With powers of two, so that the product is exact. */
  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void scalesMultiply(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    double a = Math.scalb(1.0, (int) (seed % 7) - 3);
    Runnable nested = language().scale(language().scale(trial.program(), a), 0.25);
    Runnable once = language().scale(trial.program(), a * 0.25);
    assertThat(seeded(trial, nested)).as("%s", trial.source()).isEqualTo(seeded(trial, once));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void scaleScales(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    List<List<Double>> plain = densities(seeded(trial, trial.program()));
    assertThat(seeded(trial, language().scale(trial.program(), 4)))
        .as("%s", trial.source())
        .extracting(Seen::logProb)
        .isEqualTo(plain.stream().map(FurtherHandlerLaws::fourfold).toList());
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void masksCombineByAnd(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    for (boolean a : List.of(true, false)) {
      for (boolean b : List.of(true, false)) {
        Runnable nested = language().mask(language().mask(trial.program(), all(a)), all(b));
        Runnable once = language().mask(trial.program(), all(a && b));
        assertThat(seeded(trial, nested))
            .as("%s and %s of %s", a, b, trial.source())
            .isEqualTo(seeded(trial, once));
      }
    }
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void aMaskOfNothingLeavesDensityZero(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    assertThat(seeded(trial, language().mask(trial.program(), all(false))))
        .as("%s", trial.source())
        .allMatch(site -> site.logProb().stream().allMatch(term -> term == 0));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void scaleAndMaskLeaveTheProgramAsItIs(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    List<Double> plain = trial.diary(p -> language().seed(p, 7).run());
    assertThat(
            trial.diary(
                p -> language().scale(language().mask(language().seed(p, 7), all(false)), 3).run()))
        .as("%s", trial.source())
        .isEqualTo(plain);
  }

  private List<Seen> seeded(Trial<T> trial, Runnable program) {
    return trial.sites(language().seed(program, 7));
  }

  private static List<List<Double>> values(List<Seen> sites) {
    return sites.stream().map(Seen::value).toList();
  }

  private static List<List<Double>> densities(List<Seen> sites) {
    return sites.stream().map(Seen::logProb).toList();
  }

  private static List<Double> fourfold(List<Double> terms) {
    return terms.stream().map(term -> 4 * term).toList();
  }

  private static Tensor all(boolean value) {
    return Tensor.of(value).reshape();
  }
}
