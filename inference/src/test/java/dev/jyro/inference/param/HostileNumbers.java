package dev.jyro.inference.param;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Words;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Files of safetensors, spoilt as bytes, in the words of a header whose length is right, or in the
 * numbers alone, which then can be read.
 */
final class HostileNumbers {
  /** All of them. */
  static final Mutation ALL = ((Mutation) HostileNumbers::of).spoiling();

  private static final Mutation BYTES = Mutation.oneOf(Bytes.ALL).repeated();
  private static final Mutation NUMBERS = Mutation.oneOf(Bytes.IN_PLACE).repeated();
  private static final Mutation WORDS = Mutation.oneOf(Words.ALL).repeated();

  private HostileNumbers() {}

  private static byte[] of(byte[] file, SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> BYTES.of(file, random);
      case 1 -> headed(file, random);
      default -> numbered(file, random);
    };
  }

  /** Where the numbers begin. */
  private static int data(byte[] file) {
    long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Math.toIntExact(Long.BYTES + header);
  }

  private static byte[] numbered(byte[] file, SplittableRandom random) {
    int data = data(file);
    byte[] numbers = NUMBERS.of(Arrays.copyOfRange(file, data, file.length), random);
    byte[] spoilt = file.clone();
    System.arraycopy(numbers, 0, spoilt, data, numbers.length);
    return spoilt;
  }

  private static byte[] headed(byte[] file, SplittableRandom random) {
    int data = data(file);
    byte[] header = WORDS.of(Arrays.copyOfRange(file, Long.BYTES, data), random);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array();
    out.writeBytes(head);
    out.writeBytes(header);
    out.write(file, data, file.length - data);
    return out.toByteArray();
  }
}
