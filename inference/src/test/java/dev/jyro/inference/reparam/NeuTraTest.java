package dev.jyro.inference.reparam;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Delta;
import dev.jyro.distribution.Dirichlet;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.flow.AffineCoupling;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.predictive.Importance;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A number and two positive ones in a plate, through a flow of two couplings; float64. */
final class NeuTraTest {
  private static final String NOTHING = "";
  private static final Tensor ONE = Tensor.scalar(1, DataType.FLOAT64);
  private static final Tensor WEIGHTS =
      Tensor.of(new double[] {0.7, -0.4, 1.1, 0.3}, Shapes.of(1, 4));
  private static final Tensor Z = Tensor.of(0.4, -1.2, 0.8);

  private final Model<String> model =
      nothing -> {
        Tensor a = sample("a", Normal.of(ONE, ONE));
        plate(
            "rows",
            2,
            () -> {
              Tensor b = sample("b", LogNormal.of(a, ONE.mul(0.5)));
              observe("y", Normal.of(b, ONE), Tensor.of(2.0, 3.5));
            });
      };
  private final Warp warp = Warp.of(flow(), Trace.of(model, NOTHING));
  private final Model<String> straight = NeuTra.around(model, warp);

  private static Bijector flow() {
    AffineCoupling coupling = AffineCoupling.of(1, first -> first.matmul(WEIGHTS).tanh());
    return Bijectors.compose(coupling, Bijectors.permute(2, 0, 1), coupling);
  }

  private Trace at(Tensor z) {
    return new Joint(straight).at(Map.of("neutra", z));
  }

  /** The determinant is of numbers near 1: some dozen roundings. */
  @Test
  void itsDensityIsThatOfTheModelWithTheVolumeOfTheMap() {
    double volume = Math.log(Math.abs(determinant()));
    Trace run = at(Z);
    Map<String, Tensor> old = Map.of("a", run.value("a"), "b", run.value("b"));
    double drawn = warp.base().logProb(Z).item();
    assertThat(run.get("neutra.volume").logProb().item()).isEqualTo(volume - drawn, within(1e-12));
    assertThat(run.logDensity().item())
        .isEqualTo(new Joint(model).logDensity(old) + volume, within(1e-11));
  }

  private double determinant() {
    double[] a = Gradients.grad(z -> at(z).value("a"), Z).toDoubles();
    double[] b = Gradients.grad(z -> at(z).value("b").get(0), Z).toDoubles();
    double[] c = Gradients.grad(z -> at(z).value("b").get(1), Z).toDoubles();
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }

  @Test
  void itsGradientIsThatOfFiniteDifferences() {
    new Joint(straight).assertGradients(Map.of("neutra", Z));
  }

  @Test
  void hasOneLatentSiteAndKeepsTheOldNames() {
    Trace run = Trace.of(straight, NOTHING);
    assertThat(run.latents().map(Site::name)).containsExactly("neutra");
    assertThat(run.get("a").kind()).isEqualTo("deterministic");
    assertThat(run.sites().map(Site::name))
        .containsExactly(
            "neutra", "neutra.volume", "a.density", "a", "rows", "b.density", "b", "y");
  }

  /** The same noise makes the same draws, so that nothing but rounding differs. */
  @Test
  void aStandardNormalGuideOfItIsTheWarpAsAGuideOfTheModel() {
    Model<String> ofModel =
        nothing -> {
          Warp.Warped warped = warp.at(sampleAuxiliary("neutra", warp.base()));
          Tensor a = warped.values().getOrDefault("a", ONE);
          Tensor b = warped.values().getOrDefault("b", ONE);
          sample("a", Delta.of(a, warped.logAbsDetJacobian().neg(), 0));
          plate("rows", 2, () -> sample("b", Delta.of(b)));
        };
    Model<String> ofStraight = nothing -> sample("neutra", warp.base());
    for (TraceELBO elbo : new TraceELBO[] {TraceELBO.create(), TraceELBO.vectorized(5)}) {
      double expected = loss(model, ofModel, elbo);
      assertThat(loss(straight, ofStraight, elbo)).isEqualTo(expected, within(1e-11));
    }
  }

  private static double loss(Model<String> model, Model<String> guide, TraceELBO elbo) {
    return SVI.of(model, guide, SGD.withLearningRate(0), elbo).evaluateLoss(NOTHING);
  }

