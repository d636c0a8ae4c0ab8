package dev.jyro.examples.micro;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.HalfCauchy;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.tensor.Torch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Log densities of a vector of values under a distribution whose parameters are tensors: the value,
 * and the value with the gradient of its sum.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Densities {
  /** Numbers in the vector. */
  @Param({"1", "1000"})
  int size = 1;

  /** Which distribution. */
  @Param Family family = Family.NORMAL;

  private Tensor value = Tensor.constant(1, DataType.FLOAT32);
  private Leaf parameter = Leaf.of(value);

  /** The distributions, each of one tensor. */
  public enum Family {
    /** Normal with mean and scale equal. */
    NORMAL(scale -> Normal.of(scale, scale)),
    /** Log-normal with both equal. */
    LOG_NORMAL(scale -> LogNormal.of(scale, scale)),
    /** Bernoulli by logits. */
    BERNOULLI_LOGITS(Bernoulli::ofLogits),
    /** Half-Cauchy. */
    HALF_CAUCHY(HalfCauchy::of);

    @SuppressWarnings("ImmutableEnumChecker") // constructors remember nothing
    private final Function<Tensor, Distribution> maker;

    Family(Function<Tensor, Distribution> maker) {
      this.maker = maker;
    }
  }

  /** Makes the vectors. */
  @Setup
  public void prepare() {
    Torch.setThreads(1);
    value = Tensor.ones(size);
    parameter = Leaf.of(value);
  }

  /** The log density alone. */
  @Benchmark
  public Tensor value() {
    try (TensorScope scope = TensorScope.open()) {
      return density();
    }
  }

  /** The log density, its sum, and the way back. */
  @Benchmark
  public Tensor valueAndGradient() {
    try (TensorScope scope = TensorScope.open()) {
      return Gradients.recording(
          () -> {
            Tensor sum = density().sum();
            Gradients.backward(sum);
            return sum;
          });
    }
  }

  private Tensor density() {
    return family.maker.apply(parameter.value()).logProb(value);
  }
}
