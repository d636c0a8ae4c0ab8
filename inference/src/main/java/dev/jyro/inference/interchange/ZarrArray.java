package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jyro.tensor.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * What {@code .zarray} says of one array: Zarr 2, row by row, in chunks, each of them compressed by
 * zlib or gzip or not at all.
 *
 * @param type what an element is
 * @param shape the sizes
 * @param chunk the sizes of a chunk; those at the end are as large, and partly of no meaning
 * @param codec how a chunk is compressed
 * @param separator what stands between the numbers in a chunk's name
 */
record ZarrArray(ElementType type, Shape shape, Shape chunk, Codec codec, String separator) {
  /** The names of the dimensions, as xarray puts them into the attributes. */
  static final String DIMENSIONS = "_ARRAY_DIMENSIONS";

  /** The least of zlib: numbers drawn at random do not shrink. */
  static final int LEVEL = 1;

  /** How a chunk is compressed. */
  enum Codec {
    NONE {
      @Override
      InputStream open(InputStream in) {
        return in;
      }
    },
    ZLIB {
      @Override
      InputStream open(InputStream in) {
        return new InflaterInputStream(in);
      }
    },
    GZIP {
      @Override
      InputStream open(InputStream in) throws IOException {
        return new GZIPInputStream(in);
      }
    };

    /** What was compressed. */
    abstract InputStream open(InputStream in) throws IOException;
  }

  /** These values in one chunk, compressed by zlib. */
  static ZarrArray of(Values values) throws IOException {
    long[] sizes = values.shape().getShape().clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.max(1, sizes[i]);
    }
    return new ZarrArray(ElementType.of(values), values.shape(), Shapes.of(sizes), Codec.ZLIB, ".");
  }

  static ZarrArray parse(Json json) throws IOException {
    if (!json.remarks().getOrDefault("zarr_format", "").equals("2")) {
      throw new IOException("no zarr_format 2. Fix: write it with zarr_format=2");
    }
    ZarrArray array =
        new ZarrArray(
            ElementType.parse(json.text("dtype")),
            Shapes.of(json.sizes("shape")),
            Shapes.of(json.sizes("chunks")),
            codec(json),
            json.has("dimension_separator") ? json.text("dimension_separator") : ".");
    array.needSound(json);
    return array;
  }

  JsonObject json() {
    JsonObject compressor = new JsonObject();
    compressor.addProperty("id", "zlib");
    compressor.addProperty("level", LEVEL);
    JsonObject json = new JsonObject();
    json.addProperty("zarr_format", 2);
    json.add("shape", Json.array(shape.getShape()));
    json.add("chunks", Json.array(chunk.getShape()));
    json.addProperty("dtype", type.label());
    json.add("compressor", compressor);
    json.add("fill_value", isFloating() ? new JsonPrimitive("NaN") : JsonNull.INSTANCE);
    json.addProperty("order", "C");
    json.add("filters", JsonNull.INSTANCE);
    return json;
  }

  /** How the chunk at these places of the grid is called. */
  String key(long[] place) {
    StringBuilder key = new StringBuilder();
    for (long each : place) {
      key.append(key.isEmpty() ? "" : separator).append(each);
    }
    return key.isEmpty() ? "0" : key.toString();
  }

  /** How many chunks there are along a dimension. */
  long chunks(int dim) {
    return (shape.get(dim) - 1) / chunk.get(dim) + 1;
  }

  private boolean isFloating() {
    return type.number().exists(number -> number.label().startsWith("f"));
  }

  private void needSound(Json json) throws IOException {
    if (!json.text("order").equals("C")) {
      throw new IOException(
          "order '%s'. Fix: write it with order='C'".formatted(json.text("order")));
    }
    if (json.has("filters") && json.object().get("filters").toString().length() > 2) {
      throw new IOException(
          "filters %s. Fix: write it without filters, texts as fixed lengths (astype('U'))"
              .formatted(json.object().get("filters")));
    }
    if (chunk.dimension() != shape.dimension() || chunk.size() == 0) {
      throw new IOException("chunks of %s for shape %s".formatted(chunk, shape));
    }
    if (!separator.equals(".") && !separator.equals("/")) {
      throw new IOException("dimension_separator '%s'; needed: '.' or '/'".formatted(separator));
    }
  }

  private static Codec codec(Json json) throws IOException {
    if (!json.has("compressor")) {
      return Codec.NONE;
    }
    String id = json.child("compressor").text("id");
    return switch (id) {
      case "zlib" -> Codec.ZLIB;
      case "gzip" -> Codec.GZIP;
      default ->
          throw new IOException(
              "the compressor '%s'; needed: zlib, gzip or none. Fix: set zarr.storage.default_compressor = numcodecs.Zlib() before it is written"
                  .formatted(id));
    };
  }
}
