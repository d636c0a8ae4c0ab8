package dev.jyro.inference.interchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    refused += zarr("[1]", "[40000000]", "|u1", 611);
    refused += zarr("[40000000]", "[39999999]", "|u1", 611);
    refused += zarr("[2147483639]", "[2147483639]", "|u1", 10);
    return refused;
  }

  private int npz(String entry, String head, String piece, int pieces) throws IOException {
    Path file = folder.resolve("bomb.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      write(zip, head, piece, pieces);
    }
    return refused(new NpzFile(file)::read);
  }

  private int zarr(String shape, String chunk, String type, int pieces) throws IOException {
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
    for (String key : new String[] {"0", "1"}) {
      try (var zlib = new DeflaterOutputStream(Files.newOutputStream(array.resolve(key)))) {
        write(zlib, "", "\0".repeat(PIECE), pieces);
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
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }".formatted(type, count);
    return "\u0093NUMPY\1\0%c\0%s".formatted((char) header.length(), header);
  }
}
