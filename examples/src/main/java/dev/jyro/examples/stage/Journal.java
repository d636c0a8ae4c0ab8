package dev.jyro.examples.stage;

import dev.jyro.JyroException;
import dev.jyro.examples.picture.Curve;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

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
  record Points(List<Double> x, List<Double> y) {
    void forEach(BiConsumer<Double, Double> each) {
      for (int i = 0; i < x.size(); i++) {
        each.accept(x.get(i), y.get(i));
      }
    }

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

  /** The curves, to be written. */
  Map<String, Points> points() {
    return curves;
  }

  /** Takes curves that were written. */
  void add(Map<String, Points> written) {
    written.forEach((name, points) -> points.forEach((x, y) -> note(name, x, y)));
  }
}
