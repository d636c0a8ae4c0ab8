package dev.jyro.examples.micro;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.vae.Vae;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
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

/** A step of the autoencoder of Pyro's tutorial on one batch of 128. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class VaeStep {
  /** Torch's threads. */
  @Param({"1", "2"})
  int threads = 1;

  private final Vae vae = new Vae(784, 400, 50);
  private final Tensor images = Noise.of(0).uniform(Shapes.of(128, 784), DataType.FLOAT32).round();
  private final SVI<Tensor> svi =
      SVI.of(vae::model, vae::guide, Adam.withLearningRate(1e-3), TraceELBO.create());

  /** Sets the threads. */
  @Setup
  public void prepare() {
    Torch.setThreads(threads);
  }

  /** One step. */
  @Benchmark
  public double step() {
    return svi.step(images);
  }
}
