package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a Zarr store; of its metadata what lies beside the arrays, not the gathered. */
final class ZarrReader {
  private static final String AS = "dtype";
  private static final List<String> SCALED = List.of("scale_factor", "add_offset");

  private final Path root;
  private final Allowance allowance;
  private final Map<String, String> attributes;
  private final boolean plain;

  private ZarrReader(Path root, Allowance allowance, Map<String, String> attributes) {
    this.root = root;
    this.allowance = allowance;
    this.attributes = attributes;
    this.plain = ZarrWriter.PERCENT.equals(attributes.remove(ZarrWriter.NAMES));
  }

  static ZarrReader of(Path root) throws IOException {
    if (Files.exists(root.resolve("zarr.json"))) {
      throw new IOException("Zarr 3. Fix: write it with zarr_format=2");
    }
    Allowance allowance = Allowance.forFile(size(root));
    if (!has(root, ZarrWriter.GROUP)) {
      throw new IOException("no .zgroup in it");
    }
    Map<String, String> attributes = attributes(root, allowance).remarks();
    return new ZarrReader(root, allowance, attributes);
  }

  InferenceData read() throws IOException {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    for (Path folder : folders(root)) {
      if (!has(folder, ZarrWriter.GROUP)) {
        throw new IOException("'%s', which is no group".formatted(root.relativize(folder)));
      }
      String name = meant(folder.getFileName().toString());
      groups.put(name, group(name, folder));
    }
    return new InferenceData(groups, attributes);
  }

  private Dataset group(String name, Path folder) throws IOException {
    Contents contents = new Contents(name, attributes(folder, allowance).remarks());
    for (Path array : folders(folder)) {
      try {
        add(contents, array);
      } catch (IOException | JyroException | IllegalArgumentException e) {
        throw new IOException("in '%s' %s".formatted(root.relativize(array), e.getMessage()), e);
      }
    }
    return contents.dataset();
  }

  private void add(Contents contents, Path folder) throws IOException {
    if (!has(folder, ZarrWriter.ARRAY)) {
      throw new IOException("there is no .zarray; needed: arrays, not groups within groups");
    }
    ZarrArray array = ZarrArray.parse(json(folder, ZarrWriter.ARRAY, allowance));
    Json said = attributes(folder, allowance);
    Option<List<String>> dims =
        said.has(ZarrArray.DIMENSIONS)
            ? Option.of(said.texts(ZarrArray.DIMENSIONS).stream().map(this::meant).toList())
            : Option.none();
    Map<String, String> remarks = said.remarks();
    remarks.remove(ZarrArray.DIMENSIONS);
    needUnscaled(remarks);
    Values values = Chunks.read(folder, array, allowance);
    if (remarks.remove(AS, "bool")) {
      values = truth(values);
    }
    String name = meant(folder.getFileName().toString());
    allowance.heap().takeArray(name, values.shape().dimension());
    contents.add(name, values, dims, remarks);
  }

  /** Xarray writes truth values as bytes. */
  private static Values truth(Values values) {
    return values instanceof Values.Numbers numbers
        ? Values.of(numbers.tensor().to(DataType.BOOLEAN))
        : values;
  }

  private String meant(String name) {
    return plain ? PlainName.meant(name) : name;
  }

  private static void needUnscaled(Map<String, String> remarks) throws IOException {
    for (String key : SCALED) {
      if (remarks.containsKey(key)) {
        throw new IOException("numbers with a %s. Fix: write them without".formatted(key));
      }
    }
  }

  private static Json attributes(Path folder, Allowance allowance) throws IOException {
    return has(folder, ZarrWriter.ATTRIBUTES)
        ? json(folder, ZarrWriter.ATTRIBUTES, allowance)
        : Json.empty();
  }

  private static Json json(Path folder, String name, Allowance allowance) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return Json.read(in, allowance.heap());
    }
  }

  private static boolean has(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** The bytes of all files in it, of which there may be many. */
  private static long size(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> found = Files.walk(folder)) {
      for (Iterator<Path> each = found.iterator(); each.hasNext(); ) {
        Path file = each.next();
        bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
      }
    }
    return bytes;
  }
}
