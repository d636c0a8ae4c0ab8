package dev.jyro.inference.interchange;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import io.vavr.control.Option;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object in a JSON file, whose fields are asked for by type; what differs is an IOException. */
record Json(JsonObject object) {
  private static final int MAX_BYTES = 1 << 24;
  private static final Gson GSON =
      new GsonBuilder()
          .setStrictness(Strictness.STRICT)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeNulls()
          .create();

  /** Reads an object, to the end of the stream. */
  static Json read(InputStream in, Heap heap) throws IOException {
    int most = (int) Math.min(MAX_BYTES, heap.lettersLeft());
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException("more than %d bytes of JSON".formatted(most));
    }
    heap.takeTree(bytes.length);
    Reader text =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    try {
      JsonObject object = GSON.fromJson(text, JsonObject.class);
      return new Json(Option.of(object).getOrElseThrow(() -> new IOException("no JSON")));
    } catch (JsonParseException e) {
      throw new IOException("malformed JSON", e);
    }
  }

  /** An object without fields. */
  static Json empty() {
    return new Json(new JsonObject());
  }

  /**
   * In ASCII, since zarr-python reads nothing else; other letters only stand in texts, where they
   * can be escaped.
   */
  static byte[] bytes(JsonElement element) {
    StringBuilder ascii = new StringBuilder();
    GSON.toJson(element)
        .chars()
        .forEach(
            letter ->
                ascii.append(
                    letter < 128 ? Character.toString(letter) : "\\u%04x".formatted(letter)));
    return ascii.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static JsonArray array(long... numbers) {
    JsonArray array = new JsonArray();
    for (long number : numbers) {
      array.add(number);
    }
    return array;
  }

  static JsonObject object(Map<String, String> texts) {
    JsonObject object = new JsonObject();
    texts.forEach(object::addProperty);
    return object;
  }

  boolean has(String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }

  String text(String key) throws IOException {
    return text(key, get(key));
  }

  Json child(String key) throws IOException {
    return child(key, get(key));
  }

  /** The same, but an object without fields if there is none. */
  Json childOrEmpty(String key) throws IOException {
    return has(key) ? child(key) : empty();
  }

  /** The sizes of an array: whole numbers, none of them negative. */
  long[] sizes(String key) throws IOException {
    JsonArray array = list(key);
    Allowance.needDimensions(array.size());
    long[] sizes = new long[array.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = size(key, array.get(i));
    }
    return sizes;
  }

  List<String> texts(String key) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonElement each : list(key)) {
      texts.add(text(key, each));
    }
    return texts;
  }

  /** All fields, those that are no objects refused. */
  Map<String, Json> children() throws IOException {
    Map<String, Json> children = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> each : object.entrySet()) {
      children.put(each.getKey(), child(each.getKey(), each.getValue()));
    }
    return children;
  }

  /** All fields as texts; what is none is its JSON. */
  Map<String, String> remarks() {
    Map<String, String> remarks = new LinkedHashMap<>();
    object
        .entrySet()
        .forEach(
            each ->
                remarks.put(
                    each.getKey(),
                    isText(each.getValue())
                        ? each.getValue().getAsString()
                        : each.getValue().toString()));
    return remarks;
  }

  private JsonElement get(String key) throws IOException {
    return Option.of(object.get(key)).getOrElseThrow(() -> new IOException("no '" + key + "'"));
  }

  private JsonArray list(String key) throws IOException {
    if (get(key) instanceof JsonArray array) {
      return array;
    }
    throw new IOException("'%s' is %s; needed: a list".formatted(key, get(key)));
  }

  private static Json child(String key, JsonElement element) throws IOException {
    if (element instanceof JsonObject object) {
      return new Json(object);
    }
    throw new IOException("'%s' is %s; needed: an object".formatted(key, element));
  }

  private static String text(String key, JsonElement element) throws IOException {
    if (isText(element)) {
      return element.getAsString();
    }
    throw new IOException("'%s' has %s; needed: a text".formatted(key, element));
  }

  private static long size(String key, JsonElement element) throws IOException {
    String digits =
        element instanceof JsonPrimitive number && number.isNumber() ? number.getAsString() : "";
    if (!digits.matches("[0-9]{1,18}")) {
      throw new IOException("'%s' has %s; needed: a size".formatted(key, element));
    }
    return Long.parseLong(digits);
  }

  private static boolean isText(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isString();
  }
}
