package dev.jyro.inference.interchange;

import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a Zarr store into an empty folder, and gathers all metadata. For one writing. */
final class ZarrWriter {
  static final String GROUP = ".zgroup";
  static final String ARRAY = ".zarray";
  static final String ATTRIBUTES = ".zattrs";

  /** Says, in the root's attributes, that names were made plain. */
  static final String NAMES = "jyro_names";

  static final String PERCENT = "percent";

  private static final String CONSOLIDATED = ".zmetadata";
  private static final int BUFFER = 1 << 16;

  private final Path root;
  private final JsonObject metadata = new JsonObject();

  ZarrWriter(Path root) {
    this.root = root;
  }

  void write(InferenceData data) throws IOException {
    JsonObject remarks = Json.object(data.attributes());
    remarks.addProperty(NAMES, PERCENT);
    group("", remarks);
    for (Map.Entry<String, Dataset> each : data.groups().entrySet()) {
      String path = PlainName.of(each.getKey()) + "/";
      Files.createDirectory(root.resolve(path));
      group(path, Json.object(each.getValue().attributes()));
      write(path, each.getValue());
    }
    JsonObject consolidated = new JsonObject();
    consolidated.add("metadata", metadata);
    consolidated.addProperty("zarr_consolidated_format", 1);
    write(CONSOLIDATED, consolidated);
  }

  private void write(String path, Dataset group) throws IOException {
    for (Map.Entry<String, Values> each : group.coords().entrySet()) {
      array(path, each.getKey(), new Variable(List.of(each.getKey()), each.getValue(), Map.of()));
    }
    for (Map.Entry<String, Variable> each : group.variables().entrySet()) {
      array(path, each.getKey(), each.getValue());
    }
  }

  private void group(String path, JsonObject attributes) throws IOException {
    JsonObject format = new JsonObject();
    format.addProperty("zarr_format", 2);
    put(path + GROUP, format);
    put(path + ATTRIBUTES, attributes);
  }

  private void array(String group, String name, Variable variable) throws IOException {
    String path = group + PlainName.of(name) + "/";
    Files.createDirectory(root.resolve(path));
    ZarrArray array = ZarrArray.of(variable.values());
    JsonObject attributes = Json.object(variable.attributes());
    attributes.add(
        ZarrArray.DIMENSIONS, Json.array(variable.dims().stream().map(PlainName::of).toList()));
    put(path + ARRAY, array.json());
    put(path + ATTRIBUTES, attributes);
    if (array.shape().size() > 0) {
      String chunk = array.key(new long[array.shape().dimension()]);
      Placed.write(root.resolve(path + chunk), out -> chunk(array, variable.values(), out));
    }
  }

  private static void chunk(ZarrArray array, Values values, OutputStream out) throws IOException {
    Deflater deflater = new Deflater(ZarrArray.LEVEL);
    try {
      DeflaterOutputStream zlib = new DeflaterOutputStream(out, deflater, BUFFER);
      DataOutputStream numbers = new DataOutputStream(new BufferedOutputStream(zlib, BUFFER));
      array.type().write(values, numbers);
      numbers.flush();
      zlib.finish();
    } finally {
      deflater.end();
    }
  }

  /** Writes metadata, and keeps it for the file that has all. */
  private void put(String path, JsonObject json) throws IOException {
    metadata.add(path, json);
    write(path, json);
  }

  private void write(String path, JsonObject json) throws IOException {
    Placed.write(root.resolve(path), out -> out.write(Json.bytes(json)));
  }
}
