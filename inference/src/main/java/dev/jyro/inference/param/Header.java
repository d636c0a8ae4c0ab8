package dev.jyro.inference.param;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the JSON at the start of a safetensors file says, read token by token, so that a lie costs
 * no more memory than it takes in the file.
 *
 * <p>Errors are {@link IOException}, {@link IllegalStateException} and {@link
 * IllegalArgumentException}: gson's own, and ours in the same coin.
 */
final class Header {
  static final String METADATA = "__metadata__";

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private Header() {}

  /** Reads a header and checks that its tensors fill the data without gap or overlap. */
  static Header parse(byte[] json, long dataBytes) throws IOException {
    Header header = new Header();
    Reader text =
        new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
    try (JsonReader reader = new JsonReader(text)) {
      reader.setStrictness(Strictness.STRICT);
      header.read(reader);
    }
    header.needFull(dataBytes);
    return header;
  }

  /** The remarks. */
  Map<String, String> metadata() {
    return metadata;
  }

  private void read(JsonReader reader) throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals(METADATA)) {
        readMetadata(reader);
      } else if (slots.put(name, slot(name, reader)) != null) {
        throw new IllegalArgumentException("two tensors '" + name + "'");
      }
    }
    reader.endObject();
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new IllegalArgumentException("something after the JSON object");
    }
  }

  private void readMetadata(JsonReader reader) throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      metadata.put(reader.nextName(), text(reader));
    }
    reader.endObject();
  }

  private static Slot slot(String name, JsonReader reader) throws IOException {
    String type = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      switch (key) {
        case "dtype" -> type = text(reader);
        case "shape" -> shape = numbers(reader, Slot.MAX_DIMENSIONS);
        case "data_offsets" -> offsets = numbers(reader, 2);
        default -> throw new IllegalArgumentException("'%s' has a '%s'".formatted(name, key));
      }
    }
    reader.endObject();
    return slot(name, type, shape, offsets);
  }

  private static Slot slot(String name, String type, List<Long> shape, List<Long> offsets) {
    if (offsets.size() != 2) {
      throw new IllegalArgumentException("'%s' has no two data_offsets".formatted(name));
    }
    Dtype known =
        Dtype.named(type)
            .getOrElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' has dtype '%s'; needed: one of %s"
                            .formatted(name, type, List.of(Dtype.values()))));
    try {
      return new Slot(known, shape, offsets.get(0), offsets.get(1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' has %s".formatted(name, e.getMessage()), e);
    }
  }

  private static String text(JsonReader reader) throws IOException {
    need(reader, JsonToken.STRING);
    return reader.nextString();
  }

  private static List<Long> numbers(JsonReader reader, int atMost) throws IOException {
    List<Long> numbers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      need(reader, JsonToken.NUMBER);
      numbers.add(reader.nextLong());
      if (numbers.size() > atMost) {
        throw new IllegalArgumentException("more than %d numbers".formatted(atMost));
      }
    }
    reader.endArray();
    return numbers;
  }

  private static void need(JsonReader reader, JsonToken needed) throws IOException {
    if (reader.peek() != needed) {
      throw new IllegalArgumentException(
          "a %s at %s; needed: a %s".formatted(reader.peek(), reader.getPath(), needed));
    }
  }

  private void needFull(long dataBytes) {
    long reached = 0;
    for (Map.Entry<String, Slot> each : inOrder()) {
      if (each.getValue().begin() != reached) {
        throw new IllegalArgumentException(
            "'%s' begins at byte %d of the data; needed: %d, where the one before it ends"
                .formatted(each.getKey(), each.getValue().begin(), reached));
      }
      reached = each.getValue().end();
    }
    if (reached != dataBytes) {
      throw new IllegalArgumentException(
          "tensors of %d bytes, and the file has %d bytes of data".formatted(reached, dataBytes));
    }
  }

  /** The tensors as they lie in the file; empty ones before what begins at the same byte. */
  List<Map.Entry<String, Slot>> inOrder() {
    return slots.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Slot> each) -> each.getValue().begin())
                .thenComparingLong(each -> each.getValue().end()))
        .toList();
  }
}
