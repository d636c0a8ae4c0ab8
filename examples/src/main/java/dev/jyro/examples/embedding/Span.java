package dev.jyro.examples.embedding;

/**
 * What one coordinate of some points spans.
 *
 * @param least the smallest of them
 * @param greatest the largest of them
 * @param mean their mean
 */
record Span(double least, double greatest, double mean) {

  /** Of the points that stand in these places of an order. */
  static Span of(double[] coordinate, int[] order, int from, int to) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double one = coordinate[order[i]];
      least = Math.min(least, one);
      greatest = Math.max(greatest, one);
      sum += one;
    }
    return new Span(least, greatest, sum / (to - from));
  }

  double width() {
    return greatest - least;
  }

  /** Less than the greatest unless that is the least, so that a cut there parts something. */
  double middle() {
    double middle = least + width() / 2;
    return middle < greatest ? middle : least;
  }
}
