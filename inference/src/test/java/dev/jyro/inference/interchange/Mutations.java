package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Files as bad disks and worse people leave them. */
final class Mutations {
  private Mutations() {}

  /** One to three bytes changed, or a piece cut out, or one doubled. */
  static byte[] of(byte[] whole, SplittableRandom random) {
    byte[] mutated = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> mutated = cut(whole, random);
      case 1 -> mutated = doubled(whole, random);
      default -> {
        for (int i = random.nextInt(3); i >= 0; i--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
      }
    }
    return mutated;
  }

  /** Nothing but an error that names the place may come of it. */
  static void readOrRefused(Path place, Supplier<InferenceData> read) {
    try (TensorScope scope = TensorScope.open()) {
      InferenceData data = read.get();
      assertThat(data).isNotNull();
    } catch (FormatException e) {
      assertThat(e.file()).isEqualTo(place);
      assertThat(e.getMessage()).hasSizeLessThan(800);
    }
  }

  private static byte[] cut(byte[] whole, SplittableRandom random) {
    int from = random.nextInt(whole.length);
    int length = random.nextInt(1, Math.min(16, whole.length - from) + 1);
    byte[] rest = Arrays.copyOf(whole, whole.length - length);
    System.arraycopy(whole, from + length, rest, from, whole.length - from - length);
    return rest;
  }

  private static byte[] doubled(byte[] whole, SplittableRandom random) {
    int from = random.nextInt(whole.length);
    int length = random.nextInt(1, Math.min(16, whole.length - from) + 1);
    byte[] more = Arrays.copyOf(whole, whole.length + length);
    System.arraycopy(whole, from, more, from + length, whole.length - from);
    return more;
  }
}
