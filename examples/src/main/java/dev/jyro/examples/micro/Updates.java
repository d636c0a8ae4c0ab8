package dev.jyro.examples.micro;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.AdamSettings;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.tensor.Torch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** One update by Adam, whose gradients are zero after the first. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Updates {
  private static final AdamSettings ADAM = new AdamSettings(1e-3, 0.9, 0.999, 1e-8, 0);

  /** How many parameters there are. */
  @Param({"1", "6", "100"})
  int leaves = 1;

  /** Numbers in each. */
  @Param({"1", "10000"})
  int size = 1;

  private List<Leaf> values = List.of();
  private List<Moments> moments = List.of();

  /** Makes the parameters and lets a gradient arrive. */
  @Setup
  public void prepare() {
    Torch.setThreads(1);
    values = Stream.generate(() -> Leaf.of(Tensor.ones(size))).limit(leaves).toList();
    moments = values.stream().map(Moments::zero).toList();
    try (TensorScope scope = TensorScope.open()) {
      Gradients.recording(
          () -> {
            Tensor sum = values.stream().map(Leaf::value).reduce(Tensor::add).orElseThrow().sum();
            Gradients.backward(sum);
            return sum;
          });
    }
  }

  /** The fused update. */
  @Benchmark
  public void adam() {
    FusedUpdates.adam(values, moments, ADAM);
  }
}
