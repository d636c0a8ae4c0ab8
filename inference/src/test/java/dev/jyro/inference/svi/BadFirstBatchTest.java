package dev.jyro.inference.svi;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.guide.AutoDelta;
import dev.jyro.inference.guide.AutoLaplace;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.guide.Initialization;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A batch that is not finite, where nothing has gone well yet: in a new training, or a loaded one.
 */
final class BadFirstBatchTest {
  private static final Tensor GOOD = Tensor.of(1f, 2f, 3f);
  private static final Tensor BAD = Tensor.of(1f, Float.NaN, 3f);

  @TempDir private Path folder;

  private static void encoder(Tensor x) {
    Tensor loc = x.mul(param("w", 0.5));
    Tensor scale = param("s", 1, positive());
    plate("rows", x.size(0), () -> sample("z", Normal.of(loc, scale)));
  }

  private static void decoder(Tensor x) {
    Tensor spread = param("spread", 1, positive());
    plate(
        "rows", x.size(0), () -> observe("x", Normal.of(sample("z", Normal.of(0, spread)), 1), x));
  }

  private static void free(Tensor x) {
    Tensor loc = param("m", 0.5);
    Tensor scale = param("s", 1, positive());
    plate("rows", x.size(0), () -> sample("z", Normal.of(loc, scale)));
  }

  /** Its prior depends on the batch. */
  private static void driven(Tensor x) {
    Tensor loc = x.mul(param("v", 0.5));
    plate(
        "rows",
        x.size(0),
        () -> observe("y", Normal.of(sample("z", Normal.of(loc, 1)), 1), Tensor.ones(3)));
  }

  /**
   * What is trained.
   *
   * @param guide made anew for each training: some learn
   */
  private record Case(
      Model<Tensor> model, Function<Model<Tensor>, Model<Tensor>> guide, ELBO elbo) {
    SVI<Tensor> training(NonFinite policy) {
      SVI.Options options = SVI.Options.defaults().nonFinite(policy);
      return SVI.of(model, guide.apply(model), Adam.withLearningRate(0.05), elbo, options);
    }
  }

  private static Stream<Arguments> cases() {
    Model<Tensor> plain = BadFirstBatchTest::decoder;
    Model<Tensor> driven = BadFirstBatchTest::driven;
    Function<Model<Tensor>, Model<Tensor>> encoder = any -> BadFirstBatchTest::encoder;
    Function<Model<Tensor>, Model<Tensor>> free = any -> BadFirstBatchTest::free;
    return Stream.of(
        Arguments.of("in the guide", new Case(plain, encoder, TraceELBO.create())),
        Arguments.of("in the model", new Case(driven, free, TraceELBO.create())),
        Arguments.of("in turn", new Case(plain, encoder, TraceELBO.withParticles(2))),
        Arguments.of("side by side", new Case(plain, encoder, TraceELBO.vectorized(2))),
        Arguments.of("side by side, model", new Case(driven, free, TraceELBO.vectorized(2))),
        Arguments.of("on threads", new Case(plain, encoder, TraceELBO.withParticles(2).parallel())),
        Arguments.of(
            "on threads, model", new Case(driven, free, TraceELBO.withParticles(2).parallel())),
        Arguments.of("IWAE", new Case(plain, encoder, RenyiELBO.importanceWeighted(2))),
        Arguments.of("VIMCO", new Case(plain, encoder, VIMCO.vectorized(2))),
        Arguments.of("by costs", new Case(plain, encoder, TraceGraphELBO.create())),
        Arguments.of(
            "wake and sleep", new Case(plain, encoder, ReweightedWakeSleep.withParticles(2))),
        Arguments.of("AutoNormal", new Case(driven, AutoNormal::of, TraceELBO.create())),
        Arguments.of("AutoDelta", new Case(driven, AutoDelta::of, TraceELBO.create())),
        Arguments.of("AutoLaplace", new Case(driven, AutoLaplace::of, TraceELBO.vectorized(2))),
        Arguments.of(
            "AutoNormal from a draw",
            new Case(
                driven,
                model -> AutoNormal.of(model).initialization(Initialization.sample()),
                TraceELBO.create())));
  }

  private static void train(SVI<Tensor> svi, int until) {
    while (svi.steps() < until) {
      svi.step(svi.steps() == 2 ? BAD : GOOD);
    }
  }

  private static Map<String, String> numbers(SVI<?> svi) {
    Map<String, String> all = new TreeMap<>();
    svi.params().names().forEach(name -> all.put(name, svi.params().get(name).toString()));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isSkippedByALoadedTrainingBitForBit(String name, Case trained) {
    SVI<Tensor> whole = trained.training(NonFinite.skip(1));
    train(whole, 2);
    whole.save(folder);
    train(whole, 5);
    SVI<Tensor> loaded = trained.training(NonFinite.skip(1));
    loaded.load(folder);
    train(loaded, 5);
    assertThat(loaded.skipped()).isEqualTo(whole.skipped()).isEqualTo(1);
    assertThat(numbers(loaded)).isEqualTo(numbers(whole)).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isSkippedByANewTraining(String name, Case trained) {
    SVI<Tensor> svi = trained.training(NonFinite.halveLearningRate(1));
    assertThat(svi.step(BAD)).isNaN();
    assertThat(svi.skipped()).isEqualTo(1);
    assertThat(svi.params().names()).isEmpty();
    assertThat(svi.step(GOOD)).isFinite();
    assertThatThrownBy(() -> svi.step(BAD)).hasMessageContaining("Skipped before:");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void failsATrainingThatForgivesNothing(String name, Case trained) {
    SVI<Tensor> svi = trained.training(NonFinite.fail());
    assertThatThrownBy(() -> svi.step(BAD))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'z': ")
        .hasMessageContaining("NaN");
    assertThat(svi.skipped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 0})
  void isNotWhatHasAWrongParameter(float scale) {
    Model<Tensor> guide =
        x -> plate("rows", 3, () -> sample("z", Normal.of(0, x.mul(param("s", 1)))));
    SVI<Tensor> svi =
        new Case(BadFirstBatchTest::decoder, any -> guide, TraceELBO.create())
            .training(NonFinite.skip(5));
    assertThatThrownBy(() -> svi.step(GOOD.mul(scale)))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'z': Normal: scale[0] is ");
    assertThat(svi.skipped()).isZero();
  }

  /** The user's own value is as bad for every batch. */
  @Test
  void isNotWhereTheGuidesStartIsNotFinite() {
    Initialization nowhere = Initialization.values(Map.of("z", Tensor.scalar(Double.NaN)));
    SVI<Tensor> svi =
        new Case(
                BadFirstBatchTest::decoder,
                model -> AutoNormal.of(model).initialization(nowhere),
                TraceELBO.create())
            .training(NonFinite.skip(5));
    assertThatThrownBy(() -> svi.step(GOOD))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("the starting value");
    assertThat(svi.skipped()).isZero();
  }
}
