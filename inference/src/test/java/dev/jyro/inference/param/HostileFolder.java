package dev.jyro.inference.param;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The folder of a checkpoint, in which its files are put spoilt, or in the wrong places. */
public final class HostileFolder {
  private static final List<String> NAMES =
      List.of(Checkpoint.DATA, Checkpoint.TRAINING, Checkpoint.MANIFEST);

  private final Path folder;
  private final Map<String, byte[]> whole;

  /** What may become of a load. */
  public enum Fate {
    /** Numbers are others than the hashes say. */
    REFUSED,

    /** The numbers are those that were saved; what is said of them may be another. */
    READ_AS_SAVED_OR_REFUSED,

    /** Numbers are others, and the hashes are theirs. */
    READ_OR_REFUSED;

    /** Complains about a load that ought not to have been accepted. */
    public void needReadable() {
      if (this == REFUSED) {
        throw new AssertionError("Numbers were read that are others than the hashes say.");
      }
    }
  }

  /** Of the checkpoint that is in the folder now. */
  public HostileFolder(Path folder) throws IOException {
    this.folder = folder;
    this.whole = contents(folder);
  }

  /** The checkpoint's files in a folder. */
  public static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String name : NAMES) {
      if (Files.exists(folder.resolve(name))) {
        contents.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    }
    return contents;
  }

  /**
   * Puts the files there, spoilt by this chance or in wrong places, and says what may come of it.
   */
  public Fate put(SplittableRandom random) throws IOException {
    if (random.nextInt(8) > 0) {
      return written(HostileFiles.of(whole, random));
    }
    HostileFiles files = random.nextBoolean() ? asTheyWere() : HostileFiles.of(whole, random);
    Fate fate = written(files);
    boolean restored = misplace(files, random);
    return restored ? Fate.READ_OR_REFUSED : fate;
  }

  /** Puts the files there, of which the manifest alone is spoilt. */
  public Fate putManifest(SplittableRandom random) throws IOException {
    return written(HostileFiles.ofManifest(whole, random));
  }

  private HostileFiles asTheyWere() {
    return new HostileFiles(whole, new TreeMap<>(whole), HostileFiles.Hashes.OF_THE_WHOLE);
  }

  private Fate written(HostileFiles files) throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(folder.resolve(name + ".next"));
      if (files.whole().containsKey(name)) {
        Files.write(folder.resolve(name), files.content(name));
      }
    }
    return files.fate();
  }

  /** A file that is none, or waits as if a save had been ended; says whether it is whole there. */
  private boolean misplace(HostileFiles files, SplittableRandom random) throws IOException {
    String name = List.copyOf(whole.keySet()).get(random.nextInt(whole.size()));
    Path file = folder.resolve(name);
    if (random.nextInt(4) == 0) {
      Files.copy(file, folder.resolve(name + ".next"));
    }
    Files.delete(file);
    int kind = random.nextInt(4);
    switch (kind) {
      case 0 -> Files.createDirectory(file);
      case 1 -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
      case 2 -> Files.createSymbolicLink(file, folder.resolve("nowhere"));
      default -> Files.write(folder.resolve(name + ".next"), whole.getOrDefault(name, new byte[0]));
    }
    return kind == 3 && !files.isWhole(name);
  }
}
