package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.ChildJvm;
import dev.jyro.OutsideScopes;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tensors outside scopes come and go with the collector, which is asked in time. */
@OutsideScopes
final class UnscopedTest {
  private static final int NUMBERS = 6_400; // 25 KiB
  private static final long BYTES = 4 * NUMBERS;

  @Test
  void anUnreachableTensorIsFreed() {
    long before = TensorScope.unscoped();
    Tensor.ones(3);
    for (int i = 0; i < 200 && TensorScope.unscoped() > before; i++) {
      Churn.collect();
    }
    assertThat(TensorScope.unscoped()).isLessThanOrEqualTo(before);
  }

  @Test
  void aReachableTensorIsNot() {
    Tensor held = Tensor.of(1f, 2);
    Churn.collect();
    assertThat(held.toDoubles()).containsExactly(1, 2);
  }

  @Test
  void aHundredThousandNeedNoMoreThanTheBudget() {
    long most = 0;
    for (int i = 0; i < 100_000; i++) {
      Tensor.full(1, DataType.FLOAT32, NUMBERS);
      most = Math.max(most, TensorScope.unscoped());
    }
    assertThat(most * BYTES).isLessThan(600L << 20); // 2.5 GB went through
  }

  @Test
  void aLargeLiveSetDoesNotMeanACollectionForEachNewTensor() {
    List<Tensor> held = new ArrayList<>();
    long collections = collections();
    long begun = System.nanoTime();
    for (int i = 0; i < 15_000; i++) {
      held.add(Tensor.full(1, DataType.FLOAT32, NUMBERS)); // 384 MB, over the budget
    }
    assertThat(collections() - collections).isLessThan(20 + forcedSince(begun));
    assertThat(held).hasSize(15_000);
  }

  /** At most, where somebody forces collections beside the tests. */
  private static long forcedSince(long begun) {
    long pause = Long.getLong("jyro.gc.pause", 0);
    return pause == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / pause;
  }

  @Test
  void aLargeLiveSetOfOnceDoesNotRaiseTheBudgetForGood() {
    List<Tensor> held = new ArrayList<>();
    for (int i = 0; i < 25_000; i++) {
      held.add(Tensor.full(1, DataType.FLOAT32, NUMBERS)); // 640 MB: the budget is 1 GiB
    }
    held.forEach(Tensor::free);
    aHundredThousandNeedNoMoreThanTheBudget();
  }

  @Test
  void aSmallBudgetKeepsTheProcessSmall() throws IOException, InterruptedException {
    assertThat(growth("-Djyro.unscoped.bytes=" + (16 << 20))).isLessThan(200L << 20);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /** By how many bytes a process grows that makes 100,000 tensors. */
  private static long growth(String option) throws IOException, InterruptedException {
    Path said = Files.createTempFile("growth", ".txt");
    try {
      List<String> command = new ArrayList<>(ChildJvm.java());
      command.addAll(
          List.of(
              "-Xmx128m",
              option,
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              Many.class.getName()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String output = Files.readString(said);
      assertThat(process.exitValue()).as(output).isZero();
      return Long.parseLong(output.lines().reduce("", (a, b) -> b).strip());
    } finally {
      Files.delete(said);
    }
  }

  /** Makes many tensors outside all scopes and prints by how much it has grown. */
  static final class Many {
    private Many() {}

    public static void main(String[] arguments) throws IOException {
      Tensor.ones(1).add(1).item();
      long before = size();
      long most = before;
      for (int i = 0; i < 100_000; i++) {
        Tensor.full(1, DataType.FLOAT32, NUMBERS);
        most = i % 1000 == 0 ? Math.max(most, size()) : most;
      }
      System.out.println(most - before);
    }

    /** The resident memory where Linux tells it, else what is counted. */
    private static long size() throws IOException {
      Path status = Path.of("/proc/self/status");
      if (!Files.exists(status)) {
        return TensorScope.unscoped() * BYTES;
      }
      String resident =
          Files.readAllLines(status, StandardCharsets.US_ASCII).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow();
      return 1024 * Long.parseLong(resident.replaceAll("\\D", ""));
    }
  }
}
