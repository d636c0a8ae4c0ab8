package dev.jyro.trace;

import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sites as aligned text: name, kind, shapes, plates. */
final class SiteTable {
  private static final String HERE = "<- here";

  private SiteTable() {}

  static String of(Collection<Site> sites) {
    return of(sites, "");
  }

  /** The same, with a mark at the site of this name. */
  static String of(Collection<Site> sites, String marked) {
    List<List<String>> rows = sites.stream().map(site -> row(site, marked)).toList();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append("  ").append(padded(row.get(column), width(rows, column)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  private static List<String> row(Site site, String marked) {
    String mark = site.name().equals(marked) ? HERE : "";
    String plates =
        site.setting().plates().isEmpty() ? "" : site.setting().plates().mkString("in ", ", ", "");
    if (site.effect() instanceof Sample sample) {
      String batch = "batch " + sample.distribution().batchShape();
      String event = "event " + sample.distribution().eventShape();
      return List.of(site.name(), site.kind(), batch, event, plates, mark);
    }
    return List.of(site.name(), site.kind(), "value " + shape(site), "", plates, mark);
  }

  /** The table is part of error messages and must not fail itself. */
  private static String shape(Site site) {
    try {
      return site.value().shape().toString();
    } catch (IllegalStateException e) {
      return "freed";
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
