package dev.jyro.inference.param;

import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.hostile.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The files of a checkpoint, to be put into a folder spoilt: one or several of them, the manifest's
 * hashes right all the same as often as not, or nothing would come further than to them.
 */
public final class HostileFolder {
  private static final List<String> NAMES =
      List.of(Checkpoint.DATA, Checkpoint.TRAINING, Checkpoint.MANIFEST);
  private static final Mutation BYTES = Mutation.oneOf(Bytes.ALL).repeated();
  private static final Mutation WORDS = Mutation.oneOf(Words.ALL).repeated();

  private final Path folder;
  private final Map<String, byte[]> whole = new TreeMap<>();

  /** Of the checkpoint that is in the folder now. */
  public HostileFolder(Path folder) throws IOException {
    this.folder = folder;
    for (String name : NAMES) {
      if (Files.exists(folder.resolve(name))) {
        whole.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    }
  }

  /** Puts the files there, spoilt by this chance. */
  public void put(SplittableRandom random) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(whole);
    List<String> numbers = NAMES.subList(0, 2).stream().filter(files::containsKey).toList();
    boolean trueHashes = random.nextInt(4) > 0;
    for (String name : numbers) {
      if (random.nextInt(3) == 0) {
        byte[] before = known(name);
        byte[] spoilt = numbers(before, random);
        files.put(name, spoilt);
        files.computeIfPresent(
            Checkpoint.MANIFEST,
            (key, json) -> trueHashes ? described(json, name, before, spoilt) : json);
      }
    }
    if (random.nextInt(2) == 0) {
      files.computeIfPresent(Checkpoint.MANIFEST, (key, json) -> words(json, random));
    }
    write(files);
    if (random.nextInt(8) == 0) {
      misplace(files, random);
    }
  }

  /** Puts the files there, of which the manifest alone is spoilt. */
  public void putManifest(SplittableRandom random) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(whole);
    files.put(Checkpoint.MANIFEST, words(known(Checkpoint.MANIFEST), random));
    write(files);
  }

  /** Spoilt numbers in the form of safetensors: as bytes, or in the words of the header. */
  public static byte[] numbers(byte[] file, SplittableRandom random) {
    return random.nextInt(3) == 0 ? BYTES.of(file, random) : headed(file, random);
  }

  private static byte[] words(byte[] json, SplittableRandom random) {
    return (random.nextInt(4) > 0 ? WORDS : BYTES).of(json, random);
  }

  private static byte[] headed(byte[] file, SplittableRandom random) {
    int length = Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    int data = Long.BYTES + length;
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

  /** The manifest with the length and the hash that the file has. */
  private static byte[] described(byte[] manifest, String name, byte[] before, byte[] file) {
    String text = new String(manifest, StandardCharsets.ISO_8859_1);
    String spoilt =
        text.replace(hash(before), hash(file))
            .replaceAll(
                "(\"%s\",\\s*\"bytes\": )%d".formatted(name, before.length), "$1" + file.length);
    return spoilt.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void write(Map<String, byte[]> files) throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(folder.resolve(name + ".next"));
      if (files.containsKey(name)) {
        Files.write(folder.resolve(name), Objects.requireNonNull(files.get(name)));
      }
    }
  }

  /** A file that is none, or waits as if a save had been ended. */
  private void misplace(Map<String, byte[]> files, SplittableRandom random) throws IOException {
    String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    Path file = folder.resolve(name);
    if (random.nextInt(4) == 0) {
      Files.copy(file, folder.resolve(name + ".next"));
    }
    Files.delete(file);
    switch (random.nextInt(4)) {
      case 0 -> Files.createDirectory(file);
      case 1 -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
      case 2 -> Files.createSymbolicLink(file, folder.resolve("nowhere"));
      default -> Files.write(folder.resolve(name + ".next"), known(name));
    }
  }

  private byte[] known(String name) {
    return Objects.requireNonNull(whole.get(name));
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
