package dev.jyro.examples.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.picture.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a run: what is given to it, in that order, and around it the settings, the timings
 * and the surroundings. It is one HTML file that asks for nothing else, no network and no script;
 * pictures are written beside it as PNG, too.
 *
 * <p>Errors are {@link dev.jyro.examples.output.OutputException}s, for a file that cannot be
 * written, and {@link IllegalArgumentException}s for a table whose rows are not as wide as its
 * head.
 *
 * <p>Thread safety: none; for one thread.
 */
public final class Report {
  /** The name of the file. */
  public static final String FILE = "report.html";

  private final String example;
  private final OutputFolder folder;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Double> timings = new LinkedHashMap<>();

  /**
   * An empty report.
   *
   * @param example the name of the example
   * @param folder where its files go
   */
  public Report(String example, OutputFolder folder) {
    this.example = example;
    this.folder = folder;
  }

  /**
   * A picture, which is written into the folder at once; one that has been given before under that
   * name is replaced, in its place.
   *
   * @param file its name, such as {@code samples.png}
   * @param caption what it shows, for those who cannot see it, too
   * @param picture the picture
   */
  public void picture(String file, String caption, Picture picture) {
    picture.writeTo(folder.file(file));
    Part part = Part.picture(file, caption, picture);
    parts.removeIf(other -> other.isPicture(file));
    parts.add(part);
  }

  /**
   * A table.
   *
   * @param caption what it shows
   * @param head the names of its columns
   * @param rows its cells, each row as wide as the head
   */
  public void table(String caption, List<String> head, List<List<String>> rows) {
    for (List<String> row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException(
            "Table '%s': found a row of %d cells, needed %d: %s"
                .formatted(caption, row.size(), head.size(), row));
      }
    }
    parts.add(Part.table(caption, head, rows));
  }

  /** Adds a time to those of a work. */
  public void timing(String work, double seconds) {
    timings.merge(work, seconds, Double::sum);
  }

  /**
   * Writes the file.
   *
   * @param settings what the run was told, by name
   * @param summary what it found out, in words
   * @param environment what it ran on, by name
   */
  public Path write(Map<String, String> settings, String summary, Map<String, String> environment) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("example", example);
    content.put("summary", summary.lines().toList());
    content.put("settings", pairs(settings));
    content.put("parts", parts);
    content.put("timings", pairs(times()));
    content.put("environment", pairs(environment));
    return folder.write(FILE, template().execute(content));
  }

  private Map<String, String> times() {
    Map<String, String> words = new LinkedHashMap<>();
    timings.forEach(
        (work, seconds) -> words.put(work, String.format(Locale.ROOT, "%.2f s", seconds)));
    return words;
  }

  private static List<Pair> pairs(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> new Pair(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Template template() {
    try (InputStream in = Report.class.getResourceAsStream("report.mustache");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler().compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
