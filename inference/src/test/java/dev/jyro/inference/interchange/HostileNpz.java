package dev.jyro.inference.interchange;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Outside;
import dev.jyro.hostile.Words;
import dev.jyro.tensor.TensorScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A NumPy archive, spoilt as a zip or in what it holds; the sums are right then, or nothing would
 * come further than to them. What is read is whole and can be written.
 */
final class HostileNpz {
  private static final Mutation ZIP = Mutation.oneOf(Bytes.ALL).repeated().spoiling();
  private static final Mutation CONTENT =
      Mutation.oneOf(List.of(Mutation.oneOf(Words.ALL), Mutation.oneOf(Bytes.ALL)))
          .repeated()
          .spoiling();
  private static final List<String> NAMES =
      List.of(
          "../../evil.npy",
          "../../../../../evil.npy",
          "posterior/../../../../../evil.npy",
          Outside.evil() + ".npy",
          "posterior/" + Outside.evil() + ".npy",
          "a\u0000/b.npy",
          "/.npy",
          ".npy",
          "evil",
          "about.json/",
          "posterior/twice.npy",
          "p/" + "n".repeat(60_000) + ".npy");

  private final NpzFile file;
  private final Again again;
  private final byte[] whole;
  private final List<Entry> entries = new ArrayList<>();

  /** One entry of the archive. */
  private static final class Entry {
    private final String name;
    private final byte[] content;

    Entry(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }
  }

  HostileNpz(Path folder, Again again) throws IOException {
    this.file = new NpzFile(folder.resolve("some.npz"));
    this.again = again;
    file.write(Examples.everything());
    this.whole = Files.readAllBytes(file.file());
    try (InputStream in = Files.newInputStream(file.file());
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        entries.add(new Entry(next.getName(), zip.readAllBytes()));
      }
    }
  }

  void attack(SplittableRandom random) throws IOException {
    Files.write(file.file(), spoilt(random));
    try (TensorScope scope = TensorScope.open()) {
      again.need(file.read());
    }
  }

  private byte[] spoilt(SplittableRandom random) throws IOException {
    return switch (random.nextInt(3)) {
      case 0 -> ZIP.of(whole, random);
      case 1 -> zipped(spoiltContent(random), random);
      default -> zipped(renamed(random), random);
    };
  }

  private List<Entry> spoiltContent(SplittableRandom random) {
    List<Entry> all = new ArrayList<>(entries);
    int place = random.nextInt(random.nextBoolean() ? 1 : all.size());
    Entry entry = all.get(place);
    all.set(place, new Entry(entry.name, CONTENT.of(entry.content, random)));
    return all;
  }

  private List<Entry> renamed(SplittableRandom random) {
    List<Entry> all = new ArrayList<>(entries);
    int place = random.nextInt(all.size());
    String name = NAMES.get(random.nextInt(NAMES.size()));
    all.set(place, new Entry(name, all.get(place).content));
    return all;
  }

  private static byte[] zipped(List<Entry> entries, SplittableRandom random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(random.nextBoolean() ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
      for (Entry each : entries) {
        put(zip, each);
      }
    }
    return out.toByteArray();
  }

  /** What is there already is left out: Java writes no name twice. */
  private static void put(ZipOutputStream zip, Entry entry) throws IOException {
    try {
      zip.putNextEntry(new ZipEntry(entry.name));
      zip.write(entry.content);
    } catch (ZipException e) {
      zip.closeEntry();
    }
  }
}
