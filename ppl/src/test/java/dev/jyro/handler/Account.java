package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.effect.Site;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.data.Offset;

/** What the walk by hand finds, and what it checks on its way. */
final class Account {
  /** A number of a cell. */
  @FunctionalInterface
  interface Term {
    double at(Cell cell);
  }

  /**
   * What the log densities of a site sum up to.
   *
   * @param size the same of their absolute values
   */
  record Entry(double sum, double size) {
    /** How far another sum is off, relative to the size. */
    double error(double other) {
      return other == sum ? 0 : Math.abs(other - sum) / Math.max(1, size);
    }

    Entry plus(Entry other) {
      return new Entry(sum + other.sum, size + other.size);
    }
  }

  private static final double ROUNDING = 1e-12;

  private final Map<String, Entry> entries = new TreeMap<>();

  void add(String name, double weight, List<Cell> cells, Term density) {
    double sum = 0;
    double size = 0;
    for (Cell cell : cells) {
      double term = weight * density.at(cell);
      sum += term;
      size += Math.abs(term);
    }
    assertThat(entries.put(name, new Entry(sum, size))).as("twice: %s", name).isNull();
  }

  /** Of the site of this name. */
  Entry entry(String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  Entry total() {
    return entries.values().stream().reduce(new Entry(0, 0), Entry::plus);
  }

  /** The trace has the sites that were walked through, and no others. */
  void needNoMore(Trace trace) {
    assertThat(trace.sites().filter(Site::isSample).map(Site::name).toJavaList())
        .as("sites with a density")
        .containsExactlyInAnyOrderElementsOf(entries.keySet());
  }

  void needKind(Site site, boolean isData) {
    assertThat(site.isObserved()).as("%s is data", site.name()).isEqualTo(isData);
    assertThat(site.isSample()).as("%s is a sample site", site.name()).isTrue();
  }

  void needClose(String name, double found, double needed) {
    assertThat(found)
        .as("value of %s", name)
        .isCloseTo(needed, Offset.offset(ROUNDING * Math.max(1, Math.abs(needed))));
  }

  void needSame(String name, double[] found, double[] needed) {
    assertThat(found).as("value of %s", name).isEqualTo(needed);
  }

  /** All of them, those chosen, or some that differ. */
  void needIndices(Line.Repeat plate, long... found) {
    assertThat(found)
        .as("indices of %s", plate.name())
        .hasSize(plate.taken())
        .doesNotHaveDuplicates();
    assertThat(Arrays.stream(found).allMatch(index -> index >= 0 && index < plate.size()))
        .as("indices of %s", plate.name())
        .isTrue();
    if (plate.taking() == Line.Taking.CHOSEN) {
      assertThat(found).isEqualTo(plate.chosen());
    }
  }
}
