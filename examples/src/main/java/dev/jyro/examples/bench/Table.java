package dev.jyro.examples.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows as aligned text: texts to the left, numbers to the right, the keys on top. */
final class Table {
  private final Set<String> keys = new LinkedHashSet<>();
  private final List<Row> rows;

  Table(List<Row> rows) {
    this.rows = rows;
    rows.forEach(row -> keys.addAll(row.cells().keySet()));
  }

  List<String> lines() {
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i <= rows.size(); i++) {
      lines.add(new StringBuilder());
    }
    keys.forEach(key -> addColumn(key, lines));
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private void addColumn(String key, List<StringBuilder> lines) {
    int width = rows.stream().mapToInt(row -> text(row, key).length()).max().orElse(0);
    boolean number = rows.stream().anyMatch(row -> row.cells().get(key) instanceof Number);
    String form = "%" + (number ? "" : "-") + Math.max(width, key.length()) + "s  ";
    lines.get(0).append(form.formatted(key));
    for (int i = 0; i < rows.size(); i++) {
      lines.get(i + 1).append(form.formatted(text(rows.get(i), key)));
    }
  }

  private static String text(Row row, String key) {
    return String.valueOf(row.cells().getOrDefault(key, ""));
  }
}
