package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;

/** A line through points, with a slope and a spread to learn: what the tests of training train. */
public final class Regression {
  static final int ROWS = 22;

  static final Model<List<Tensor>> MODEL =
      rows -> {
        Tensor slope = sample("slope", Normal.of(0, 2));
        Tensor spread = param("spread", 1, Constraints.positive());
        plate(
            "rows",
            rows.get(0).size(0),
            () -> observe("y", Normal.of(rows.get(0).mul(slope), spread), rows.get(1)));
      };

  static final Model<List<Tensor>> GUIDE =
      rows ->
          sample("slope", Normal.of(param("loc", 0), param("scale", 0.5, Constraints.positive())));

  private Regression() {}

  static Batches<List<Tensor>> batches() {
    Tensor x = Noise.of(1).normal(Shapes.of(ROWS), DataType.FLOAT32);
    return Batches.of(List.of(x, x.mul(1.5).add(0.1)), 4).shuffled(3);
  }

  static Optimizer optimizer(String kind) {
    return switch (kind) {
      case "Adam" -> Adam.withLearningRate(0.02);
      case "Adam by schedule" -> Adam.withLearningRate(step -> 0.05 / (1 + step / 10));
      case "ClippedAdam" -> ClippedAdam.withLearningRate(0.02).rateDecay(0.97);
      case "SGD" -> SGD.withLearningRate(1e-3).momentum(0.9);
      case "byName" -> {
        Optimizer one = Adam.withLearningRate(0.01);
        Optimizer other = SGD.withLearningRate(1e-3);
        yield Optimizer.byName(name -> name.equals("loc") ? other : one);
      }
      default -> Assertions.fail(kind);
    };
  }

  static SVI<List<Tensor>> svi(String kind, ELBO elbo, SVI.Options options) {
    return SVI.of(MODEL, GUIDE, optimizer(kind), elbo, options);
  }

  /** All numbers, bit for bit. */
  static Map<String, String> numbers(SVI<?> svi) {
    Map<String, String> numbers = new TreeMap<>();
    for (String name : svi.params().names()) {
      long[] bits =
          Arrays.stream(svi.params().unconstrained(name).toDoubles())
              .mapToLong(Double::doubleToRawLongBits)
              .toArray();
      numbers.put(name, Arrays.toString(bits));
    }
    return numbers;
  }

  /** The parameters, by name. */
  static Map<String, Leaf> leaves(SVI<?> svi) {
    Map<String, Leaf> leaves = new TreeMap<>();
    svi.params().names().forEach(name -> leaves.put(name, svi.params().find(name).get().leaf()));
    return leaves;
  }

  /** Loads a training, takes steps, and saves it: what {@code ResumeTest} runs in a new process. */
  public static void main(String... arguments) {
    SVI<List<Tensor>> svi = svi(arguments[0], TraceELBO.create(), SVI.Options.defaults());
    svi.load(Path.of(arguments[1]));
    svi.run(batches(), StopWhen.steps(Long.parseLong(arguments[2])));
    svi.save(Path.of(arguments[1]));
  }
}
