package dev.jyro.handler;

import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;

/**
 * One place in the open plates.
 *
 * @param at the position in each dimension that a plate takes
 */
record Cell(Map<Integer, Integer> at) {
  /** The one place where no plate is open. */
  static List<Cell> one() {
    return List.of(new Cell(TreeMap.empty()));
  }

  /** The places in one more plate. */
  static List<Cell> in(List<Cell> outer, int dim, int taken) {
    return outer.flatMap(
        cell -> List.range(0, taken).map(position -> new Cell(cell.at.put(dim, position))));
  }

  /** The place with this dimension left out. */
  Cell without(int dim) {
    return new Cell(at.remove(dim));
  }

  /** The place in these dimensions only. */
  Cell among(Cell other) {
    return new Cell(at.filterKeys(other.at::containsKey));
  }

  /** Where its element is, in a tensor of these sizes in order; 1 is for all. */
  int offset(long... sizes) {
    int offset = 0;
    for (int i = 0; i < sizes.length; i++) {
      int position = at.getOrElse(i - sizes.length, 0);
      offset = (int) (offset * sizes[i] + (sizes[i] == 1 ? 0 : position));
    }
    return offset;
  }
}
