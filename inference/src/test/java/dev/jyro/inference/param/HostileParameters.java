package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Saved parameters of many constraints, spoilt, for stores that are empty and for one that is not
 * and stays as it was where they are refused; and files of safetensors.
 */
public final class HostileParameters {
  private final Path folder;
  private final ParamStore store = ParamStore.create();
  private final Map<String, String> numbers;
  private final HostileFolder files;
  private final Path tensors;
  private final byte[] whole;

  public HostileParameters(Path folder) throws IOException {
    this.folder = folder;
    store.put("loc", Tensor.of(0.5, -1));
    store.put("scale", Tensor.of(1f, 2f), Constraints.positive());
    store.put("mix", Tensor.of(0.2, 0.3, 0.5), Constraints.simplex());
    store.put("rate", Tensor.of(0.5, 3), Constraints.interval(0, 5));
    store.put(
        "factor",
        Tensor.of(new double[] {1, 0, 0.5, 2}, Shapes.of(2, 2)),
        Constraints.lowerCholesky());
    store.save(folder);
    this.numbers = numbers(store);
    this.files = new HostileFolder(folder);
    this.tensors = folder.resolve("some.safetensors");
    SafeTensors.of(all()).write(tensors);
    this.whole = Files.readAllBytes(tensors);
  }

  private static Map<String, Tensor> all() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("f64", Tensor.of(1.0, 2.0));
    all.put("f32", Tensor.of(1f, 2f, 3f));
    all.put("i64", Tensor.of(1L, Long.MIN_VALUE));
    all.put("flag", Tensor.of(true, false));
    all.put("none", Tensor.zeros(0, 3));
    return all;
  }

  /** Of the folder. */
  public void attack(SplittableRandom random) throws IOException {
    files.put(random);
    if (random.nextBoolean()) {
      intoTheStore();
    } else {
      ParamStore empty = ParamStore.create();
      empty.load(folder);
      needValues(empty);
    }
  }

  /** Of one file. */
  public void attackTensors(SplittableRandom random) throws IOException {
    Files.write(tensors, HostileFolder.numbers(whole, random));
    try (TensorScope scope = TensorScope.open()) {
      SafeTensors.read(tensors);
    }
  }

  private void intoTheStore() {
    try {
      store.load(folder);
    } catch (JyroException e) {
      if (!numbers.equals(numbers(store))) {
        throw new AssertionError("The store is another after a load that was refused.", e);
      }
      throw e;
    }
    needValues(store);
    numbers.clear();
    numbers.putAll(numbers(store));
  }

  /** What was loaded can be used. */
  private static void needValues(ParamStore store) {
    try {
      store.names().forEach(store::get);
    } catch (JyroException e) {
      throw new AssertionError("There is no value after a load.", e);
    }
  }

  private static Map<String, String> numbers(ParamStore store) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (String name : store.names()) {
      Tensor free = store.unconstrained(name);
      numbers.put(name, Arrays.toString(free.toDoubles()));
    }
    return numbers;
  }
}
