package dev.jyro.handler;

import dev.jyro.distribution.Distribution;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A language of effects, as far as {@link HandlerLaws} needs one: the verbs of its programs, and
 * handlers that make programs from programs.
 *
 * @param <T> what it calls a trace
 */
public interface Language<T> {
  // ---- Verbs

  Tensor sample(String name, Distribution distribution);

  Tensor observe(String name, Distribution distribution, Tensor value);

  /** A parameter, for which {@link #given} has a value. */
  Tensor param(String name);

  void plate(String name, long size, Runnable body);

  /** The verbs that the generated programs use; those below are asked for only if it says so. */
  default Words words() {
    return Words.FEW;
  }

  default Tensor deterministic(String name, Tensor value) {
    throw new UnsupportedOperationException();
  }

  default void factor(String name, Tensor logFactor) {
    throw new UnsupportedOperationException();
  }

  default void plate(String name, long size, long subsample, Consumer<Tensor> body) {
    throw new UnsupportedOperationException();
  }

  default void sequentialPlate(String name, long size, LongConsumer body) {
    throw new UnsupportedOperationException();
  }

  // ---- Handlers

  T trace(Runnable program);

  Runnable replay(Runnable program, T earlier);

  Runnable condition(Runnable program, Map<String, Tensor> data);

  Runnable seed(Runnable program, long seed);

  /** Hides all sites, but not the parameters. */
  Runnable block(Runnable program);

  /** The program with these parameters. */
  Runnable given(Runnable program, Map<String, Tensor> params);

  // ---- Looking

  /** The sites of a trace in their order: at least those that have a density. */
  List<Seen> sites(T trace);

  /** How many handlers this thread has. */
  int depth();

  /** Which verbs a language has. */
  enum Words {
    /** sample, observe, param and plate. */
    FEW,
    /** These and deterministic, factor, subsamples and sequential plates. */
    ALL
  }

  /** What a trace shows of a site. */
  record Seen(
      String name, boolean isData, List<Integer> shape, List<Double> value, List<Double> logProb) {
    /** A site that has a density. */
    public static Seen of(String name, boolean isData, Tensor value, Tensor logProb) {
      return new Seen(name, isData, shape(value), numbers(value), numbers(logProb));
    }

    /** A site that has none. */
    public static Seen of(String name, Tensor value) {
      return new Seen(name, false, shape(value), numbers(value), List.of());
    }

    boolean hasDensity() {
      return !logProb.isEmpty();
    }

    boolean isLatent() {
      return hasDensity() && !isData;
    }

    Tensor tensor() {
      float[] numbers = new float[value.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = value.get(i).floatValue();
      }
      return Tensor.of(numbers).reshape(shape.stream().mapToLong(size -> size).toArray());
    }

    private static List<Double> numbers(Tensor x) {
      return Arrays.stream(x.toDoubles()).boxed().toList();
    }

    private static List<Integer> shape(Tensor x) {
      return Arrays.stream(x.shape().getShape()).mapToObj(Math::toIntExact).toList();
    }
  }
}
