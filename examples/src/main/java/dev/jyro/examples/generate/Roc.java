package dev.jyro.examples.generate;

import dev.jyro.examples.picture.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well a score tells odd from usual: for each threshold, which share of the odd is found and
 * which share of the usual is taken for odd. Equal scores are one threshold.
 *
 * <p>Source: Fawcett 2006, An Introduction to ROC Analysis.
 *
 * @param falseAlarms shares of the usual at or over the threshold, from 0 to 1 as it falls
 * @param found shares of the odd, alike
 */
record Roc(List<Double> falseAlarms, List<Double> found) {
  private static final int POINTS = 400;

  static Roc of(List<Double> usual, List<Double> odd) {
    List<Double> falls = usual.stream().sorted(Comparator.reverseOrder()).toList();
    List<Double> finds = odd.stream().sorted(Comparator.reverseOrder()).toList();
    Roc roc = new Roc(new ArrayList<>(List.of(0.0)), new ArrayList<>(List.of(0.0)));
    for (int fall = 0, find = 0; fall < falls.size() || find < finds.size(); ) {
      double threshold = Math.max(at(falls, fall), at(finds, find));
      fall = past(threshold, falls, fall);
      find = past(threshold, finds, find);
      roc.falseAlarms.add((double) fall / falls.size());
      roc.found.add((double) find / finds.size());
    }
    return roc;
  }

  private static double at(List<Double> falling, int index) {
    return index < falling.size() ? falling.get(index) : Double.NEGATIVE_INFINITY;
  }

  private static int past(double threshold, List<Double> falling, int from) {
    int next = from;
    while (next < falling.size() && falling.get(next) >= threshold) {
      next++;
    }
    return next;
  }

  /**
   * The area under the curve: how probable it is that something odd scores higher than something
   * usual, equal scores counted half. 1 is perfect, a half is chance.
   */
  double area() {
    double area = 0;
    for (int i = 1; i < found.size(); i++) {
      double width = falseAlarms.get(i) - falseAlarms.get(i - 1);
      area += width * (found.get(i) + found.get(i - 1)) / 2;
    }
    return area;
  }

  /** The curve, thinned for the eye. */
  Curve curve(String name) {
    int last = found.size() - 1;
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      int index = Math.round((float) i / POINTS * last);
      x.add(falseAlarms.get(index));
      y.add(found.get(index));
    }
    return new Curve(name, x, y);
  }
}
