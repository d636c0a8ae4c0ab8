package dev.jyro.examples.micro;

import dev.jyro.examples.bench.EightSchools;
import dev.jyro.examples.bench.LinearRegression;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.tensor.Torch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Steps of SVI on small models, one Torch thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Steps {
  private final EightSchools.Data schools = EightSchools.data();
  private final SVI<EightSchools.Data> eightSchools =
      SVI.of(
          EightSchools::model,
          EightSchools::guide,
          Adam.withLearningRate(0.01),
          TraceELBO.create());
  private final LinearRegression.Data rows = LinearRegression.data(200);
  private final SVI<LinearRegression.Data> linearRegression =
      SVI.of(
          LinearRegression::model,
          LinearRegression::guide,
          Adam.withLearningRate(0.01),
          TraceELBO.create());

  /** One thread, for there is nothing to share out. */
  @Setup
  public void prepare() {
    Torch.setThreads(1);
  }

  /** Eight schools. */
  @Benchmark
  public double eightSchools() {
    return eightSchools.step(schools);
  }

  /** Linear regression on 200 rows. */
  @Benchmark
  public double linearRegression() {
    return linearRegression.step(rows);
  }
}