  @Test
  void keepsTheScaleOfASiteOffTheVolume() {
    Model<String> scaled = NeuTra.around(Handlers.scale(model, 3), warp);
    Trace plain = at(Z);
    Trace run = new Joint(scaled).at(Map.of("neutra", Z));
    double volume =
        plain.get("neutra.volume").logProb().item() + plain.get("neutra").logProb().item();
    double density = plain.logDensity().item() - volume;
    assertThat(run.logDensity().item()).isEqualTo(3 * density + volume, within(1e-11));
  }

  @Test
  void mapsIntoSupportsOfAnotherShapeAndLeavesDiscreteSites() {
    Tensor ones = Tensor.of(1.0, 1, 1);
    Model<String> shares =
        nothing -> {
          sample("share", Dirichlet.of(ones));
          sample("coin", Bernoulli.of(0.5));
        };
    Warp twoNumbers = Warp.of(Bijectors.permute(1, 0), Trace.of(shares, NOTHING));
    Trace run = Trace.of(NeuTra.around(shares, twoNumbers), NOTHING);
    assertThat(run.value("neutra").shape()).isEqualTo(Shapes.of(2));
    assertThat(run.value("share").sum().item()).isEqualTo(1, within(1e-15));
    assertThat(run.latents().map(Site::name)).containsExactly("neutra", "coin");
  }

  @Test
  void saysWhichSiteOfTheWarpIsMissing() {
    Model<String> given = Handlers.condition(model, Map.of("a", ONE));
    assertThatThrownBy(() -> NeuTra.around(given, warp).run(NOTHING))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'a': NeuTra: the warp has values for [a]")
        .hasMessageContaining("Fix: fit the guide to this very model");
  }

  @Test
  void saysWhichSiteDoesNotFitTheWarp() {
    Model<String> larger =
        nothing -> {
          Tensor a = sample("a", Normal.of(ONE, ONE));
          plate("rows", 3, () -> sample("b", LogNormal.of(a, ONE)));
        };
    assertThatThrownBy(() -> NeuTra.around(larger, warp).run(NOTHING))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'b': NeuTra: the warp's value has shape (2)")
        .hasMessageContaining("batch (3)");
  }

  @Test
  void refusesAValueThatIsChosenInside() {
    Model<String> chosen = Handlers.substitute(model, Map.of("a", ONE));
    assertThatThrownBy(() -> NeuTra.around(chosen, warp).run(NOTHING))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'a': NeuTra: its value is chosen already");
  }

  @Test
  void refusesASubsampledPlateShortVectorsAndNothingToMap() {
    Model<String> part = nothing -> plate("rows", 9, 3, rows -> sample("x", Normal.of(0, 1)));
    assertThatThrownBy(() -> Warp.of(flow(), Trace.of(part, NOTHING)))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Site 'x': a warp maps all latent sites at once")
        .hasMessageContaining("3 of 9 repetitions");
    assertThatThrownBy(() -> warp.at(Tensor.of(1.0, 2))).isInstanceOf(JyroException.class);
    Model<String> none = nothing -> observe("y", Normal.of(0, 1), Tensor.scalar(1));
    assertThatThrownBy(() -> Warp.of(flow(), Trace.of(none, NOTHING)))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("no continuous latent site");
  }

  /** 20 000 weights with an effective size of more than half: errors below 0.02. */
  @Test
  void itsPriorDrawsHaveTheWeightsOfTheGuide() {
    Model<String> normal =
        nothing -> observe("x", Normal.of(sample("z", Normal.of(0, 1)), 1), Tensor.scalar(1));
    Bijector shift = Bijectors.affine(Tensor.of(0.3), Tensor.of(0.9));
    Warp near = Warp.of(Bijectors.independent(shift, 1), Trace.of(normal, NOTHING));
    Importance importance =
        Predictive.prior(NeuTra.around(normal, near))
            .draws(20_000)
            .sideBySide()
            .importance(NOTHING, 1);
    double exact = -0.25 - Math.log(4 * Math.PI) / 2;
    assertThat(importance.effectiveSize()).isGreaterThan(10_000);
    assertThat(importance.logEvidence())
        .isEqualTo(exact, within(4.5 * importance.logEvidenceError()));
  }

  @Test
  void needsAFlowOfVectors() {
    assertThatThrownBy(() -> Warp.of(Bijectors.exp(), Trace.of(model, NOTHING)))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Bijectors.independent(flow, 1)");
  }
}
