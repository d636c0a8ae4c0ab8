package dev.jyro.handler;

import static io.vavr.API.Tuple;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import java.util.function.ToDoubleFunction;

/**
 * A number for each cell of some plates, as the walk by hand knows it.
 *
 * @param numbers by cell
 */
record Table(Map<Cell, Double> numbers) {
  static Table of(List<Cell> cells, ToDoubleFunction<Cell> number) {
    return new Table(
        LinkedHashMap.ofEntries(cells.map(cell -> Tuple(cell, number.applyAsDouble(cell)))));
  }

  /** The number of a cell that may be in more plates. */
  double at(Cell cell) {
    return numbers.get(cell.among(numbers.head()._1)).get();
  }

  /** The averages over a dimension. */
  Table without(int dim) {
    return new Table(
        numbers
            .groupBy(entry -> entry._1.without(dim))
            .mapValues(group -> group.values().average().get()));
  }
}
