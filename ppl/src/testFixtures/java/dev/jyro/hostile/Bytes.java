package dev.jyro.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Mutations of bytes, whatever they mean. */
public final class Bytes {
  /** All of them. */
  public static final List<Mutation> ALL =
      List.of(
          Bytes::flipped,
          Bytes::garbled,
          Bytes::truncated,
          Bytes::extended,
          Bytes::cut,
          Bytes::doubled,
          Bytes::flattened,
          Bytes::extreme);

  /** Those that leave as many bytes as there were. */
  public static final List<Mutation> IN_PLACE =
      List.of(Bytes::flipped, Bytes::garbled, Bytes::flattened, Bytes::extreme);

  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    Byte.MAX_VALUE,
    Short.MAX_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private Bytes() {}

  private static byte[] flipped(byte[] whole, SplittableRandom random) {
    byte[] spoilt = whole.clone();
    for (int i = random.nextInt(8); i >= 0 && spoilt.length > 0; i--) {
      spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return spoilt;
  }

  private static byte[] garbled(byte[] whole, SplittableRandom random) {
    byte[] spoilt = whole.clone();
    for (int i = random.nextInt(3); i >= 0 && spoilt.length > 0; i--) {
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
    }
    return spoilt;
  }

  private static byte[] truncated(byte[] whole, SplittableRandom random) {
    return Arrays.copyOf(whole, random.nextInt(whole.length + 1));
  }

  private static byte[] extended(byte[] whole, SplittableRandom random) {
    byte[] more = new byte[random.nextInt(1, 100)];
    random.nextBytes(more);
    return spliced(whole, whole.length, whole.length, more);
  }

  private static byte[] cut(byte[] whole, SplittableRandom random) {
    int from = random.nextInt(whole.length + 1);
    return spliced(whole, from, Math.min(whole.length, from + random.nextInt(1, 17)), new byte[0]);
  }

  private static byte[] doubled(byte[] whole, SplittableRandom random) {
    int from = random.nextInt(whole.length + 1);
    int to = Math.min(whole.length, from + random.nextInt(1, 65));
    return spliced(whole, to, to, Arrays.copyOfRange(whole, from, to));
  }

  /** A piece of one byte, 0 or 255, as a bad disk gives it. */
  private static byte[] flattened(byte[] whole, SplittableRandom random) {
    byte[] spoilt = whole.clone();
    int from = random.nextInt(whole.length + 1);
    int to = Math.min(whole.length, from + random.nextInt(1, 65));
    Arrays.fill(spoilt, from, to, (byte) -random.nextInt(2));
    return spoilt;
  }

  /** An integer of one to eight bytes at the edge of its range. */
  private static byte[] extreme(byte[] whole, SplittableRandom random) {
    int width = 1 << random.nextInt(4);
    if (whole.length < width) {
      return whole.clone();
    }
    boolean little = random.nextBoolean();
    byte[] number = new byte[Long.BYTES];
    ByteBuffer.wrap(number)
        .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
        .putLong(EXTREMES[random.nextInt(EXTREMES.length)]);
    byte[] spoilt = whole.clone();
    System.arraycopy(
        number,
        little ? 0 : Long.BYTES - width,
        spoilt,
        random.nextInt(whole.length - width + 1),
        width);
    return spoilt;
  }

  /** With other bytes in place of some. */
  static byte[] spliced(byte[] whole, int from, int to, byte[] others) {
    byte[] spoilt = Arrays.copyOf(whole, whole.length - (to - from) + others.length);
    System.arraycopy(others, 0, spoilt, from, others.length);
    System.arraycopy(whole, to, spoilt, from + others.length, whole.length - to);
    return spoilt;
  }
}
