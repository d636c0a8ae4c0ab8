package dev.jyro.inference.interchange;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Words;
import dev.jyro.tensor.TensorScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A Zarr store of which one file is spoilt, in its bytes or as a file. */
final class HostileZarr {
  private static final Mutation BYTES = Mutation.oneOf(Bytes.ALL).repeated();
  private static final Mutation WORDS = Mutation.oneOf(Words.ALL).repeated();

  private final ZarrStore store;
  private final Path outside;
  private final List<Path> files;

  HostileZarr(Path folder) throws IOException {
    this.store = new ZarrStore(folder.resolve("some.zarr"));
    this.outside = Files.writeString(folder.resolve("outside"), "12345678");
    store.write(Examples.small());
    try (Stream<Path> found = Files.walk(store.folder())) {
      this.files = found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  void attack(SplittableRandom random) throws IOException {
    Path file = files.get(random.nextInt(files.size()));
    byte[] whole = Files.readAllBytes(file);
    spoil(file, whole, random);
    try (TensorScope scope = TensorScope.open()) {
      store.read();
    } finally {
      Files.delete(file);
      Files.write(file, whole);
    }
  }

  private void spoil(Path file, byte[] whole, SplittableRandom random) throws IOException {
    boolean json = file.getFileName().toString().startsWith(".z");
    switch (random.nextInt(16)) {
      case 0 -> putLink(file, outside); // of the length that a number has
      case 1 -> putLink(file, Path.of("/dev/zero"));
      case 2 -> putFolder(file);
      default -> Files.write(file, json ? words(whole, random) : numbers(whole, random));
    }
  }

  private static byte[] words(byte[] whole, SplittableRandom random) {
    return (random.nextInt(4) > 0 ? WORDS : BYTES).of(whole, random);
  }

  /** Of the numbers, or of what they were compressed to. */
  private static byte[] numbers(byte[] whole, SplittableRandom random) throws IOException {
    if (random.nextBoolean()) {
      return BYTES.of(whole, random);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var in = new InflaterInputStream(new ByteArrayInputStream(whole));
        var zlib = new DeflaterOutputStream(out)) {
      zlib.write(BYTES.of(in.readAllBytes(), random));
    }
    return out.toByteArray();
  }

  private static void putLink(Path file, Path target) throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, target);
  }

  private static void putFolder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }
}
