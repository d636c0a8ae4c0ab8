package dev.jyro.inference.interchange;

import dev.jyro.Headroom;
import dev.jyro.JyroException;
import dev.jyro.tensor.TensorScope;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A NumPy archive, {@code .npz}, of {@link InferenceData}: the array of each variable and of each
 * dimension's labels is {@code GROUP/NAME}.
 *
 * <p>{@code about.json} beside the arrays has the names of dimensions and the remarks. Archives
 * without it are read too: what stands in no group is {@code posterior}, and arrays have the
 * dimensions {@code chain}, {@code draw}, {@code NAME_dim_0}, …, those of data only the latter.
 *
 * <p>Types: float64, float32, int64, int32, int8, uint8, boolean, and texts; every number comes
 * back bit for bit, NaN and infinities included. Compressed. Equal data give equal files.
 *
 * <p>Writing replaces a file at once or not at all. Reading runs no code from the file, checks
 * shapes and sums, and takes no more of Torch's memory than the file's bytes can hold, which is
 * 1032 times as much, and no more of Java's than half of it for all arrays together (see {@link
 * Headroom}).
 *
 * <p>One writer to a file at a time. Source: the description of the format in NumPy's {@code
 * numpy.lib.format}.
 *
 * @param file where it is
 */
public record NpzFile(Path file) {
  private static final String ABOUT = "about.json";
  private static final String ARRAY = ".npy";
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  /**
   * Writes the file, in place of an older one.
   *
   * @throws FormatException if it cannot be written, or numbers are of another type
   */
  public void write(InferenceData data) {
    try {
      new Placed(file).putFile(out -> write(data, out));
    } catch (IOException | IllegalArgumentException e) {
      throw FormatException.unwritable(file, e);
    }
  }

  /**
   * Reads the file; the tensors outlive every scope.
   *
   * @throws FormatException if it cannot be read or is not as it should be, saying what is wrong
   */
  public InferenceData read() {
    try (TensorScope scope = TensorScope.open()) {
      needPlain();
      Allowance allowance = Allowance.forFile(Files.size(file));
      try (ZipFile zip = new ZipFile(file.toFile())) {
        return read(zip, allowance);
      }
    } catch (NoSuchFileException e) {
      throw FormatException.missing(file, e);
    } catch (IOException | JyroException | IllegalArgumentException e) {
      throw FormatException.unsound(file, "NumPy archive", e);
    }
  }

  /** A pipe may never begin. */
  private void needPlain() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("what is there is no plain file");
    }
  }

  private static void write(InferenceData data, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    byte[] about = Json.bytes(About.of(data).json().object());
    put(zip, ABOUT, entry -> entry.write(about));
    for (Map.Entry<String, Dataset> group : data.groups().entrySet()) {
      for (Map.Entry<String, Values> each : group.getValue().arrays().entrySet()) {
        String path = "%s/%s%s".formatted(group.getKey(), each.getKey(), ARRAY);
        put(zip, path, entry -> NpyArray.write(each.getValue(), entry));
      }
    }
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, Placed.Bytes bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    zip.putNextEntry(entry);
    bytes.writeTo(zip);
    zip.closeEntry();
  }

  private static InferenceData read(ZipFile zip, Allowance allowance) throws IOException {
    Heap heap = allowance.heap();
    About about = about(zip, heap);
    Map<String, Contents> groups = about.groups();
    for (Iterator<? extends ZipEntry> each = zip.entries().asIterator(); each.hasNext(); ) {
      ZipEntry entry = each.next();
      if (!entry.getName().equals(ABOUT)) {
        Values values = checked(zip, entry, in -> array(entry.getName(), in, allowance));
        add(groups, entry.getName(), about, values);
      }
    }
    Map<String, Dataset> all = new LinkedHashMap<>();
    groups.forEach((name, contents) -> all.put(name, contents.dataset()));
    return new InferenceData(all, about.attributes());
  }

  private static About about(ZipFile zip, Heap heap) throws IOException {
    ZipEntry entry = zip.getEntry(ABOUT);
    return entry == null
        ? About.nothing()
        : new About(checked(zip, entry, in -> Json.read(in, heap)));
  }

  private static Values array(String path, InputStream in, Allowance allowance)
      throws IOException {
    Values values = NpyArray.read(in, allowance);
    allowance.heap().takeArray(path, values.shape().dimension());
    return values;
  }

  private static void add(Map<String, Contents> groups, String path, About about, Values values)
      throws IOException {
    if (!path.endsWith(ARRAY)) {
      throw new IOException("'%s', which is no array".formatted(path));
    }
    int slash = path.indexOf('/');
    String group = slash < 0 ? "posterior" : path.substring(0, slash);
    String name = path.substring(slash + 1, path.length() - ARRAY.length());
    groups
        .computeIfAbsent(group, key -> new Contents(key, Map.of()))
        .add(name, values, about.dims(group, name), about.attributes(group, name));
  }

  /** Reads an entry and compares its sum. */
  private static <T> T checked(ZipFile zip, ZipEntry entry, Reader<T> reader) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), sum)) {
      T read = reader.read(in);
      if (sum.getValue() != entry.getCrc()) {
        throw new IOException("another sum (CRC-32) than the archive's");
      }
      return read;
    } catch (IOException | JyroException | IllegalArgumentException e) {
      throw new IOException("in '%s' %s".formatted(entry.getName(), words(e)), e);
    }
  }

  private static String words(Exception e) {
    return e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
  }

  /** What makes something of an entry. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }
}
