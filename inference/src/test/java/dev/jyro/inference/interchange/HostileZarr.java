package dev.jyro.inference.interchange;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Words;
import dev.jyro.tensor.TensorScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A Zarr store of which one file is spoilt, in its bytes or as a file. What is read is whole and
 * can be written, and none of it came through a link.
 */
final class HostileZarr {
  private static final Mutation BYTES = Mutation.oneOf(Bytes.ALL).repeated();
  private static final Mutation WORDS = Mutation.oneOf(Words.ALL).repeated();
  private static final Mutation JSON =
      Mutation.oneOf(List.of(WORDS, WORDS, WORDS, BYTES)).spoiling();
  private static final Mutation NUMBERS = ((Mutation) HostileZarr::numbers).spoiling();

  private final ZarrStore store;
  private final Lure lure;
  private final Again again;
  private final List<Path> files;

  HostileZarr(Path folder, Again again) throws IOException {
    this.store = new ZarrStore(folder.resolve("some.zarr"));
    this.again = again;
    store.write(Examples.small());
    this.lure = new Lure(store, folder.resolve("lure.zarr"));
    try (Stream<Path> found = Files.walk(store.folder())) {
      this.files = found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  void attack(SplittableRandom random) throws IOException {
    Path file = files.get(random.nextInt(files.size()));
    byte[] whole = Files.readAllBytes(file);
    boolean lured = random.nextInt(16) == 0;
    try (TensorScope scope = TensorScope.open()) {
      if (lured) {
        putLink(file, lure.of(file));
        lure.needUnseen(store.read());
      } else {
        spoil(file, whole, random);
        again.need(store.read());
      }
    } finally {
      Files.delete(file);
      Files.write(file, whole);
    }
  }

  private static void spoil(Path file, byte[] whole, SplittableRandom random) throws IOException {
    boolean json = file.getFileName().toString().startsWith(".z");
    switch (random.nextInt(15)) {
      case 0 -> putLink(file, Path.of("/dev/zero"));
      case 1 -> putFolder(file);
      default -> Files.write(file, (json ? JSON : NUMBERS).of(whole, random));
    }
  }

  /** Of the numbers, or of what they were compressed to. */
  private static byte[] numbers(byte[] whole, SplittableRandom random) {
    return random.nextBoolean() ? BYTES.of(whole, random) : packed(whole, random);
  }

  private static byte[] packed(byte[] whole, SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var in = new InflaterInputStream(new ByteArrayInputStream(whole));
        var zlib = new DeflaterOutputStream(out)) {
      zlib.write(BYTES.of(in.readAllBytes(), random));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
