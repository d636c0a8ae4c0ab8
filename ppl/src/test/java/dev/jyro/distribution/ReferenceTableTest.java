package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Densities and summaries against SciPy's and mpmath's, kept in {@code distributions.json}, or in
 * another file of its form: {@code -Djyro.reference=FILE}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReferenceTableTest {
  private static final String FILE = System.getProperty("jyro.reference", "");

  private static final Map<String, Function<ReferenceParameters, Distribution>> KNOWN = known();

  private final Map<DataType, Tally> tallies = new EnumMap<>(DataType.class);

  @TestFactory
  Stream<DynamicTest> agreesInFloat64() {
    return rows("distributions").map(row -> test(row, DataType.FLOAT64));
  }

  @TestFactory
  Stream<DynamicTest> agreesInFloat32() {
    return rows("distributions")
        .filter(row -> !row.has("float32") || row.get("float32").getAsBoolean())
        .map(row -> test(row, DataType.FLOAT32));
  }

  @TestFactory
  Stream<DynamicTest> divergencesAgreeInFloat64() {
    return rows("kl").map(row -> divergence(row, DataType.FLOAT64));
  }

  @TestFactory
  Stream<DynamicTest> divergencesAgreeInFloat32() {
    return rows("kl").map(row -> divergence(row, DataType.FLOAT32));
  }

  @AfterAll
  void report() {
    tallies.forEach(
        (type, tally) ->
            System.out.println((type == DataType.FLOAT64 ? "" : "in float32: ") + tally));
  }

  private DynamicTest divergence(JsonObject row, DataType type) {
    Tolerances within = type == DataType.FLOAT64 ? Tolerances.FLOAT64 : Tolerances.FLOAT32;
    String title =
        row.get("distribution").getAsString() + " " + row.get("p") + " to " + row.get("q");
    return DynamicTest.dynamicTest(
        title,
        () -> {
          Tensor found = KLDivergence.kl(make(row, "p", type), make(row, "q", type));
          compare(title, type, row.get("kl"), found, within.integral());
        });
  }

  private DynamicTest test(JsonObject row, DataType type) {
    return DynamicTest.dynamicTest(title(row), () -> check(row, type));
  }

  private void check(JsonObject row, DataType type) {
    Tolerances within = type == DataType.FLOAT64 ? Tolerances.FLOAT64 : Tolerances.FLOAT32;
    Distribution subject = make(row, "params", type);
    Tensor values = ReferenceParameters.tensor(row.get("values"), type);
    compare(row, type, "log_prob", () -> subject.logProb(values), within.density());
    compare(row, type, "mean", subject::mean, within.density());
    compare(row, type, "variance", subject::variance, within.density());
    compare(row, type, "entropy", subject::entropy, within.integral());
    compare(row, type, "cdf", () -> subject.cdf(values), within.integral());
  }

  private static Distribution make(JsonObject row, String parameters, DataType type) {
    String name = row.get("distribution").getAsString();
    Function<ReferenceParameters, Distribution> maker = KNOWN.get(name);
    if (maker == null) {
      throw new AssertionError(
          "distribution: found '%s', needed one of %s"
              .formatted(name, new TreeSet<>(KNOWN.keySet())));
    }
    return maker.apply(new ReferenceParameters(row.getAsJsonObject(parameters), type));
  }

  private void compare(
      JsonObject row, DataType type, String what, Supplier<Tensor> found, double tolerance) {
    if (row.has(what) && !row.get(what).isJsonNull()) {
      compare(title(row) + " " + what, type, row.get(what), found.get(), tolerance);
    }
  }

  private void compare(
      String title, DataType type, JsonElement json, Tensor found, double tolerance) {
    double[] needed = ReferenceParameters.tensor(json, DataType.FLOAT64).toDoubles();
    tallies
        .computeIfAbsent(type, any -> new Tally())
        .compare(title, found.toDoubles(), needed, tolerance);
  }

  private static Map<String, Function<ReferenceParameters, Distribution>> known() {
    Map<String, Function<ReferenceParameters, Distribution>> known = new HashMap<>();
    known.putAll(ContinuousFamilies.KNOWN);
    known.putAll(DiscreteFamilies.KNOWN);
    known.putAll(MultivariateFamilies.KNOWN);
    return known;
  }

  private static String title(JsonObject row) {
    return row.get("distribution").getAsString() + " " + row.get("params");
  }

  private static Stream<JsonObject> rows(String part) {
    JsonElement rows = table().get(part);
    return rows == null
        ? Stream.of()
        : StreamSupport.stream(((JsonArray) rows).spliterator(), false)
            .map(JsonElement::getAsJsonObject);
  }

  private static JsonObject table() {
    try (Reader text = Files.newBufferedReader(file())) {
      return JsonParser.parseReader(text).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException("jyro.reference: cannot read " + file(), e);
    }
  }

  private static Path file() {
    if (!FILE.isEmpty()) {
      return Path.of(FILE);
    }
    try {
      return Path.of(
          Objects.requireNonNull(ReferenceTableTest.class.getResource("distributions.json"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How far a value may be off, relative to the larger of 1 and itself. */
  private record Tolerances(double density, double integral) {
    private static final Tolerances FLOAT64 = new Tolerances(1e-8, 1e-6);
    private static final Tolerances FLOAT32 = new Tolerances(2e-5, 2e-5);
  }

  /** What was compared, and where it was worst. */
  private static final class Tally {
    private int values;
    private double worst;
    private String where = "none";

    void compare(String row, double[] found, double[] needed, double tolerance) {
      assertThat(found).as(row).hasSameSizeAs(needed);
      for (int i = 0; i < needed.length; i++) {
        double error = error(found[i], needed[i]);
        values++;
        if (!(error <= worst)) {
          worst = error;
          where = row;
        }
        assertThat(error)
            .as("%s [%d]: found %s, needed %s", row, i, found[i], needed[i])
            .isLessThanOrEqualTo(tolerance);
      }
    }

    private static double error(double found, double needed) {
      return Double.compare(found, needed) == 0
          ? 0
          : Math.abs(found - needed) / Math.max(1, Math.abs(needed));
    }

    @Override
    public String toString() {
      return "%d values checked, worst relative error %.1e at %s".formatted(values, worst, where);
    }
  }
}
