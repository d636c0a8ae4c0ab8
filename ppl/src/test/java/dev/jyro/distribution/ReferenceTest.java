package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Densities and summaries against SciPy's and mpmath's, kept in {@code distributions.json}. */
final class ReferenceTest {
  private static final double DOUBLE = 1e-8;
  private static final double DOUBLE_INTEGRAL = 1e-6;
  private static final double FLOAT = 2e-5;

  /** How to make each distribution of the table; a new one adds a line. */
  private static final Map<String, Function<Parameters, Distribution>> KNOWN =
      Map.ofEntries(
          Map.entry("Bernoulli", ReferenceTest::bernoulli),
          Map.entry("Beta", p -> Beta.of(p.get("concentration1"), p.get("concentration0"))),
          Map.entry("BetaBinomial", ReferenceTest::betaBinomial),
          Map.entry("Binomial", p -> Binomial.of(p.get("total_count"), p.get("probs"))),
          Map.entry("Categorical", p -> Categorical.of(p.get("probs"))),
          Map.entry("DirichletMultinomial", ReferenceTest::dirichletMultinomial),
          Map.entry("Exponential", p -> Exponential.of(p.get("rate"))),
          Map.entry("Gamma", p -> Gamma.of(p.get("concentration"), p.get("rate"))),
          Map.entry("GammaPoisson", p -> GammaPoisson.of(p.get("concentration"), p.get("rate"))),
          Map.entry("Geometric", p -> Geometric.of(p.get("probs"))),
          Map.entry("HalfCauchy", p -> HalfCauchy.of(p.get("scale"))),
          Map.entry("HalfNormal", p -> HalfNormal.of(p.get("scale"))),
          Map.entry("LogNormal", p -> LogNormal.of(p.get("loc"), p.get("scale"))),
          Map.entry("Multinomial", p -> Multinomial.of(p.number("total_count"), p.get("probs"))),
          Map.entry(
              "NegativeBinomial", p -> NegativeBinomial.of(p.get("total_count"), p.get("probs"))),
          Map.entry("Normal", p -> Normal.of(p.get("loc"), p.get("scale"))),
          Map.entry("OneHotCategorical", p -> OneHotCategorical.of(p.get("probs"))),
          Map.entry(
              "OrderedLogistic", p -> OrderedLogistic.of(p.get("predictor"), p.get("cutpoints"))),
          Map.entry("Poisson", p -> Poisson.of(p.get("rate"))),
          Map.entry("Uniform", p -> Uniform.of(p.get("low"), p.get("high"))),
          Map.entry("ZeroInflatedPoisson", ReferenceTest::zeroInflatedPoisson));

  @TestFactory
  Stream<DynamicTest> agreesInFloat64() {
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(title(row), () -> check(row, DataType.FLOAT64)));
  }

  @TestFactory
  Stream<DynamicTest> agreesInFloat32() {
    return rows().stream()
        .filter(row -> !row.has("float32"))
        .map(row -> DynamicTest.dynamicTest(title(row), () -> check(row, DataType.FLOAT32)));
  }

  @Test
  void hasRowsForEachThatItKnows() {
    assertThat(rows())
        .extracting(row -> row.get("distribution").getAsString())
        .containsAll(KNOWN.keySet());
  }

  /** The parameters of a row, by name. */
  private record Parameters(JsonObject json, DataType type) {
    Tensor get(String name) {
      return tensor(json.get(name), type);
    }

    double number(String name) {
      return json.get(name).getAsDouble();
    }
  }

  private static Distribution bernoulli(Parameters parameters) {
    return parameters.json.has("probs")
        ? Bernoulli.of(parameters.get("probs"))
        : Bernoulli.ofLogits(parameters.get("logits"));
  }

  private static Distribution betaBinomial(Parameters p) {
    return BetaBinomial.of(p.get("concentration1"), p.get("concentration0"), p.get("total_count"));
  }

  private static Distribution dirichletMultinomial(Parameters p) {
    return DirichletMultinomial.of(p.get("concentration"), p.number("total_count"));
  }

  private static Distribution zeroInflatedPoisson(Parameters p) {
    return ZeroInflated.of(Poisson.of(p.get("rate")), p.get("gate"));
  }

  private static void check(JsonObject row, DataType type) {
    double exact = type == DataType.FLOAT64 ? DOUBLE : FLOAT;
    double integral = type == DataType.FLOAT64 ? DOUBLE_INTEGRAL : FLOAT;
    Distribution subject = make(row, type);
    Tensor values = tensor(row.get("values"), type);
    compare(row, "log_prob", subject.logProb(values), exact);
    compare(row, "mean", () -> subject.mean(), exact);
    compare(row, "variance", () -> subject.variance(), exact);
    compare(row, "entropy", () -> subject.entropy(), integral);
    Summaries.ifThereIs(() -> subject.cdf(values))
        .ifPresent(cdf -> compare(row, "cdf", () -> cdf, integral));
  }

  private static Distribution make(JsonObject row, DataType type) {
    String name = row.get("distribution").getAsString();
    return Objects.requireNonNull(KNOWN.get(name))
        .apply(new Parameters(row.getAsJsonObject("params"), type));
  }

  private static void compare(
      JsonObject row, String what, Supplier<Tensor> found, double tolerance) {
    if (row.has(what) && !row.get(what).isJsonNull()) {
      compare(row, what, found.get(), tolerance);
    }
  }

  private static void compare(JsonObject row, String what, Tensor found, double tolerance) {
    double[] needed = tensor(row.get(what), DataType.FLOAT64).toDoubles();
    Numbers.assertClose(found.toDoubles(), needed, tolerance, what);
  }

  /** A number as a scalar, an array as a vector, arrays as its rows; infinity is a word. */
  private static Tensor tensor(JsonElement json, DataType type) {
    if (json.isJsonPrimitive()) {
      return Tensor.scalar(number(json), type);
    }
    if (json.getAsJsonArray().get(0).isJsonArray()) {
      List<Tensor> rows = new ArrayList<>();
      json.getAsJsonArray().forEach(row -> rows.add(tensor(row, type)));
      return ShapeOps.stack(0, rows.toArray(Tensor[]::new));
    }
    List<Double> numbers = new ArrayList<>();
    json.getAsJsonArray().forEach(element -> numbers.add(number(element)));
    return Tensor.of(Example.array(numbers)).to(type);
  }

  private static double number(JsonElement json) {
    return json.getAsString().equals("inf") ? Double.POSITIVE_INFINITY : json.getAsDouble();
  }

  private static String title(JsonObject row) {
    return row.get("distribution").getAsString() + " " + row.get("params");
  }

  private static List<JsonObject> rows() {
    try (var text =
        new InputStreamReader(
            Objects.requireNonNull(ReferenceTest.class.getResourceAsStream("distributions.json")),
            StandardCharsets.UTF_8)) {
      List<JsonObject> rows = new ArrayList<>();
      for (JsonElement row :
          JsonParser.parseReader(text).getAsJsonObject().getAsJsonArray("distributions")) {
        if (KNOWN.containsKey(row.getAsJsonObject().get("distribution").getAsString())) {
          rows.add(row.getAsJsonObject());
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
