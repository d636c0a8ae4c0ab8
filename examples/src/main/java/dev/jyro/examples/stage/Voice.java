package dev.jyro.examples.stage;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jyro.tensor.Torch;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run speaks: in lines for readers, or in JSON objects, one a line and nothing else, for
 * programs.
 *
 * @param progress what shows how far a training is
 * @param out the standard output
 * @param language readers' or programs'
 * @param system what every object says of the program, such as {@code jyro 1.0}
 * @param typed what the user typed, to be repeated with {@code --resume}
 */
public record Voice(
    Progress progress, PrintWriter out, Language language, String system, Typed typed) {

  /** To whom a run speaks. */
  public enum Language {
    /** To readers. */
    LINES,
    /** To programs. */
    JSON
  }

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .registerTypeAdapter(Double.class, new FiniteNumber())
          .registerTypeAdapter(double.class, new FiniteNumber())
          .serializeNulls()
          .create();

  /** Says a line, or the numbers as an object. */
  void tell(String example, String line, Map<String, ?> numbers) {
    if (language == Language.JSON) {
      print(example, numbers);
    }
    progress.line(line);
  }

  /** Says what an example found out. */
  public void tell(String example, Outcome outcome) {
    if (language == Language.JSON) {
      print(example, Map.of("result", outcome));
    } else {
      progress.line(outcome.summary());
    }
  }

  private void print(String example, Map<String, ?> content) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("system", system);
    object.put("torch", Torch.version());
    object.put("work", example);
    object.put("threads", Torch.threads());
    object.putAll(content);
    out.println(GSON.toJson(object));
    out.flush();
  }
}
