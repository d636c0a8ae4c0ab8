package dev.jyro.examples.embedding;

import java.util.Arrays;
import java.util.List;

/**
 * A square matrix that is mostly zero: the other entries, row by row, each row by columns rising.
 */
final class SparseMatrix {
  private final int[] starts;
  private final int[] columns;
  private final double[] values;

  private SparseMatrix(int[] starts, int[] columns, double[] values) {
    this.starts = starts;
    this.columns = columns;
    this.values = values;
  }

  /** The entries of one row; the columns rise. */
  static final class Row {
    private final int[] columns;
    private final double[] values;

    Row(int[] columns, double[] values) {
      this.columns = columns;
      this.values = values;
    }
  }

  static SparseMatrix of(List<Row> rows) {
    int[] starts = new int[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      starts[i + 1] = starts[i] + rows.get(i).columns.length;
    }
    return new SparseMatrix(
        starts,
        rows.stream().flatMapToInt(row -> Arrays.stream(row.columns)).toArray(),
        rows.stream().flatMapToDouble(row -> Arrays.stream(row.values)).toArray());
  }

  int size() {
    return starts.length - 1;
  }

  /** Where the entries of a row start; the row after the last starts at the end. */
  int start(int row) {
    return starts[row];
  }

  int column(int entry) {
    return columns[entry];
  }

  double value(int entry) {
    return values[entry];
  }

  SparseMatrix transposed() {
    int[] ends = startsOfColumns();
    int[] rows = new int[columns.length];
    double[] moved = new double[values.length];
    for (int row = 0; row < size(); row++) {
      for (int entry = start(row); entry < start(row + 1); entry++) {
        int to = ends[columns[entry]]++;
        rows[to] = row;
        moved[to] = values[entry];
      }
    }
    return new SparseMatrix(startsOfColumns(), rows, moved);
  }

  private int[] startsOfColumns() {
    int[] counts = new int[size() + 1];
    for (int column : columns) {
      counts[column + 1]++;
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    return counts;
  }

  SparseMatrix times(double factor) {
    return new SparseMatrix(
        starts, columns, Arrays.stream(values).map(value -> value * factor).toArray());
  }

  SparseMatrix plus(SparseMatrix other) {
    Sum sum = new Sum(columns.length + other.columns.length, size());
    for (int row = 0; row < size(); row++) {
      sum.add(this, other, row);
    }
    return sum.matrix();
  }

  /** The sum of two matrices, as it grows. */
  private static final class Sum {
    private final int[] starts;
    private final int[] columns;
    private final double[] values;
    private int end;

    Sum(int most, int rows) {
      starts = new int[rows + 1];
      columns = new int[most];
      values = new double[most];
    }

    void add(SparseMatrix a, SparseMatrix b, int row) {
      int i = a.start(row);
      int j = b.start(row);
      while (i < a.start(row + 1) || j < b.start(row + 1)) {
        int left = i < a.start(row + 1) ? a.columns[i] : Integer.MAX_VALUE;
        int right = j < b.start(row + 1) ? b.columns[j] : Integer.MAX_VALUE;
        columns[end] = Math.min(left, right);
        values[end++] = (left <= right ? a.values[i++] : 0) + (right <= left ? b.values[j++] : 0);
      }
      starts[row + 1] = end;
    }

    SparseMatrix matrix() {
      return new SparseMatrix(starts, Arrays.copyOf(columns, end), Arrays.copyOf(values, end));
    }
  }
}
