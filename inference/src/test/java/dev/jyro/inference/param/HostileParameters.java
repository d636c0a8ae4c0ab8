package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.hostile.InFull;
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
  private final Path again;
  private final ParamStore store = ParamStore.create();
  private final Map<String, String> saved;
  private final HostileFolder files;
  private final Path tensors;
  private final byte[] whole;
  private Map<String, String> numbers;

  public HostileParameters(Path folder) throws IOException {
    this.folder = folder;
    this.again = folder.resolve("again");
    store.put("loc", Tensor.of(0.5, -1));
    store.put("scale", Tensor.of(1f, 2f), Constraints.positive());
    store.put("mix", Tensor.of(0.2, 0.3, 0.5), Constraints.simplex());
    store.put("rate", Tensor.of(0.5, 3), Constraints.interval(0, 5));
    store.put(
        "factor",
        Tensor.of(new double[] {1, 0, 0.5, 2}, Shapes.of(2, 2)),
        Constraints.lowerCholesky());
    store.save(folder);
    this.saved = numbers(store);
    this.numbers = saved;
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
    HostileFolder.Fate fate = files.put(random);
    try (TensorScope scope = TensorScope.open()) {
      ParamStore loaded = random.nextBoolean() ? intoTheStore() : intoAnEmptyOne();
      fate.needReadable();
      needValues(loaded);
      if (fate == HostileFolder.Fate.READ_AS_SAVED_OR_REFUSED) {
        needSame("The numbers are not those that were saved.", saved, numbers(loaded));
      }
      if (random.nextInt(4) == 0) {
        saveAgain(loaded);
      }
    }
  }

  /** Of one file. */
  public void attackTensors(SplittableRandom random) throws IOException {
    Files.write(tensors, HostileNumbers.ALL.of(whole, random));
    try (TensorScope scope = TensorScope.open()) {
      SafeTensors.read(tensors).tensors().forEach(InFull::need);
    }
  }

  private ParamStore intoTheStore() {
    try {
      store.load(folder);
    } catch (JyroException e) {
      needSame("The store is another after a load that was refused.", numbers, numbers(store));
      throw e;
    }
    numbers = numbers(store);
    return store;
  }

  private ParamStore intoAnEmptyOne() {
    ParamStore empty = ParamStore.create();
    try {
      empty.load(folder);
    } catch (JyroException e) {
      needSame("There are parameters after a load that was refused.", Map.of(), numbers(empty));
      throw e;
    }
    return empty;
  }

  /** What was loaded can be used. */
  private static void needValues(ParamStore store) {
    try {
      for (String name : store.names()) {
        InFull.need(name, store.unconstrained(name));
        InFull.need(name, store.get(name));
      }
    } catch (JyroException e) {
      throw new AssertionError("There is no value after a load.", e);
    }
  }

  /** What was loaded can be saved, under names of whatever kind, and is the same then. */
  private void saveAgain(ParamStore loaded) {
    ParamStore read = ParamStore.create();
    try {
      loaded.save(again);
      read.load(again);
    } catch (JyroException e) {
      throw new AssertionError("What was loaded cannot be saved and loaded.", e);
    }
    needSame("What was loaded is another when saved.", numbers(loaded), numbers(read));
  }

  private static void needSame(
      String otherwise, Map<String, String> expected, Map<String, String> found) {
    if (!expected.equals(found)) {
      throw new AssertionError("%s Needed: %s. Found: %s.".formatted(otherwise, expected, found));
    }
  }

  /** All free numbers, bit for bit. */
  private static Map<String, String> numbers(ParamStore store) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (String name : store.names()) {
      long[] bits =
          Arrays.stream(store.unconstrained(name).toDoubles())
              .mapToLong(Double::doubleToRawLongBits)
              .toArray();
      numbers.put(name, Arrays.toString(bits));
    }
    return numbers;
  }
}
