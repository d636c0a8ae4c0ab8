package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.handler.Language.Seen;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every language of effects promises, whatever it is made of; over small programs made by
 * chance.
 *
 * <p>A test implements this interface for its language. The seed of each program stands in the name
 * of the case, and its text in the message of a failure.
 *
 * @param <T> what the language calls a trace
 */
public interface HandlerLaws<T> {
  /** The seeds of the programs. */
  String SEEDS = "dev.jyro.handler.HandlerLaws#seeds";

  /** The language that is tested. */
  Language<T> language();

  /** The seeds of the programs. */
  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void traceIsTransparent(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    List<Double> alone = trial.diary(program -> language().seed(program, 1).run());
    List<Double> traced = trial.diary(program -> language().trace(language().seed(program, 1)));
    assertThat(traced).as("%s", trial.source()).isEqualTo(alone).isNotEmpty();
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void seedDecides(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    List<Seen> first = trial.sites(language().seed(trial.program(), 1));
    assertThat(trial.sites(language().seed(trial.program(), 1)))
        .as("%s", trial.source())
        .isEqualTo(first);
    assertThat(trial.sites(language().seed(trial.program(), 2)))
        .as("%s", trial.source())
        .isNotEqualTo(first);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void replayReproduces(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    T first = language().trace(language().seed(trial.program(), 1));
    List<Seen> again = trial.sites(language().seed(language().replay(trial.program(), first), 2));
    assertThat(again).as("%s", trial.source()).isEqualTo(language().sites(first));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void replayLeavesDataAlone(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> data = trial.draws(3, 0);
    T earlier = language().trace(language().seed(trial.program(), 1));
    Runnable replayed = language().replay(language().condition(trial.program(), data), earlier);
    Map<String, List<Double>> found = new HashMap<>();
    trial.densities(replayed).stream()
        .filter(site -> site.isData() && data.containsKey(site.name()))
        .forEach(site -> found.put(site.name(), site.value()));
    Map<String, List<Double>> expected = new HashMap<>();
    data.forEach((name, value) -> expected.put(name, Seen.of(name, value).value()));
    assertThat(found).as("%s", trial.source()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void conditionMakesData(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> data = trial.draws(3, 0);
    List<String> latents = new ArrayList<>(trial.latents());
    latents.removeAll(data.keySet());
    Runnable conditioned = language().condition(trial.program(), data);
    assertThat(trial.sites(conditioned))
        .as("%s", trial.source())
        .filteredOn(Seen::isLatent)
        .extracting(Seen::name)
        .isEqualTo(latents);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void conditionIsIdempotent(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> data = trial.draws(3, 0);
    Runnable once = language().condition(trial.program(), data);
    Runnable twice = language().condition(once, data);
    assertSameSites(trial, once, twice);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void disjointConditionsCommute(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Tensor> some = trial.draws(3, 0);
    Map<String, Tensor> others = trial.draws(4, 1);
    Map<String, Tensor> both = new HashMap<>(some);
    both.putAll(others);
    Runnable one = language().condition(language().condition(trial.program(), some), others);
    Runnable other = language().condition(language().condition(trial.program(), others), some);
    assertSameSites(trial, one, other);
    assertSameSites(trial, one, language().condition(trial.program(), both));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void theOuterConditionHasTheLastWord(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Runnable outer = language().condition(trial.program(), trial.draws(4, 0));
    Runnable both =
        language()
            .condition(language().condition(trial.program(), trial.draws(3, 0)), trial.draws(4, 0));
    assertSameSites(trial, both, outer);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void seedsPlaceDoesNotMatter(long seed) {
    Language<T> l = language();
    Trial<T> trial = Trial.of(l, seed);
    Map<String, Tensor> data = trial.draws(3, 0);
    Runnable inside = l.condition(l.seed(trial.program(), 5), data);
    Runnable outside = l.seed(l.condition(trial.program(), data), 5);
    assertThat(trial.sites(inside)).as("%s", trial.source()).isEqualTo(trial.sites(outside));
    assertThat(trial.diary(p -> l.seed(l.block(p), 5).run()))
        .as("%s", trial.source())
        .isEqualTo(trial.diary(p -> l.block(l.seed(p, 5)).run()));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void theInnerSeedCounts(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Runnable inner = language().seed(trial.program(), 5);
    assertThat(trial.sites(language().seed(inner, 6)))
        .as("%s", trial.source())
        .isEqualTo(trial.sites(inner));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void blockHides(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    assertThat(trial.densities(language().block(trial.program())))
        .as("%s", trial.source())
        .isEmpty();
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void blockLeavesTheProgramAsItIs(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    assertThat(trial.diary(p -> language().seed(language().block(p), 1).run()))
        .as("%s", trial.source())
        .isEqualTo(trial.diary(p -> language().seed(p, 1).run()));
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void aDensityHasATermForEachRepetition(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Map<String, Long> terms = new HashMap<>();
    for (Seen site : trial.densities(trial.program())) {
      terms.put(site.name(), (long) site.logProb().size());
    }
    assertThat(terms).as("%s", trial.source()).isEqualTo(trial.source().repetitions());
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void aSiteHasItsNameForItself(long seed) {
    Trial<T> trial = Trial.of(language(), seed);
    Runnable twice =
        () -> {
          trial.program().run();
          trial.program().run();
        };
    assertThatThrownBy(() -> language().trace(twice))
        .as("%s", trial.source())
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("name");
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void theStackIsRestoredWhenTheBodyThrows(long seed) {
    Language<T> l = language();
    Trial<T> trial = Trial.of(l, seed);
    T earlier = l.trace(l.seed(trial.program(), 1));
    List<Seen> undisturbed = trial.sites(l.seed(trial.program(), 2));
    int verbs = trial.diary(Runnable::run).size();
    for (int i = 0; i < verbs; i++) {
      Runnable failing = trial.failingAfter(i);
      Runnable nested =
          l.block(l.condition(l.replay(l.seed(failing, 4), earlier), trial.draws(3, 0)));
      try {
        l.trace(nested);
      } catch (BrokenDistribution.Failure expected) {
        assertThat(l.depth()).as("after %d of %s", i, trial.source()).isZero();
      }
    }
    assertThat(trial.sites(l.seed(trial.program(), 2)))
        .as("%s", trial.source())
        .isEqualTo(undisturbed);
  }

  @ParameterizedTest(name = "program {0}")
  @MethodSource(SEEDS)
  default void theStackIsRestoredWhenADrawThrows(long seed) {
    Language<T> l = language();
    Trial<T> trial = Trial.of(l, seed);
    T earlier = l.trace(l.seed(trial.program(), 1));
    List<Integer> depths = new ArrayList<>();
    Runnable surviving =
        () -> {
          depths.add(l.depth());
          assertThatThrownBy(() -> l.sample("bad", new BrokenDistribution()))
              .isInstanceOf(BrokenDistribution.Failure.class);
          depths.add(l.depth());
          trial.program().run();
        };
    assertThat(trial.sites(l.block(l.replay(surviving, earlier)))).isNotNull();
    assertThat(trial.sites(l.replay(l.seed(surviving, 4), earlier)))
        .as("%s", trial.source())
        .isEqualTo(l.sites(earlier));
    assertThat(depths.get(1)).isEqualTo(depths.get(0)).isPositive();
    assertThat(depths.get(3)).isEqualTo(depths.get(2)).isPositive();
  }

  private void assertSameSites(Trial<T> trial, Runnable one, Runnable other) {
    assertThat(trial.sites(language().seed(one, 7)))
        .as("%s", trial.source())
        .isEqualTo(trial.sites(language().seed(other, 7)));
  }
}
