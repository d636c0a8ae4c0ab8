package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a row of the reference table, by name. */
record ReferenceParameters(JsonObject json, DataType type) {
  boolean has(String name) {
    return json.has(name);
  }

  Tensor get(String name) {
    return tensor(json.get(name), type);
  }

  double number(String name) {
    return number(json.get(name));
  }

  /** A number as a scalar, an array as a vector, arrays as their rows; infinity is a word. */
  static Tensor tensor(JsonElement json, DataType type) {
    if (json.isJsonPrimitive()) {
      return Tensor.scalar(number(json), type);
    }
    if (json.getAsJsonArray().get(0).isJsonArray()) {
      List<Tensor> rows = new ArrayList<>();
      json.getAsJsonArray().forEach(row -> rows.add(tensor(row, type)));
      return ShapeOps.stack(0, rows.toArray(Tensor[]::new));
    }
    List<Double> numbers = new ArrayList<>();
    json.getAsJsonArray().forEach(element -> numbers.add(number(element)));
    return Tensor.of(Example.array(numbers)).to(type);
  }

  private static double number(JsonElement json) {
    return switch (json.getAsString()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> json.getAsDouble();
    };
  }
}
