package dev.jyro.trace;

import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sites as aligned text. */
final class SiteTable {
  private SiteTable() {}

  static String of(Collection<Site> sites) {
    List<String[]> rows = sites.stream().map(SiteTable::row).toList();
    int columns = 4;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      lines.add((line + row[columns]).stripTrailing());
    }
    return String.join("\n", lines);
  }

  private static String[] row(Site site) {
    String plates = site.setting().plates().mkString("in ", ", ", "");
    if (site.effect() instanceof Sample sample) {
      return new String[] {
        site.name(),
        site.kind(),
        "batch " + sample.distribution().batchShape(),
        "event " + sample.distribution().eventShape(),
        site.setting().plates().isEmpty() ? "" : plates
      };
    }
    return new String[] {site.name(), site.kind(), "value " + site.value().shape(), "", ""};
  }
}
