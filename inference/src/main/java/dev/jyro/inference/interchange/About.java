package dev.jyro.inference.interchange;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an archive of arrays says of them: the names of their dimensions, and remarks. What it does
 * not say is none.
 *
 * @param json {@code {attributes, groups: {GROUP: {attributes, arrays: {NAME: {dims,
 *     attributes}}}}}}
 */
record About(Json json) {
  private static final String ATTRIBUTES = "attributes";
  private static final String GROUPS = "groups";
  private static final String ARRAYS = "arrays";
  private static final String DIMS = "dims";

  /** Nothing said. */
  static About nothing() {
    return new About(Json.empty());
  }

  static About of(InferenceData data) {
    JsonObject groups = new JsonObject();
    data.groups().forEach((name, group) -> groups.add(name, about(group)));
    return new About(new Json(about(GROUPS, groups, data.attributes())));
  }

  Map<String, String> attributes() throws IOException {
    return json.childOrEmpty(ATTRIBUTES).remarks();
  }

  /** The groups, with nothing in them yet. */
  Map<String, Contents> groups() throws IOException {
    Map<String, Contents> groups = new LinkedHashMap<>();
    for (Map.Entry<String, Json> each : json.childOrEmpty(GROUPS).children().entrySet()) {
      Map<String, String> remarks = each.getValue().childOrEmpty(ATTRIBUTES).remarks();
      groups.put(each.getKey(), new Contents(each.getKey(), remarks));
    }
    return groups;
  }

  Option<List<String>> dims(String group, String name) throws IOException {
    Json array = array(group, name);
    return array.has(DIMS) ? Option.of(array.texts(DIMS)) : Option.none();
  }

  Map<String, String> attributes(String group, String name) throws IOException {
    return array(group, name).childOrEmpty(ATTRIBUTES).remarks();
  }

  private Json array(String group, String name) throws IOException {
    return json.childOrEmpty(GROUPS).childOrEmpty(group).childOrEmpty(ARRAYS).childOrEmpty(name);
  }

  private static JsonObject about(Dataset group) {
    JsonObject arrays = new JsonObject();
    group
        .coords()
        .keySet()
        .forEach(dim -> arrays.add(dim, about(DIMS, Json.array(List.of(dim)), Map.of())));
    group
        .variables()
        .forEach(
            (name, each) ->
                arrays.add(name, about(DIMS, Json.array(each.dims()), each.attributes())));
    return about(ARRAYS, arrays, group.attributes());
  }

  private static JsonObject about(String key, JsonElement content, Map<String, String> remarks) {
    JsonObject about = new JsonObject();
    about.add(ATTRIBUTES, Json.object(remarks));
    about.add(key, content);
    return about;
  }
}
