package dev.jyro.examples.generate;

import dev.jyro.examples.picture.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Which share of some numbers is where, in bins of {@value #WIDTH}. */
final class Histogram {
  private static final int WIDTH = 5;

  private Histogram() {}

  /** A curve through the middles of the bins, from the least number to the greatest. */
  static Curve of(String name, List<Double> numbers) {
    TreeMap<Long, Integer> bins = new TreeMap<>();
    numbers.forEach(number -> bins.merge((long) Math.floor(number / WIDTH), 1, Integer::sum));
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (long bin = bins.firstKey(); bin <= bins.lastKey(); bin++) {
      x.add((bin + 0.5) * WIDTH);
      y.add((double) bins.getOrDefault(bin, 0) / numbers.size());
    }
    return new Curve(name, x, y);
  }
}
