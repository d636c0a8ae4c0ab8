package dev.jyro.inference.interchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files that inflate to what a small heap cannot hold, or say that they do. */
final class Bombs {
  private static final int PIECE = 1 << 16;

  private final Path folder;

  Bombs(Path folder) {
    this.folder = folder;
  }

  /** All are refused; says how many there were. */
  int refused() throws IOException {
    int refused = 0;
    refused += npz("about.json", "{\"groups\":[", "{},".repeat(PIECE / 3), 80);
    refused += npz("a.npy", npy("|u1", 2_000_000_000), "\0".repeat(PIECE), 100);
    refused += npz("a.npy", npy("<U1", 8_000_000), "\0".repeat(PIECE), 489);
    refused += npz("a.npy", npy("<U8000000", 1), "\0".repeat(PIECE), 489);
    refused += zarr("[1]", "[40000000]", "|u1", 2, "\0".repeat(PIECE), 611);
    refused += zarr("[40000000]", "[39999999]", "|u1", 2, "\0".repeat(PIECE), 611);
    refused += zarr("[2147483639]", "[2147483639]", "|u1", 2, "\0".repeat(PIECE), 10);
    return refused + together();
  }

  /** Each is small enough by itself. */
  private int together() throws IOException {
    String empty = npy("<U1", 300_000);
    int refused = npz(names("g/a", 10), empty, "\0".repeat(48_000), 25);
    String scalar = npy("|u1", "1,".repeat(64));
    refused += npz(names("n".repeat(60_000), 20), scalar, "\0", 1);
    String smile = "\0\u00f6\1\0"; // U+1F600, for which Java has no shorter form
    return refused + zarr("[7000]", "[1000]", "<U1000", 7, smile.repeat(1000), 1000);
  }

  private static List<String> names(String start, int count) {
    return IntStream.range(0, count).mapToObj(i -> start + i + ".npy").toList();
  }

  private int npz(String entry, String head, String piece, int pieces) throws IOException {
    return npz(List.of(entry), head, piece, pieces);
  }

  private int npz(List<String> entries, String head, String piece, int pieces) throws IOException {
    Path file = folder.resolve("bomb.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        write(zip, head, piece, pieces);
      }
    }
    return refused(new NpzFile(file)::read);
  }

  private int zarr(String shape, String chunk, String type, int chunks, String piece, int pieces)
      throws IOException {
    Path store = folder.resolve("bomb.zarr");
    Path array = Files.createDirectories(store.resolve("g/a"));
    Files.writeString(store.resolve(".zgroup"), "{}");
    Files.writeString(store.resolve("g/.zgroup"), "{}");
    Files.writeString(
        array.resolve(".zarray"),
        """
        {"zarr_format":2,"shape":%s,"chunks":%s,"dtype":"%s","order":"C","compressor":{"id":"zlib"}}\
        """
            .formatted(shape, chunk, type));
    for (int i = 0; i < chunks; i++) {
      Path file = array.resolve(Integer.toString(i));
      try (var zlib = new DeflaterOutputStream(Files.newOutputStream(file))) {
        write(zlib, "", piece, pieces);
      }
    }
    return refused(new ZarrStore(store)::read);
  }

  private static int refused(Runnable read) {
    try {
      read.run();
    } catch (FormatException e) {
      return 1;
    }
    throw new AssertionError("A bomb was read.");
  }

  private static void write(OutputStream out, String head, String piece, int pieces)
      throws IOException {
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < pieces; i++) {
      out.write(bytes);
    }
  }

  /** The start of an array with this header. */
  private static String npy(String type, long count) {
    return npy(type, count + ",");
  }

  private static String npy(String type, String sizes) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, sizes);
    return "\u0093NUMPY\1\0%c\0%s".formatted((char) header.length(), header);
  }
}
