package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uses Torch for the first time in each way there is, twice, and prints what comes of it. */
final class FirstUse {
  private FirstUse() {}

  private static Map<String, Runnable> uses() {
    Map<String, Runnable> uses = new LinkedHashMap<>();
    uses.put("version", Torch::version);
    uses.put("threads", () -> Torch.setThreads(1));
    uses.put("paused", () -> Gradients.paused(() -> 1));
    uses.put("of", () -> Tensor.of(1.0, 2));
    uses.put("floats", () -> Tensor.of(1f, 2));
    uses.put("zeros", () -> Tensor.zeros(2));
    uses.put("eye", () -> Tensor.eye(2));
    uses.put("scalar", () -> Tensor.scalar(2));
    uses.put("constant", () -> Tensor.constant(2, DataType.FLOAT32));
    uses.put("noise", () -> Noise.of(1).normal(Shapes.of(3), DataType.FLOAT32));
    return uses;
  }

  public static void main(String[] arguments) {
    uses().forEach(FirstUse::twice);
    try {
      Tensor.of(1.0);
    } catch (NativeLibraryException e) {
      System.out.println(e.getMessage());
    }
  }

  private static void twice(String name, Runnable use) {
    System.out.println("%s %s %s".formatted(name, outcome(use), outcome(use)));
  }

  private static String outcome(Runnable use) {
    try (TensorScope scope = TensorScope.open()) {
      use.run();
      return "works";
    } catch (Throwable e) { // whatever it is, it is what a user would see
      return e.getClass().getSimpleName();
    }
  }
}
