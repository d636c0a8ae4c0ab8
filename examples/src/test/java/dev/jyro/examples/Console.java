package dev.jyro.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What a command line of the examples said, as a user would see it.
 *
 * @param exitCode 0 for success
 * @param out the standard output
 * @param err the error stream
 */
public record Console(int exitCode, String out, String err) {

  /** Runs a command line, such as {@code run("coin", "--steps", "200")}. */
  public static Console run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Main.run(
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
            arguments);
    return new Console(exitCode, out.toString(), err.toString());
  }

  /** The objects that {@code --json} made of the output, one for each line. */
  public List<JsonObject> objects() {
    assertThat(exitCode).as(err).isZero();
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  /** The example's result, from the last of the objects. */
  public JsonObject result() {
    List<JsonObject> all = objects();
    return all.get(all.size() - 1).getAsJsonObject("result");
  }

  /** A number of an object. */
  public static double number(JsonObject of, String name) {
    return of.get(name).getAsDouble();
  }
}
