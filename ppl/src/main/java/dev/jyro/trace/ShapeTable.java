package dev.jyro.trace;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.Subsample;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.Tuple;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shapes below each other, dimension by dimension: left of the bar the batch, right the event. */
final class ShapeTable {
  /** A line: words, then the numbers of batch and event. */
  private record Row(List<String> words, List<String> batch, List<String> event) {
    static Row of(Site site, String what, Shape shape, int eventDims) {
      int batchDims = Math.max(0, shape.dimension() - eventDims);
      return new Row(
          List.of(site.name(), site.kind(), what),
          sizes(Shapes.leading(shape, batchDims)),
          sizes(Shapes.trailing(shape, shape.dimension() - batchDims)));
    }

    /** As another line of the same site. */
    Row below() {
      return new Row(List.of("", "", words.last()), batch, event);
    }

    private static List<String> sizes(Shape shape) {
      return List.ofAll(Arrays.stream(shape.getShape()).mapToObj(Long::toString).toList());
    }
  }

  private final List<Row> rows;
  private final int batchDims;
  private final int eventDims;

  private ShapeTable(List<Row> rows) {
    this.rows = rows;
    this.batchDims = rows.map(row -> row.batch().size()).max().getOrElse(0);
    this.eventDims = rows.map(row -> row.event().size()).max().getOrElse(0);
  }

  /** Of distributions and values. */
  static String of(List<Site> sites) {
    return new ShapeTable(plates(sites).appendAll(sites.flatMap(ShapeTable::rows))).text();
  }

  /** The same, and of log densities. */
  static String withDensities(List<Site> sites) {
    List<Row> all = sites.flatMap(site -> rows(site).appendAll(density(site)));
    return new ShapeTable(plates(sites).appendAll(all)).text();
  }

  /** The size of each plate, in the dimension that it takes. */
  private static List<Row> plates(List<Site> sites) {
    return sites
        .flatMap(site -> site.setting().plates())
        .filter(Frame::isVectorized)
        .distinctBy(frame -> Tuple.of(frame.name(), frame.dim()))
        .map(ShapeTable::plate);
  }

  private static Row plate(Frame frame) {
    List<String> empty = List.fill(-frame.dim() - 1, "");
    List<String> batch = empty.prepend(Long.toString(frame.size()));
    return new Row(List.of(frame.name(), "plate", ""), batch, List.empty());
  }

  private static List<Row> rows(Site site) {
    if (site.effect() instanceof Sample sample) {
      Distribution distribution = sample.distribution();
      int dims = distribution.eventShape().dimension();
      Shape whole = Shapes.concat(distribution.batchShape(), distribution.eventShape());
      return List.of(Row.of(site, "distribution", whole, dims), value(site, dims).below());
    }
    return site.effect() instanceof Subsample ? List.empty() : List.of(value(site, 0));
  }

  private static Row value(Site site, int dims) {
    return Row.of(site, "value", site.value().shape(), dims);
  }

  private static Option<Row> density(Site site) {
    return Option.when(site.isSample(), () -> scored(site).below());
  }

  /** Not held against the plates: what is wrong there is what one looks at this table for. */
  private static Row scored(Site site) {
    try {
      Tensor density = site.sample().distribution().logProb(site.value());
      return Row.of(site, "log density", density.shape(), 0);
    } catch (JyroException e) {
      return Row.of(site, "no log density", Shapes.scalar(), 0);
    }
  }

  private String text() {
    List<List<String>> cells = rows.map(this::cells);
    int columns = cells.isEmpty() ? 0 : cells.head().size();
    int[] widths = IntStream.range(0, columns).map(column -> width(cells, column)).toArray();
    return cells.map(row -> line(row, widths)).mkString("\n");
  }

  private List<String> cells(Row row) {
    List<String> batch = row.batch().prependAll(blank(batchDims - row.batch().size()));
    List<String> event = row.event().appendAll(blank(eventDims - row.event().size()));
    return row.words().appendAll(batch).append("|").appendAll(event);
  }

  private static List<String> blank(int count) {
    return List.fill(count, "");
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.map(row -> row.get(column).length()).max().getOrElse(0);
  }

  /** Words to the left, numbers to the right. */
  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            column -> {
              String cell = cells.get(column);
              String space = " ".repeat(widths[column] - cell.length());
              return column < 3 ? "  " + cell + space : " " + space + cell;
            })
        .collect(Collectors.joining())
        .stripTrailing();
  }
}
