package dev.jyro.examples.stage;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.jyro.JyroException;
import dev.jyro.examples.output.AtomicFile;
import dev.jyro.examples.picture.Curve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers noted while a training goes on, as curves by name. It is saved with the training, so that
 * the curves of one that was stopped and gone on with are whole.
 *
 * <p>Numbers that are not finite are left out, for no picture can show them.
 *
 * <p>Thread safety: none; for the thread that trains.
 */
public final class Journal {
  private final Map<String, Points> curves = new LinkedHashMap<>();

  /** The points of a curve. */
  private record Points(List<Double> x, List<Double> y) {
    void add(double atX, double newY) {
      int last = x.size() - 1;
      if (last >= 0 && x.get(last) == atX) {
        y.set(last, newY);
      } else {
        x.add(atX);
        y.add(newY);
      }
    }
  }

  /** Notes a point of a curve; at the place of the last point it replaces that. */
  public void note(String curve, double x, double y) {
    if (Double.isFinite(x) && Double.isFinite(y)) {
      curves
          .computeIfAbsent(curve, name -> new Points(new ArrayList<>(), new ArrayList<>()))
          .add(x, y);
    }
  }

  /** The names of the curves that have a point, in the order of their first. */
  public Set<String> names() {
    return Collections.unmodifiableSet(curves.keySet());
  }

  /**
   * A curve, to be drawn.
   *
   * @throws JyroException if nothing was noted for it
   */
  public Curve curve(String name) {
    return curve(name, name);
  }

  /**
   * A curve under another name, as a legend calls it.
   *
   * @throws JyroException if nothing was noted for it
   */
  public Curve curve(String name, String legend) {
    Points points = curves.get(name);
    if (points == null) {
      throw new JyroException(
          "Journal: no curve '%s'. Found: %s.".formatted(name, curves.keySet()));
    }
    return new Curve(legend, points.x(), points.y());
  }

  void save(Path file) {
    String text = new Gson().toJson(curves);
    new AtomicFile(file).write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Takes the curves of a file, if there is one. */
  void load(Path file) {
    if (Files.exists(file)) {
      curves.putAll(read(file));
    }
  }

  private static Map<String, Points> read(Path file) {
    try {
      Map<String, Points> found = new Gson().fromJson(Files.readString(file), new TypeToken<>() {});
      Map<String, Points> checked = new LinkedHashMap<>();
      found.forEach((name, points) -> checked.put(name, copy(points)));
      return checked;
    } catch (IOException | JsonParseException | NullPointerException e) {
      throw new JyroException(
          """
          %s: not the curves of a training.
            found   %s
            needed  the file that a training has written
          Fix: remove it; the training can be gone on with, its curves begin anew."""
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Points copy(Points points) {
    return new Points(new ArrayList<>(points.x()), new ArrayList<>(points.y()));
  }
}
