package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How noisy the estimators' gradients are, on the models of two sites; prints the table of {@code
 * docs/objectives.md}.
 *
 * <p>A log variance of 2000 draws has a standard error of some 0.03 to 0.1, as their tails are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GradientNoiseTest {
  private static final int STEPS = 2000;
  private static final int ROWS = 5;

  private final Map<String, Samples> bits = new LinkedHashMap<>();
  private final Map<String, Samples> normals = new LinkedHashMap<>();

  /** The bits of each row have parameters of their own, so that rows are noise to each other. */
  private static final Model<Integer> ROWS_OF_BITS =
      rows ->
          plate(
              "copies",
              rows,
              () -> {
                Tensor one = sample("z1", Bernoulli.ofLogits(param("a")));
                sample("z2", Bernoulli.ofLogits(param("b").add(param("c").mul(one))));
              });

  private static final Map<String, double[]> AT_ROWS =
      Map.of(
          "a", new double[] {0.4, 0.4, 0.4, 0.4, 0.4},
          "b", new double[] {-0.3, -0.3, -0.3, -0.3, -0.3},
          "c", new double[] {0.7, 0.7, 0.7, 0.7, 0.7},
          "theta", new double[] {0.2});

  @BeforeAll
  void draw() {
    ofBits("TraceELBO, one particle", TraceELBO.create());
    ofBits("TraceGraphELBO", TraceGraphELBO.create());
    ofBits("TraceGraphELBO, decaying average", TraceGraphELBO.create().decayingAverage(0.9));
    ofBits("TraceELBO, 8 particles", TraceELBO.vectorized(8));
    ofBits("RenyiELBO, alpha 0, 8 particles", RenyiELBO.vectorized(0, 8));
    ofBits("RenyiELBO, alpha 0.5, 8 particles", RenyiELBO.vectorized(0.5, 8));
    ofBits("VIMCO, 8 particles", VIMCO.vectorized(8));
    ofBits("ReweightedWakeSleep, 8 particles", ReweightedWakeSleep.vectorized(8));
    bits.put(
        "TraceELBO, of the first of 5 rows",
        new Probe<>(TwoBits.MODEL, ROWS_OF_BITS, TraceELBO.create(), AT_ROWS).steps(STEPS, ROWS));
    bits.put(
        "the same, charged with all rows",
        new Probe<>(TwoBits.MODEL, ROWS_OF_BITS, ScoreFunctionTest.plainSum(), AT_ROWS)
            .steps(STEPS, ROWS));
    ofNormals("TraceELBO, score function", Gradient.SCORE, TraceELBO.create());
    ofNormals("TraceELBO, pathwise", Gradient.PATHWISE, TraceELBO.create());
    ofNormals(
        "TraceELBO, sticking the landing",
        Gradient.PATHWISE,
        TraceELBO.create().stickingTheLanding());
    RenyiELBO bound = RenyiELBO.importanceWeighted(32);
    ofNormals("RenyiELBO, alpha 0, 32 particles", Gradient.PATHWISE, bound);
    ofNormals("the same, doubly", Gradient.PATHWISE, bound.doublyReparameterized());
    print();
  }

  private void ofBits(String name, ELBO objective) {
    Probe<Integer> probe = new Probe<>(TwoBits.MODEL, TwoBits.GUIDE, objective, TwoBits.AT);
    bits.put(name, probe.steps(STEPS, 1));
  }

  private void ofNormals(String name, Gradient gradient, ELBO objective) {
    normals.put(
        name,
        new Probe<>(TwoNormals.MODEL, TwoNormals.guide(gradient), objective, TwoNormals.AT)
            .steps(STEPS, 1));
  }

  private void print() {
    System.out.println("| two bits | a | b | c |\n|---|---|---|---|");
    bits.forEach((name, samples) -> System.out.println(line(name, samples, "a", "b", "c")));
    System.out.println("| two normal numbers | a | s | b | c |\n|---|---|---|---|---|");
    normals.forEach((name, samples) -> System.out.println(line(name, samples, "a", "s", "b", "c")));
  }

  private static String line(String name, Samples samples, String... parameters) {
    StringBuilder line = new StringBuilder("| " + name + " |");
    for (String parameter : parameters) {
      line.append(" %.3g |".formatted(samples.variance(parameter, 0)));
    }
    return line.toString();
  }

  private double ofBits(String name, String parameter) {
    return variance(bits, name, parameter);
  }

  private double ofNormals(String name, String parameter) {
    return variance(normals, name, parameter);
  }

  private static double variance(Map<String, Samples> all, String name, String parameter) {
    return Objects.requireNonNull(all.get(name)).variance(parameter, 0);
  }

  @Test
  void provenanceAndBaselinesBeatThePlainScore() {
    for (String by : new String[] {"a", "b", "c"}) {
      double plain = ofBits("TraceELBO, one particle", by);
      assertThat(ofBits("TraceGraphELBO, decaying average", by)).as(by).isLessThan(0.7 * plain);
      // z₁ has everything downstream here; a term less is little, but never more noise
      assertThat(ofBits("TraceGraphELBO", by)).as(by).isLessThan(1.2 * plain);
    }
  }

  @Test
  void vimcoBeatsThePlainScore() {
    for (String by : new String[] {"a", "b", "c"}) {
      assertThat(ofBits("VIMCO, 8 particles", by))
          .as(by)
          .isLessThan(0.2 * ofBits("RenyiELBO, alpha 0, 8 particles", by));
    }
  }

  @Test
  void chargingByPlatesBeatsChargingWithAll() {
    for (String by : new String[] {"a", "b", "c"}) {
      assertThat(ofBits("TraceELBO, of the first of 5 rows", by))
          .as(by)
          .isLessThan(0.3 * ofBits("the same, charged with all rows", by));
    }
  }

  @Test
  void pathsBeatScoresAndLeavingTheScoreOutBeatsBoth() {
    for (String by : new String[] {"a", "s", "b", "c"}) {
      double path = ofNormals("TraceELBO, pathwise", by);
      assertThat(path).as(by).isLessThan(0.5 * ofNormals("TraceELBO, score function", by));
      double bound = ofNormals("RenyiELBO, alpha 0, 32 particles", by);
      assertThat(ofNormals("the same, doubly", by)).as(by).isLessThan(0.5 * bound);
    }
  }
}
