package dev.jyro.inference.reparam;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values are float64; seed 8. */
final class TransformReparamTest {
  private static final String NOTHING = "";
  private static final Tensor ONE = Tensor.scalar(1, DataType.FLOAT64);

  /** A log-normal number of a location that is drawn, moved by another. */
  private final Model<String> model =
      nothing -> {
        Tensor loc = sample("loc", Normal.of(ONE, ONE));
        plate(
            "rows",
            3,
            () -> {
              Tensor x =
                  sample(
                      "x",
                      Transformed.of(
                          Normal.of(loc, ONE.mul(0.5)), Bijectors.exp(), Bijectors.affine(loc, 2)));
              observe("y", Normal.of(x, ONE), Tensor.of(3.0, 5, 9));
            });
      };

  private final Model<String> changed = changed(model);

  private static Model<String> changed(Model<String> model) {
    return Handlers.reparamStrictly(model, Map.of("x", TransformReparam.create()));
  }

  /** Some ten terms of at most 1000, each rounded. */
  @Test
  void keepsTheJointDensityLessTheVolume() {
    Joint joint = new Joint(changed);
    Map<String, Tensor> values = joint.drawn(8);
    Trace run = joint.at(values);
    Map<String, Tensor> old = Map.of("loc", run.value("loc"), "x", run.value("x"));
    double volume = joint.logVolume("x.base", "x", values);
    assertThat(run.logDensity().item())
        .isEqualTo(new Joint(model).logDensity(old) + volume, within(1e-10));
  }

  @Test
  void hasTheGradientOfFiniteDifferences() {
    Joint joint = new Joint(changed);
    joint.assertGradients(joint.drawn(8));
  }

  @Test
  void drawsWhatTheTransformedDistributionMakesOfItsBase() {
    Trace run = Trace.of(Handlers.seed(changed, 8), NOTHING);
    double loc = run.value("loc").item();
    double[] base = run.value("x.base").toDoubles();
    double[] x = run.value("x").toDoubles();
    for (int i = 0; i < 3; i++) {
      assertThat(x[i]).isEqualTo(loc + 2 * Math.exp(base[i]), within(1e-12 * x[i]));
    }
  }

  @Test
  void keepsEventsPlatesAndMasks() {
    Tensor mask = Tensor.of(true, false);
    Model<String> vectors =
        nothing ->
            plate(
                "rows",
                2,
                () ->
                    sample(
                        "x",
                        Transformed.of(
                                Normal.of(Tensor.of(1.0, 2, 3), ONE).toEvent(1), Bijectors.exp())
                            .mask(mask)));
    Trace run = Trace.of(Handlers.seed(changed(vectors), 8), NOTHING);
    Site base = run.get("x.base");
    assertThat(base.sample().distribution().eventShape().dimension()).isEqualTo(1);
    assertThat(base.logProb().toDoubles()[1]).isZero();
    double volume = run.value("x.base").get(0).sum().item();
    Trace old = new Joint(vectors).at(Map.of("x", run.value("x")));
    assertThat(base.logProb().toDoubles()[0])
        .isEqualTo(old.get("x").logProb().toDoubles()[0] + volume, within(1e-12));
  }

  @Test
  void goesBackFromAValueThatIsChosenInside() {
    Tensor x = Tensor.of(9.0, 12, 15);
    Map<String, Tensor> chosen = Map.of("loc", ONE, "x", x);
    Trace run = Trace.of(changed(Handlers.substitute(model, chosen)), NOTHING);
    assertThat(run.value("x").toDoubles()).containsExactly(x.toDoubles(), within(1e-13));
    assertThat(run.value("x.base").toDoubles()[0]).isEqualTo(Math.log(4), within(1e-15));
  }

  @Test
  void letsItsBaseBeDrawnInOtherTermsToo() {
    Model<String> further =
        Handlers.reparamStrictly(changed, Map.of("x.base", LocScaleReparam.nonCentred()));
    Trace run = Trace.of(further, NOTHING);
    assertThat(run.latents().map(Site::name)).containsExactly("loc", "x.base.decentred");
    assertThat(run.sites().map(Site::name)).contains("x.base", "x");
  }

  @Test
  void namesTheSiteThatIsNotTransformed() {
    Model<String> plain = nothing -> sample("x", Normal.of(0, 1));
    assertThatThrownBy(() -> changed(plain).run(NOTHING))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'x': reparam: the distribution is Normal")
        .hasMessageContaining("use LocScaleReparam");
  }
}
