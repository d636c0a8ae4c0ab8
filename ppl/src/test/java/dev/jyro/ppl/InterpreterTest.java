package dev.jyro.ppl;

import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.distribution.Normal;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InterpreterTest {
  private static final String ANY = "";

  private final List<String> heard = new ArrayList<>();

  private Handler hearing(String name) {
    return (effect, outer) -> {
      heard.add(name + " asks");
      Site site = outer.ask(effect);
      heard.add(name + " answers");
      return site;
    };
  }

  @Nested
  final class AnEffectPasses {
    @Test
    void fromInnerToOuterAndBack() {
      Handlers.with(
              hearing("outer"),
              Handlers.with(hearing("inner"), data -> sample("z", Normal.of(0, 1))))
          .run(ANY);
      assertThat(heard)
          .containsExactly("inner asks", "outer asks", "outer answers", "inner answers");
    }

    @Test
    void noFurtherThanAHandlerThatAnswersAlone() {
      Handler answering = (effect, outer) -> new Site(effect, Tensor.scalar(3));
      Handlers.with(
              hearing("outer"), Handlers.with(answering, data -> sample("z", Normal.of(0, 1))))
          .run(ANY);
      assertThat(heard).isEmpty();
    }

    @Test
    void asOftenAsAHandlerAsks() {
      Handler twice =
          (effect, outer) -> {
            Site first = outer.ask(effect);
            return first.answering(first.value().add(outer.ask(effect).value()));
          };
      Tensor sum =
          Interpreter.seeded(
              Noise.of(1), () -> Handlers.under(twice, () -> sample("z", Normal.of(0, 1))));
      double first = Noise.of(1).at("z").at(0).normal(sum.shape(), sum.dataType()).item();
      double second = Noise.of(1).at("z").at(1).normal(sum.shape(), sum.dataType()).item();
      assertThat(sum.item()).isEqualTo((float) first + (float) second);
    }

    @Test
    void onlyOutwardsWhenAHandlerPerformsItItself() {
      Handler adding =
          (effect, outer) -> {
            sample("extra", Normal.of(0, 1));
            return outer.ask(effect);
          };
      Handlers.with(
              hearing("outer"),
              Handlers.with(
                  adding, Handlers.with(hearing("inner"), data -> sample("z", Normal.of(0, 1)))))
          .run(ANY);
      assertThat(heard.stream().filter(word -> word.equals("inner asks"))).hasSize(1);
      assertThat(heard.stream().filter(word -> word.equals("outer asks"))).hasSize(2);
    }

    @Test
    void withTheNoiseOfTheInnermostSeed() {
      Model<String> inner = Handlers.seed(data -> sample("z", Normal.of(0, 1)), 1);
      Tensor alone = Trace.of(inner, ANY).value("z");
      assertThat(Trace.of(Handlers.seed(inner, 2), ANY).value("z").item()).isEqualTo(alone.item());
    }
  }

  @Nested
  final class TheStack {
    @Test
    void isAsDeepAsThereAreHandlers() {
      int depth =
          Handlers.under(
              hearing("a"), () -> Handlers.under(hearing("b"), () -> Interpreter.depth()));
      assertThat(depth).isEqualTo(2);
    }

    @Test
    void ofAHandlerIsWhatIsOutsideIt() {
      List<Integer> depths = new ArrayList<>();
      Handler measuring =
          (effect, outer) -> {
            depths.add(Interpreter.depth());
            return outer.ask(effect);
          };
      Handlers.with(measuring, Handlers.with(measuring, data -> sample("z", Normal.of(0, 1))))
          .run(ANY);
      assertThat(depths).containsExactly(1, 0);
    }

    @Test
    void showsThePlatesOutermostFirst() {
      Handler between = hearing("between");
      plate(
          "a",
          3,
          () ->
              Interpreter.under(
                  between,
                  () ->
                      sequentialPlate(
                          "b",
                          1,
                          i ->
                              assertThat(Interpreter.plates().mkString(" "))
                                  .isEqualTo("a[dim -1, size 3] b[index 0]"))));
      assertThat(Interpreter.plates()).isEmpty();
    }
  }

  /** A place where a body may throw, in words, and the program that throws there. */
  record Throwing(String place, Runnable program) {
    @Override
    public String toString() {
      return place;
    }
  }

  static List<Throwing> placesToThrow() {
    Model<String> throwing =
        data -> {
          throw new IllegalStateException("boom");
        };
    Handler before =
        (effect, outer) -> {
          throw new IllegalStateException("boom");
        };
    Handler after =
        (effect, outer) -> {
          outer.ask(effect);
          throw new IllegalStateException("boom");
        };
    Model<String> sampling = data -> sample("z", Normal.of(0, 1));
    Map<String, Tensor> z = Map.of();
    return List.of(
        new Throwing("the model", () -> throwing.run(ANY)),
        new Throwing("a plate", () -> plate("p", 2, () -> throwing.run(ANY))),
        new Throwing(
            "a nested plate", () -> plate("p", 2, () -> plate("q", 2, () -> throwing.run(ANY)))),
        new Throwing("a sequential plate", () -> sequentialPlate("p", 2, i -> throwing.run(ANY))),
        new Throwing("a handler before it asks", () -> Handlers.with(before, sampling).run(ANY)),
        new Throwing("a handler after it asked", () -> Handlers.with(after, sampling).run(ANY)),
        new Throwing(
            "an outer handler",
            () ->
                Handlers.with(before, Handlers.with((e, outer) -> outer.ask(e), sampling))
                    .run(ANY)),
        new Throwing("a recorded model", () -> Trace.of(throwing, ANY)),
        new Throwing("a seeded model", () -> Handlers.seed(throwing, 1).run(ANY)),
        new Throwing("a conditioned model", () -> Handlers.condition(throwing, z).run(ANY)),
        new Throwing("a blocked model", () -> Handlers.block(throwing).run(ANY)),
        new Throwing(
            "the start of a parameter",
            () ->
                Handlers.under(
                    (effect, outer) ->
                        new Site(
                            effect,
                            ((dev.jyro.effect.Param) effect).initial().get().apply(Noise.of(1))),
                    () ->
                        param(
                            "p",
                            () -> {
                              throw new IllegalStateException("boom");
                            },
                            dev.jyro.constraint.Constraints.real()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("placesToThrow")
  void theStackIsRestoredWhenThisThrows(Throwing throwing) {
    Handler outer = hearing("outer");
    Handlers.under(
        outer,
        () ->
            plate(
                "around",
                3,
                () -> {
                  assertThatThrownBy(() -> throwing.program.run()).hasMessage("boom");
                  assertThat(Interpreter.depth()).isEqualTo(2);
                  assertThat(Interpreter.plates()).hasSize(1);
                  return true;
                }));
    assertThat(Interpreter.depth()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("placesToThrow")
  void theSeedIsRestoredWhenThisThrows(Throwing throwing) {
    double undisturbed = Interpreter.seeded(Noise.of(5), () -> sample("x", Normal.of(0, 1))).item();
    double disturbed =
        Interpreter.seeded(
                Noise.of(5),
                () -> {
                  assertThatThrownBy(() -> throwing.program.run()).hasMessage("boom");
                  return sample("x", Normal.of(0, 1));
                })
            .item();
    assertThat(disturbed).isEqualTo(undisturbed);
  }

  @Nested
  final class Threads {
    private final Model<String> model =
        Handlers.condition(
            Handlers.replay(
                data -> {
                  Tensor z = sample("z", Normal.of(0, 1));
                  plate("p", 3, () -> observe("y", Normal.of(z, 1), Tensor.of(1f, 2f, 3f)));
                  Tensor w = sample("w", Normal.of(z, 1));
                  factor("f", w);
                },
                Trace.of(data -> sample("z", Normal.of(9, 1e-3)), ANY)),
            Map.of("w", Tensor.scalar(2)));

    @Test
    void beginWithoutHandlers() throws Exception {
      ExecutorService threads = Executors.newSingleThreadExecutor();
      try {
        Handlers.under(
            hearing("this thread's"),
            () -> {
              assertThat(Interpreter.depth()).isEqualTo(1);
              return true;
            });
        Callable<Integer> depth = Interpreter::depth;
        Future<Integer> other =
            Handlers.under(hearing("this thread's"), () -> threads.submit(depth));
        assertThat(other.get()).isZero();
      } finally {
        threads.shutdown();
      }
    }

    @Test
    void runOneModelSideBySideAsOneAfterTheOther() throws Exception {
      int count = 4;
      List<double[]> alone = LongStream.range(0, count).mapToObj(this::several).toList();
      ExecutorService threads = Executors.newFixedThreadPool(count);
      CyclicBarrier together = new CyclicBarrier(count);
      try {
        List<Future<double[]>> runs =
            IntStream.range(0, count)
                .mapToObj(
                    thread ->
                        threads.submit(
                            () -> {
                              together.await();
                              return several(thread);
                            }))
                .toList();
        for (int i = 0; i < count; i++) {
          assertThat(runs.get(i).get()).containsExactly(alone.get(i));
        }
      } finally {
        threads.shutdown();
      }
    }

    private double[] several(long seed) {
      double[] densities = new double[100];
      Arrays.setAll(
          densities,
          i -> {
            Trace trace = Trace.of(Handlers.seed(model, 100 * seed + i), ANY);
            return trace.logDensity().item() + trace.value("z").item();
          });
      return densities;
    }
  }

  @Nested
  final class TheDefaultAnswer {
    @Test
    void isThePinnedValueOfAParameter() {
      Tensor value = Tensor.scalar(4);
      Model<String> model =
          Handlers.substitute(
              data -> assertThat(param("p", 1)).isSameAs(value), Map.of("p", value));
      model.run(ANY);
    }

    @Test
    void isTheValueOfAPinnedSite() {
      Tensor value = Tensor.scalar(4);
      Sample pinned = Sample.free("z", Normal.of(0, 1)).pinning(value);
      assertThat(Interpreter.answer(pinned).value()).isSameAs(value);
    }

    @Test
    void comesFromTheNoiseOfTheSitesName() {
      Tensor drawn = Interpreter.seeded(Noise.of(3), () -> sample("z", Normal.standard(2)));
      Tensor expected = Noise.of(3).at("z").at(0).normal(drawn.shape(), drawn.dataType());
      assertThat(drawn.toDoubles()).containsExactly(expected.toDoubles());
    }

    @Test
    void doesNotDependOnTheOtherDraws() {
      Tensor alone = Interpreter.seeded(Noise.of(3), () -> sample("z", Normal.of(0, 1)));
      Tensor after =
          Interpreter.seeded(
              Noise.of(3),
              () -> {
                sample("a", Normal.standard(7));
                return sample("z", Normal.of(0, 1));
              });
      assertThat(after.item()).isEqualTo(alone.item());
    }
  }

  @Test
  void aParameterThatNobodyKeepsComesWithTheSitesSoFar() {
    assertThatThrownBy(
            () ->
                Trace.of(
                    data -> {
                      sample("z", Normal.standard(2).toEvent(1));
                      param("loc", 1);
                    },
                    ANY))
        .isInstanceOf(SiteException.class)
        .hasMessageEndingWith("Sites so far:\n  z  sample  batch ()  event (2)");
  }
}
