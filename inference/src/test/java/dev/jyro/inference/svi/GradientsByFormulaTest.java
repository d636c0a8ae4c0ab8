package dev.jyro.inference.svi;

import static dev.jyro.inference.svi.NormalPair.logNormal;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pyro's test_particle_gradient, for each objective: z ~ N(0, 1), x ~ N(z, 1) for two data, and the
 * guide N(loc, scale). One step's gradient follows from its draws by formula, up to rounding.
 */
final class GradientsByFormulaTest {
  private static final double[] X = {-0.5, 2};
  private static final double[] LOC = {0.3, -0.2};
  private static final double[] SCALE = {1, 0.7};

  /** Pyro accepts 1e-4; these are some dozens of float64 operations on numbers below 100. */
  private static final double ROUNDING = 1e-11;

  private double[] drawn = {};

  private final Model<String> model =
      data ->
          plate(
              "data",
              2,
              () -> {
                Tensor z = sample("z", Normal.of(number(0), number(1)));
                drawn = z.toDoubles();
                observe("x", Normal.of(z, number(1)), Tensor.of(X));
              });

  private static Model<String> guide(Gradient gradient) {
    return data ->
        plate("data", 2, () -> sample("z", gradient.of(Normal.of(param("loc"), param("scale")))));
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private Probe.Reading step(Gradient gradient, ELBO objective) {
    return new Probe<>(model, guide(gradient), objective, Map.of("loc", LOC, "scale", SCALE))
        .step("");
  }

  @ParameterizedTest
  @MethodSource("dev.jyro.inference.svi.Formula#all")
  void isExact(Formula formula) {
    Probe.Reading found = step(formula.gradient(), formula.objective());
    double loss = 0;
    for (int i = 0; i < X.length; i++) {
      double[] z = drawnFor(i);
      double[] weights = logWeights(z, i);
      double[] charges = formula.charges(weights);
      double byLoc = 0;
      double byScale = 0;
      for (int k = 0; k < z.length; k++) {
        double pull = -z[k] + (X[i] - z[k]);
        double noise = (z[k] - LOC[i]) / SCALE[i];
        byLoc += charges[k] * formula.part().byLoc(pull, noise, SCALE[i]);
        byScale += charges[k] * formula.part().byScale(pull, noise, SCALE[i]);
      }
      assertThat(found.gradient("loc")[i]).isEqualTo(-byLoc, within(ROUNDING));
      assertThat(found.gradient("scale")[i]).isEqualTo(-byScale, within(ROUNDING));
      loss -= formula.bound(weights);
    }
    assertThat(found.loss()).isEqualTo(loss, within(ROUNDING));
  }

  /** The divergence in closed form, and only the likelihood along the path. */
  @Test
  void isExactWithADivergenceInClosedForm() {
    Probe.Reading found = step(Gradient.PATHWISE, TraceMeanFieldELBO.create());
    for (int i = 0; i < X.length; i++) {
      double gap = X[i] - drawn[i];
      double noise = (drawn[i] - LOC[i]) / SCALE[i];
      assertThat(found.gradient("loc")[i]).isEqualTo(LOC[i] - gap, within(ROUNDING));
      assertThat(found.gradient("scale")[i])
          .isEqualTo(SCALE[i] - 1 / SCALE[i] - gap * noise, within(ROUNDING));
    }
  }

  /** Of each particle. */
  private double[] drawnFor(int i) {
    return IntStream.range(0, drawn.length / X.length)
        .mapToDouble(k -> drawn[k * X.length + i])
        .toArray();
  }

  private static double[] logWeights(double[] z, int i) {
    return Arrays.stream(z)
        .map(
            draw ->
                logNormal(draw, 0, 1)
                    + logNormal(X[i], draw, 1)
                    - logNormal(draw, LOC[i], SCALE[i]))
        .toArray();
  }
}
