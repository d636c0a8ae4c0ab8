package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** The lines of a table of draws, the names of its columns among them. For one reading. */
final class Table {
  private static final Pattern PLACED =
      Pattern.compile("(.*)\\[([0-9]{1,9}(?:,[0-9]{1,9}){0,60})]", Pattern.DOTALL);
  private static final int NUMBERING = 2;

  private final CSVRecord names;
  private final List<CSVRecord> lines;

  Table(List<CSVRecord> all) {
    this.names = all.get(0);
    this.lines = all.subList(1, all.size());
  }

  /** Whether a column of this name is read as a place of a site: {@code theta[0,1]}. */
  static boolean isPlace(String column) {
    return PLACED.matcher(column).matches();
  }

  Draws draws() throws IOException {
    needNumbering();
    long chains = number(lines.get(lines.size() - 1), 0) + 1;
    if (chains < 1 || lines.size() % chains != 0) {
      throw new IOException(
          "%d lines for %d chains; needed: as many of each".formatted(lines.size(), chains));
    }
    needInOrder(lines.size() / chains);
    Map<String, Tensor> draws = new LinkedHashMap<>();
    int column = NUMBERING;
    while (column < names.size()) {
      Site site = site(column);
      Shape all = Shapes.concat(Shapes.of(chains, lines.size() / chains), site.shape);
      if (draws.put(site.name, Tensor.of(numbers(column, site.count()), all)) != null) {
        throw new IOException("columns of '%s' in two places".formatted(site.name));
      }
      column += site.count();
    }
    return Draws.ofChains(draws);
  }

  /**
   * A site, as its columns say.
   *
   * @param name its name
   * @param shape the shape of one value; there is a column for each number
   */
  private record Site(String name, Shape shape) {
    int count() {
      return (int) shape.size();
    }
  }

  /** The site whose columns begin here; the last of them has its largest place. */
  private Site site(int first) throws IOException {
    Matcher matcher = PLACED.matcher(names.get(first));
    if (!matcher.matches()) {
      return new Site(names.get(first), Shapes.scalar());
    }
    String name = matcher.group(1);
    int last = first;
    while (last + 1 < names.size() && isPlaceOf(name, names.get(last + 1))) {
      last++;
    }
    Site site = new Site(name, Shapes.of(sizes(names.get(last))));
    needPlaces(site, first, last - first + 1);
    return site;
  }

  private void needPlaces(Site site, int first, int columns) throws IOException {
    long expected =
        Arrays.stream(site.shape.getShape()).reduce(1, (a, b) -> a > columns ? a : a * b);
    if (expected != columns) {
      throw new IOException(
          "%d columns of '%s' up to '%s'; needed: one for each place, row by row"
              .formatted(columns, site.name, names.get(first + columns - 1)));
    }
    for (int i = 0; i < columns; i++) {
      String needed = Column.label(site.name, site.shape, i);
      if (!names.get(first + i).equals(needed)) {
        throw new IOException(
            "column %d is '%s'; needed: '%s'".formatted(first + i, names.get(first + i), needed));
      }
    }
  }

  private static boolean isPlaceOf(String name, String column) {
    Matcher matcher = PLACED.matcher(column);
    return matcher.matches() && matcher.group(1).equals(name);
  }

  private static long[] sizes(String column) throws IOException {
    Matcher matcher = PLACED.matcher(column);
    if (!matcher.matches()) {
      throw new IOException("column '%s'".formatted(column));
    }
    return Pattern.compile(",")
        .splitAsStream(matcher.group(2))
        .mapToLong(place -> Long.parseLong(place) + 1)
        .toArray();
  }

  private double[] numbers(int column, int count) throws IOException {
    double[] numbers = new double[Math.multiplyExact(lines.size(), count)];
    for (int i = 0; i < numbers.length; i++) {
      CSVRecord line = lines.get(i / count);
      String text = line.get(column + i % count);
      try {
        numbers[i] = number(text);
      } catch (NumberFormatException e) {
        throw new IOException(
            "line %d has '%s'; needed: a number, Inf, -Inf, NaN or NA".formatted(at(line), text),
            e);
      }
    }
    return numbers;
  }

  /** In Java's words, R's or Python's. */
  private static double number(String text) {
    return switch (text) {
      case "Inf", "inf" -> Double.POSITIVE_INFINITY;
      case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
      case "NA", "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private void needNumbering() throws IOException {
    if (names.size() <= NUMBERING
        || !names.get(0).equals(Variable.CHAIN)
        || !names.get(1).equals(Variable.DRAW)) {
      throw new IOException(
          "other columns; needed: first 'chain', then 'draw', then those of sites");
    }
    for (CSVRecord line : lines) {
      if (line.size() != names.size()) {
        throw new IOException(
            "line %d has %d cells; needed: %d".formatted(at(line), line.size(), names.size()));
      }
    }
  }

  private void needInOrder(long perChain) throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      CSVRecord line = lines.get(i);
      if (number(line, 0) != i / perChain || number(line, 1) != i % perChain) {
        throw new IOException(
            "line %d is draw %s of chain %s; needed: %d of %d. Fix: sort by chain and draw, and leave none out"
                .formatted(at(line), line.get(1), line.get(0), i % perChain, i / perChain));
      }
    }
  }

  private static long number(CSVRecord line, int column) throws IOException {
    if (!line.get(column).matches("[0-9]{1,9}")) {
      throw new IOException(
          "line %d has '%s'; needed: a number from 0".formatted(at(line), line.get(column)));
    }
    return Long.parseLong(line.get(column));
  }

  /** Which line of the table it is, the names being 1. */
  private static long at(CSVRecord line) {
    return line.getRecordNumber();
  }
}
