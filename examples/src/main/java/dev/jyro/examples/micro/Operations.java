package dev.jyro.examples.micro;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.tensor.Torch;
import java.util.concurrent.TimeUnit;
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

/** What a tensor operation costs by itself: on a vector, one Torch thread, in a scope. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Operations {
  /** Numbers in the vector. */
  @Param({"1", "1000"})
  int size = 1;

  private Tensor x = Tensor.constant(0, DataType.FLOAT32);
  private Leaf leaf = Leaf.of(x);

  /** Makes the vectors. */
  @Setup
  public void prepare() {
    Torch.setThreads(1);
    x = Tensor.ones(size);
    leaf = Leaf.of(x);
  }

  /** Opening and closing a scope, which the others do as well. */
  @Benchmark
  public int scope() {
    try (TensorScope scope = TensorScope.open()) {
      return scope.size();
    }
  }

  /** One addition. */
  @Benchmark
  public Tensor add() {
    try (TensorScope scope = TensorScope.open()) {
      return x.add(x);
    }
  }

  /** One addition that Torch keeps a node of its graph for. */
  @Benchmark
  public Tensor addRecorded() {
    try (TensorScope scope = TensorScope.open()) {
      return Gradients.recording(() -> leaf.value().add(x));
    }
  }

  /** Addition, sum, and the way back through both. */
  @Benchmark
  public Tensor addSumBackward() {
    try (TensorScope scope = TensorScope.open()) {
      return Gradients.recording(
          () -> {
            Tensor sum = leaf.value().add(x).sum();
            Gradients.backward(sum);
            return sum;
          });
    }
  }
}
