package dev.jyro.examples.micro;

import static dev.jyro.ppl.Primitives.observe;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
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

/** A run of one observed site behind handlers that pass it on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Effects {
  private static final Normal NORMAL = Normal.of(0, 1);

  /** How many handlers there are. */
  @Param({"0", "1", "5", "10", "20"})
  int handlers = 0;

  private final Tensor value = Tensor.constant(0.5, DataType.FLOAT32);
  private Model<Tensor> plain = data -> observe("x", NORMAL, data);
  private Model<Tensor> seeded = plain;

  /** Puts the handlers around. */
  @Setup
  public void prepare() {
    for (int i = 0; i < handlers; i++) {
      plain = Handlers.with((effect, outer) -> outer.ask(effect), plain);
    }
    seeded = Handlers.seed(plain, 0);
  }

  /** Handlers put on, the site asked for, handlers taken off. */
  @Benchmark
  public void run() {
    plain.run(value);
  }

  /** The same with a seed. */
  @Benchmark
  public void runSeeded() {
    seeded.run(value);
  }
}
