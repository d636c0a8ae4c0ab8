package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every objective meets every failure to which it is exposed. */
final class EveryFailureTest {
  /** Thrown by users' code: nothing that Jyro knows. */
  private static final class Mishap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mishap() {
      super("a mishap of the user's. Fix: none");
    }
  }

  /** What the programs do wrong, and what is said of it. */
  private enum Fault {
    NONE(""),
    LATENT_MISSING("'z' is latent in the model and missing from the guide. Fix: sample it"),
    GHOST("'ghost' is in the guide and not in the model. Fix: correct the name"),
    OBSERVED_IN_GUIDE("'seen' is observed in the guide. Fix: draw it with sample"),
    DRAWN_AND_OBSERVED("'x' is drawn in the guide and observed in the model. Fix: leave it out"),
    OTHER_EVENT("'z' has event shape () in the model and (3) in the guide. Fix: use toEvent"),
    OTHER_BATCH("'z' has batch shape"),
    OTHER_PLATE("'rows': replay: the plate has 3 repetitions here and 2 in the trace. Fix: give"),
    TWICE("'z': there are two of this name in one run"),
    DISCRETE_LATENT("'z': "),
    DISCRETE_DATA("'x': "),
    BAD_DATA("'x': in the model: its "),
    BAD_PARAMETER("Site 'z': "),
    MISHAP("a mishap of the user's");

    private final String said;

    Fault(String said) {
      this.said = said;
    }
  }

  /** What an objective cannot do. */
  private enum Limit {
    PATHWISE,
    DRAWS_DATA
  }

  private record Candidate(
      String name, Set<Limit> limits, Function<Model<Tensor>, Objective<? super Tensor>> make) {
    static Candidate of(String name, Objective<? super Tensor> objective, Limit... limits) {
      return new Candidate(name, Set.of(limits), guide -> objective);
    }

    boolean isExposedTo(Fault fault) {
      return switch (fault) {
        case NONE -> false;
        case DISCRETE_LATENT -> limits.contains(Limit.PATHWISE);
        case DISCRETE_DATA -> limits.contains(Limit.DRAWS_DATA);
        default -> true;
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Candidate asleep(double share) {
    return new Candidate(
        "ReweightedWakeSleep, insomnia " + share,
        Set.of(),
        guide ->
            ReweightedWakeSleep.vectorized(2)
                .insomnia(share, dream -> guide.run(dream.value("x"))));
  }

  private static List<Candidate> candidates() {
    Kernel kernel = Kernel.gaussian(1);
    Limit path = Limit.PATHWISE;
    Limit data = Limit.DRAWS_DATA;
    return List.of(
        Candidate.of("TraceELBO", TraceELBO.create()),
        Candidate.of("TraceELBO, in turn", TraceELBO.withParticles(2)),
        Candidate.of("TraceELBO, side by side", TraceELBO.vectorized(2)),
        Candidate.of("TraceELBO, annealed", TraceELBO.create().beta(Schedule.linear(0, 1, 3))),
        Candidate.of("TraceELBO, mean", TraceELBO.create().meanPerDatum((Tensor x) -> x.size(0))),
        Candidate.of("sticking the landing", TraceELBO.create().stickingTheLanding(), path),
        Candidate.of(
            "sticking the landing, side by side",
            TraceELBO.vectorized(2).stickingTheLanding(),
            path),
        Candidate.of("TraceMeanFieldELBO", TraceMeanFieldELBO.create(), path),
        Candidate.of("TraceMeanFieldELBO, side by side", TraceMeanFieldELBO.vectorized(2), path),
        Candidate.of("TraceGraphELBO", TraceGraphELBO.create()),
        Candidate.of("TraceGraphELBO, average", TraceGraphELBO.create().decayingAverage(0.5)),
        Candidate.of("TraceGraphELBO, side by side", TraceGraphELBO.vectorized(2)),
        Candidate.of("RenyiELBO", RenyiELBO.withParticles(0.5, 2)),
        Candidate.of("RenyiELBO, side by side", RenyiELBO.importanceWeighted(3)),
        Candidate.of("doubly", RenyiELBO.withParticles(0.5, 2).doublyReparameterized(), path),
        Candidate.of(
            "doubly, side by side", RenyiELBO.importanceWeighted(3).doublyReparameterized(), path),
        Candidate.of("VIMCO", VIMCO.withParticles(2)),
        Candidate.of("VIMCO, side by side", VIMCO.vectorized(2)),
        Candidate.of("ReweightedWakeSleep", ReweightedWakeSleep.withParticles(2)),
        Candidate.of("ReweightedWakeSleep, side by side", ReweightedWakeSleep.vectorized(2)),
        asleep(0),
        asleep(0.5),
        Candidate.of("TraceMMD", TraceMMD.withParticles(kernel, 2), path, data),
        Candidate.of("TraceMMD, side by side", TraceMMD.vectorized(kernel, 2), path, data),
        Candidate.of("TraceMMD, scoring data", TraceMMD.vectorized(kernel, 2).scoringData(), path),
        Candidate.of("EnergyDistance", EnergyDistance.withParticles(2), path, data),
        Candidate.of(
            "EnergyDistance, side by side", EnergyDistance.vectorized(2).prior(1), path, data));
  }

  static Stream<Arguments> failures() {
    return candidates().stream()
        .flatMap(
            candidate ->
                Stream.of(Fault.values())
                    .filter(candidate::isExposedTo)
                    .map(fault -> Arguments.of(candidate, fault)));
  }

  private Fault fault = Fault.NONE;

  private Distribution prior() {
    return fault == Fault.DISCRETE_LATENT
        ? Bernoulli.of(0.5)
        : Normal.of(0, param("prior", 1, Constraints.positive()));
  }

  private final Model<Tensor> model =
      data ->
          plate(
              "rows",
              data.size(0),
              () -> {
                Tensor z = sample("z", prior());
                if (fault == Fault.MISHAP) {
                  throw new Mishap();
                }
                Tensor x = fault == Fault.BAD_DATA ? data.mul(Double.NaN) : data;
                Tensor width = param("width", 0.5, Constraints.positive());
                observe(
                    "x",
                    fault == Fault.DISCRETE_DATA ? Bernoulli.ofLogits(z) : Normal.of(z, width),
                    x);
              });

  private final Model<Tensor> guide =
      data -> {
        Tensor loc = data.mul(param("slope", 0.3));
        Tensor scale = param("scale", 0.5, Constraints.positive());
        long rows = data.size(0);
        switch (fault) {
          case LATENT_MISSING -> scale.square();
          case OTHER_EVENT -> sample("z", Normal.of(loc, scale).toEvent(1));
          case OTHER_BATCH -> sample("z", Normal.of(0, scale));
          case OTHER_PLATE -> plate("rows", rows - 1, () -> sample("z", Normal.of(0, scale)));
          default -> plate("rows", rows, () -> draw(loc, scale, data));
        }
      };

  private void draw(Tensor loc, Tensor scale, Tensor data) {
    Tensor bad = fault == Fault.BAD_PARAMETER ? loc.mul(Double.NaN) : loc;
    sample("z", fault == Fault.DISCRETE_LATENT ? Bernoulli.ofLogits(loc) : Normal.of(bad, scale));
    switch (fault) {
      case GHOST -> sample("ghost", Normal.of(loc, scale));
      case OBSERVED_IN_GUIDE -> observe("seen", Normal.of(loc, scale), data);
      case DRAWN_AND_OBSERVED -> sample("x", Normal.of(loc, scale));
      case TWICE -> sample("z", Normal.of(loc, scale));
      default -> assertThat(fault).isNotEqualTo(Fault.LATENT_MISSING);
    }
  }

  private SVI<Tensor> svi(Candidate candidate) {
    return SVI.of(model, guide, Adam.withLearningRate(0.05), candidate.make().apply(guide));
  }

  private void fail(SVI<Tensor> svi, Fault next) {
    fault = next;
    assertThatThrownBy(() -> svi.step(FailedStepTest.data()))
        .isInstanceOf(next == Fault.MISHAP ? Mishap.class : JyroException.class)
        .hasMessageContaining(next.said)
        .hasMessageMatching("(?s).*(Fix|Needed).*");
    fault = Fault.NONE;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("failures")
  void leavesNothingBehindInTheFirstStep(Candidate candidate, Fault next) {
    SVI<Tensor> svi = svi(candidate);
    FailedStepTest.assertNothingChanges(svi, () -> fail(svi, next));
    assertThat(svi.params().names()).isEmpty();
    FailedStepTest.assertGoesOnAs(svi, svi(candidate));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("failures")
  void leavesNothingBehindInALaterStep(Candidate candidate, Fault next) {
    SVI<Tensor> svi = svi(candidate);
    SVI<Tensor> smooth = svi(candidate);
    for (int i = 0; i < 2; i++) {
      svi.step(FailedStepTest.data());
      smooth.step(FailedStepTest.data());
    }
    FailedStepTest.assertNothingChanges(svi, () -> fail(svi, next));
    FailedStepTest.assertGoesOnAs(svi, smooth);
  }

  private static Arguments refused(String what, ThrowingCallable making, String... said) {
    return Arguments.of(what, making, said);
  }

  static Stream<Arguments> refusals() {
    Kernel kernel = Kernel.gaussian(1);
    String[] two = {"1 particles. Needed: at least 2", "Fix: "};
    return Stream.of(
        refused("alpha 1", () -> RenyiELBO.vectorized(1, 2), "alpha 1.0. Needed: ", "Fix: "),
        refused("alpha 1, in turn", () -> RenyiELBO.withParticles(1, 2), "Needed: ", "Fix: "),
        refused("RenyiELBO, one", () -> RenyiELBO.vectorized(0, 1), two),
        refused("RenyiELBO, one, in turn", () -> RenyiELBO.withParticles(0, 1), two),
        refused("RenyiELBO, one, weighted", () -> RenyiELBO.importanceWeighted(1), two),
        refused("VIMCO, one", () -> VIMCO.vectorized(1), two),
        refused("VIMCO, one, in turn", () -> VIMCO.withParticles(1), two),
        refused("ReweightedWakeSleep, one", () -> ReweightedWakeSleep.vectorized(1), two),
        refused(
            "ReweightedWakeSleep, one, in turn", () -> ReweightedWakeSleep.withParticles(1), two),
        refused("TraceMMD, one", () -> TraceMMD.vectorized(kernel, 1), two),
        refused("TraceMMD, one, in turn", () -> TraceMMD.withParticles(kernel, 1), two),
        refused("EnergyDistance, one", () -> EnergyDistance.vectorized(1), two),
        refused("EnergyDistance, one, in turn", () -> EnergyDistance.withParticles(1), two),
        refused("TraceELBO, none", () -> TraceELBO.withParticles(0), "Needed: at least 1"),
        refused("TraceMeanFieldELBO, none", () -> TraceMeanFieldELBO.vectorized(0), "at least 1"),
        refused("TraceGraphELBO, none", () -> TraceGraphELBO.vectorized(0), "at least 1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefusedWhenItIsMade(String what, ThrowingCallable making, String[] said) {
    assertThatThrownBy(making).isInstanceOf(JyroException.class).hasMessageContainingAll(said);
  }
}
