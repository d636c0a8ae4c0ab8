package dev.jyro.inference.param;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The contents of a checkpoint's files, spoilt: one or several of them, the manifest's hashes right
 * all the same more often than not, or nothing would come further than to them.
 *
 * @param whole what they were, by name
 * @param spoilt what they are
 * @param hashes whether hashes and lengths are those of the files
 */
record HostileFiles(Map<String, byte[]> whole, Map<String, byte[]> spoilt, Hashes hashes) {
  private static final List<String> NUMBERS = List.of(Checkpoint.DATA, Checkpoint.TRAINING);
  private static final Mutation BYTES = Mutation.oneOf(Bytes.ALL).repeated();
  private static final Mutation WORDS = Mutation.oneOf(Words.ALL).repeated();
  private static final Mutation JSON =
      Mutation.oneOf(List.of(WORDS, WORDS, WORDS, BYTES)).spoiling();

  /** What the manifest says of the files with numbers. */
  enum Hashes {
    OF_THE_WHOLE,
    OF_THE_SPOILT
  }

  /** Draws files until one is spoilt. */
  static HostileFiles of(Map<String, byte[]> whole, SplittableRandom random) {
    HostileFiles drawn = drawn(whole, random);
    while (whole.keySet().stream().allMatch(drawn::isWhole)) {
      drawn = drawn(whole, random);
    }
    return drawn;
  }

  /** Only the manifest is spoilt. */
  static HostileFiles ofManifest(Map<String, byte[]> whole, SplittableRandom random) {
    HostileFiles files = new HostileFiles(whole, new TreeMap<>(whole), Hashes.OF_THE_WHOLE);
    files.spoilManifest(random);
    return files;
  }

  private static HostileFiles drawn(Map<String, byte[]> whole, SplittableRandom random) {
    Hashes hashes = random.nextInt(4) > 0 ? Hashes.OF_THE_SPOILT : Hashes.OF_THE_WHOLE;
    HostileFiles files = new HostileFiles(whole, new TreeMap<>(whole), hashes);
    NUMBERS.stream()
        .filter(name -> whole.containsKey(name) && random.nextInt(3) == 0)
        .forEach(name -> files.spoilNumbers(name, random));
    if (random.nextBoolean()) {
      files.spoilManifest(random);
    }
    return files;
  }

  private void spoilNumbers(String name, SplittableRandom random) {
    byte[] numbers = HostileNumbers.ALL.of(content(name), random);
    if (hashes == Hashes.OF_THE_SPOILT) {
      spoilt.put(Checkpoint.MANIFEST, described(name, numbers));
    }
    spoilt.put(name, numbers);
  }

  private void spoilManifest(SplittableRandom random) {
    spoilt.put(Checkpoint.MANIFEST, JSON.of(content(Checkpoint.MANIFEST), random));
  }

  /** What is now in a file. */
  byte[] content(String name) {
    return Objects.requireNonNull(spoilt.get(name));
  }

  /** Whether a file is as it was. */
  boolean isWhole(String name) {
    return Arrays.equals(whole.get(name), spoilt.get(name));
  }

  /** What may become of them. */
  HostileFolder.Fate fate() {
    boolean numbers = NUMBERS.stream().allMatch(this::isWhole);
    if (numbers) {
      return HostileFolder.Fate.READ_AS_SAVED_OR_REFUSED;
    }
    return hashes == Hashes.OF_THE_WHOLE
        ? HostileFolder.Fate.REFUSED
        : HostileFolder.Fate.READ_OR_REFUSED;
  }

  /** The manifest with the length and the hash that the file has. */
  private byte[] described(String name, byte[] file) {
    byte[] before = content(name);
    String text = new String(content(Checkpoint.MANIFEST), StandardCharsets.ISO_8859_1);
    String described =
        text.replace(hash(before), hash(file))
            .replaceAll(
                "(\"%s\",\\s*\"bytes\": )%d".formatted(name, before.length), "$1" + file.length);
    return described.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
