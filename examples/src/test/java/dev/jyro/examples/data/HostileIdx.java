package dev.jyro.examples.data;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.InFull;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Siege;
import dev.jyro.hostile.SmallJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** For a process of its own with a small heap: spoilt IDX files, plain and gzipped, in a folder. */
final class HostileIdx {
  private static final Mutation BYTES = Mutation.oneOf(Bytes.ALL).repeated().spoiling();
  private static final Mutation SPOILT = ((Mutation) HostileIdx::spoilt).spoiling();
  private static final int HEADER = 16;

  private final Path file;
  private final byte[] whole = IdxBytes.idx(IdxBytes.shape(10, 8, 8), pixels());
  private final byte[] values = Arrays.copyOfRange(whole, HEADER, whole.length);

  private HostileIdx(Path folder) {
    this.file = folder.resolve("some-idx3-ubyte");
  }

  /** Takes the folder and how many files of each kind. */
  public static void main(String... arguments) throws IOException {
    HostileIdx idx = new HostileIdx(Files.createDirectories(Path.of(arguments[0])));
    int files = Integer.parseInt(arguments[1]);
    long before = SmallJvm.peak();
    SmallJvm.tell("IDX bombs", "%d, all refused".formatted(idx.bombs()));
    SmallJvm.tell("IDX", Siege.lay(files, idx::plain));
    SmallJvm.tell("IDX gzipped", Siege.lay(files, idx::gzipped));
    SmallJvm.tell("memory", "%d MiB more at most".formatted(SmallJvm.peak() - before));
  }

  /** No two next to each other are equal, so that what is moved shows. */
  private static int[] pixels() {
    return IntStream.range(0, 640).map(i -> 7 * i % 251).toArray();
  }

  private void plain(SplittableRandom random) throws IOException {
    read(SPOILT.of(whole, random));
  }

  /** Spoilt before it is packed, or after: then the sum tells, or what was packed comes out. */
  private void gzipped(SplittableRandom random) throws IOException {
    if (random.nextBoolean()) {
      read(IdxBytes.gzip(SPOILT.of(whole, random)));
    } else if (!Arrays.equals(read(BYTES.of(IdxBytes.gzip(whole), random)), values)) {
      throw new AssertionError("Other values were read than were packed.");
    }
  }

  /** In the header as often as elsewhere. */
  private static byte[] spoilt(byte[] whole, SplittableRandom random) {
    if (random.nextBoolean()) {
      return BYTES.of(whole, random);
    }
    byte[] spoilt = whole.clone();
    byte[] header = BYTES.of(Arrays.copyOf(whole, HEADER), random);
    System.arraycopy(header, 0, spoilt, 0, Math.min(HEADER, header.length));
    return spoilt;
  }

  /** Reads a file, and all values of it. */
  private byte[] read(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Idx idx = Idx.read(file);
    long needed = idx.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
    InFull.need(idx.name(), needed, idx.values().length);
    return idx.values();
  }

  /** 60 MiB that came in 60 KiB, and two gigabytes that only the header has. */
  private int bombs() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(IdxBytes.idx(IdxBytes.shape(60, 1 << 20)));
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < 60; i++) {
        out.write(piece);
      }
    }
    int refused = refused();
    Files.write(file, IdxBytes.idx(IdxBytes.shape(Integer.MAX_VALUE - 8), new int[100]));
    return refused + refused();
  }

  private int refused() {
    try {
      Idx.read(file);
    } catch (DataException e) {
      return 1;
    }
    throw new AssertionError("A bomb was read.");
  }
}
