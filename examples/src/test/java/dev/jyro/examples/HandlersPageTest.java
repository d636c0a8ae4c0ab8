package dev.jyro.examples;

import static dev.jyro.handler.Handlers.block;
import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.hint;
import static dev.jyro.handler.Handlers.intervene;
import static dev.jyro.handler.Handlers.lift;
import static dev.jyro.handler.Handlers.mask;
import static dev.jyro.handler.Handlers.reparam;
import static dev.jyro.handler.Handlers.replay;
import static dev.jyro.handler.Handlers.scale;
import static dev.jyro.handler.Handlers.scope;
import static dev.jyro.handler.Handlers.seed;
import static dev.jyro.handler.Handlers.substitute;
import static dev.jyro.handler.Handlers.uncondition;
import static dev.jyro.handler.Handlers.with;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jyro.distribution.Normal;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.handler.Reparam;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of docs/handlers.md. */
final class HandlersPageTest {
  private final List<List<String>> reports = new ArrayList<>();
  private final Tensor heights = Tensor.of(171f, 182f, 165f);

  // region handlers-model
  private final Model<Tensor> model =
      data -> {
        Tensor mean = sample("mean", Normal.of(170, 20));
        Tensor spread = param("spread", 10);
        plate("people", data.size(0), () -> observe("height", Normal.of(mean, spread), data));
      };
  // endregion

  private final Model<Tensor> given = substitute(model, Map.of("spread", Tensor.scalar(8)));

  @Test
  void fiveLinesPutEveryLatentSiteAtItsPriorMean() {
    // region handlers-five-lines
    Handler atTheMean =
        (effect, outer) ->
            effect instanceof Sample site && !site.isObserved()
                ? outer.ask(site.pinning(site.distribution().mean()))
                : outer.ask(effect);
    // endregion
    // region handlers-with
    Trace trace = Trace.of(with(atTheMean, given), heights);
    // endregion
    assertThat(trace.value("mean").item()).isEqualTo(170);
    assertThat(trace.get("height").isObserved()).isTrue();
  }

  @Test
  void aHandlerMayDoAnythingAroundOneCall() {
    // region handlers-shapes
    Handler before = (effect, outer) -> outer.ask(effect.named("copy/" + effect.name()));
    Handler after = (effect, outer) -> doubled(outer.ask(effect));
    Handler alone = (effect, outer) -> new Site(effect, Tensor.scalar(0));
    Handler twice = (effect, outer) -> outer.ask(effect).answering(outer.ask(effect).value());
    // endregion
    Model<Tensor> one = data -> sample("x", Normal.of(0, 1));
    assertThat(Trace.of(with(before, one), heights).find("copy/x")).isNotEmpty();
    assertThat(Trace.of(with(alone, one), heights).sites()).isEmpty();
    for (Handler handler : List.of(after, alone, twice)) {
      assertThat(Handlers.under(handler, () -> sample("x", Normal.of(0, 1))).dim()).isZero();
    }
  }

  @Test
  void aRecordingHearsEachQuestion() {
    Handler twice = (effect, outer) -> outer.ask(effect).answering(outer.ask(effect).value());
    Handler named =
        (effect, outer) -> {
          outer.ask(effect);
          return outer.ask(effect.named(effect.name() + "/again"));
        };
    Model<Tensor> one = data -> sample("x", Normal.of(0, 1));
    assertThatExceptionOfType(SiteException.class)
        .isThrownBy(() -> Trace.of(with(twice, one), heights))
        .withMessageContaining("two of this name");
    assertThat(Trace.of(with(named, one), heights).sites().map(Site::name))
        .containsExactly("x", "x/again");
  }

  private static Site doubled(Site site) {
    return site.answering(site.value().mul(2));
  }

  @Test
  void theOuterHandlerHasTheLastWord() {
    // region handlers-nesting
    Map<String, Tensor> tall = Map.of("mean", Tensor.scalar(190));
    Map<String, Tensor> small = Map.of("mean", Tensor.scalar(150));
    Trace trace = Trace.of(condition(condition(given, small), tall), heights);
    // endregion
    assertThat(trace.value("mean").item()).isEqualTo(190);
  }

  @Test
  void aHandlerThatRemembersIsMadeAnew() {
    // region handlers-memory
    Model<Tensor> told =
        data -> {
          List<String> names = new ArrayList<>();
          Handler noting =
              (effect, outer) -> {
                names.add(effect.name());
                return outer.ask(effect);
              };
          with(noting, given).run(data);
          report(names);
        };
    // endregion
    told.run(heights);
    told.run(heights);
    assertThat(reports).hasSize(2).allMatch(names -> names.size() == 4);
  }

  private void report(List<String> names) {
    reports.add(names);
  }

  @Test
  void anEffectOfTheHandlersOwnGoesToThoseOutside() {
    // region handlers-own-effects
    Handler shaken =
        (effect, outer) ->
            effect.name().equals("mean")
                ? outer.ask(effect.named("base")).answering(sample("shaken", Normal.of(170, 1)))
                : outer.ask(effect);
    Trace trace = Trace.of(with(shaken, given), heights);
    // endregion
    assertThat(trace.sites().map(Site::name))
        .containsExactly("base", "shaken", "spread", "people", "height");
  }

  @Test
  void everyHandlerInALine() {
    Hint<String> unit = new Hint<>("unit", String.class);
    // region handlers-all
    Trace trace = Trace.of(seed(given, 42), heights);
    Model<Tensor> replayed = replay(given, trace);
    Model<Tensor> conditioned = condition(given, Map.of("mean", Tensor.scalar(170)));
    Model<Tensor> predicting = uncondition(replay(given, trace));
    Model<Tensor> fixed = substitute(model, Map.of("spread", Tensor.scalar(8)));
    Model<Tensor> done = intervene(given, Map.of("mean", Tensor.scalar(170)));
    Model<Tensor> hidden = block(given, effect -> effect.name().equals("mean"));
    Model<Tensor> tempered = scale(given, 0.5);
    Model<Tensor> masked = mask(given, Tensor.scalar(1).gt(0));
    Model<Tensor> bayesian = lift(model, Map.of("spread", Normal.of(10, 1)));
    Model<Tensor> prefixed = scope(given, "school");
    Model<Tensor> remarked = hint(given, effect -> effect instanceof Sample, unit, "cm");
    Reparam turned = (site, outer) -> outer.ask(site.named("turned")).value().rsub(340);
    Model<Tensor> inOtherTerms = reparam(given, Map.of("mean", turned));
    // endregion
    assertThat(Trace.of(replayed, heights).value("mean")).isSameAs(trace.value("mean"));
    assertThat(Trace.of(conditioned, heights).latents()).isEmpty();
    assertThat(Trace.of(predicting, heights).get("height").isLatent()).isTrue();
    assertThat(Trace.of(fixed, heights).value("spread").item()).isEqualTo(8);
    assertThat(Trace.of(done, heights).get("mean").isLatent()).isTrue();
    assertThat(Trace.of(hidden, heights).find("mean")).isEmpty();
    assertThat(Trace.of(replay(tempered, trace), heights).logDensity().item())
        .isEqualTo(0.5 * trace.logDensity().item());
    assertThat(Trace.of(masked, heights).sites()).hasSize(4);
    assertThat(Trace.of(bayesian, heights).get("spread").isLatent()).isTrue();
    assertThat(Trace.of(prefixed, heights).find("school/mean")).isNotEmpty();
    assertThat(Trace.of(remarked, heights).get("mean").setting().hint(unit)).contains("cm");
    assertThat(Trace.of(inOtherTerms, heights).find("turned")).isNotEmpty();
  }
}
