package dev.jyro.inference.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells as aligned text: the first column to the left, numbers by their points. */
final class TextTable {
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... head) {
    this.head = List.of(head);
  }

  void add(String first, String... others) {
    List<String> row = new ArrayList<>(List.of(first));
    row.addAll(List.of(others));
    rows.add(row);
  }

  /** A row that has only a name. */
  void note(String text) {
    rows.add(List.of(text));
  }

  @Override
  public String toString() {
    List<List<String>> columns =
        IntStream.range(0, head.size()).mapToObj(this::aligned).collect(Collectors.toList());
    return IntStream.rangeClosed(0, rows.size())
        .mapToObj(line -> columns.stream().map(cells -> cells.get(line)))
        .map(cells -> cells.collect(Collectors.joining("  ")).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  /** So many decimals that the error shows three digits; the number as it is if that is none. */
  static String number(double number, double error) {
    if (Double.isNaN(number)) {
      return "-";
    }
    double size = error > 0 ? error : Math.abs(number);
    int decimals = size > 0 ? 2 - (int) Math.floor(Math.log10(size)) : 2;
    return decimals > 7 || decimals < -4
        ? String.format(Locale.ROOT, "%.3e", number)
        : unsigned(String.format(Locale.ROOT, "%." + Math.max(0, decimals) + "f", number));
  }

  /** A nothing has no sign. */
  private static String unsigned(String number) {
    return number.matches("-0\\.?0*") ? number.substring(1) : number;
  }

  /** The head and the cells, all of one width. */
  private List<String> aligned(int column) {
    List<String> cells = rows.stream().map(row -> cell(row, column)).collect(Collectors.toList());
    int after = column == 0 ? 0 : cells.stream().mapToInt(TextTable::afterPoint).max().orElse(0);
    cells.replaceAll(cell -> cell + " ".repeat(column == 0 ? 0 : after - afterPoint(cell)));
    cells.add(0, head.get(column));
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    cells.replaceAll(cell -> padded(cell, width, column));
    return cells;
  }

  private static String cell(List<String> row, int column) {
    return column < row.size() ? row.get(column) : "";
  }

  private static int afterPoint(String cell) {
    int point = cell.indexOf('.');
    return point < 0 ? 0 : cell.length() - point;
  }

  private static String padded(String cell, int width, int column) {
    String space = " ".repeat(width - cell.length());
    return column == 0 ? cell + space : space + cell;
  }
}
