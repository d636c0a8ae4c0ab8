package dev.jyro.handler;

import dev.jyro.handler.Line.Wrap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/**
 * What the walk by hand has gone into.
 *
 * @param layers handlers and plates, innermost first
 */
record Surroundings(List<Layer> layers) {
  /** A handler or a plate. */
  sealed interface Layer {}

  /** A handler, with the values of the parameters that it lifted. */
  record Handled(Wrap wrap, java.util.Map<String, Table> lifted) implements Layer {}

  /** A plate. */
  record Plated(Line.Repeat plate) implements Layer {}

  Surroundings in(Layer layer) {
    return new Surroundings(layers.prepend(layer));
  }

  /** The handlers, innermost first. */
  List<Wrap> handlers() {
    return layers.filter(Handled.class::isInstance).map(layer -> ((Handled) layer).wrap());
  }

  /** The plates, innermost first. */
  List<Line.Repeat> plates() {
    return layers.filter(Plated.class::isInstance).map(layer -> ((Plated) layer).plate());
  }

  boolean isHidden() {
    return handlers().exists(Line.Block.class::isInstance);
  }

  /** The innermost handler that lifts the parameter, with what is around it. */
  Option<Surroundings> lifting(String param) {
    List<Layer> from =
        layers.dropUntil(
            layer ->
                layer instanceof Handled handled
                    && handled.wrap() instanceof Line.Lift lift
                    && lift.names().contains(param));
    return Option.when(!from.isEmpty(), () -> new Surroundings(from));
  }

  /** What the scales multiply to. */
  double scale() {
    return handlers()
        .filter(Line.Scale.class::isInstance)
        .foldLeft(1.0, (product, wrap) -> product * ((Line.Scale) wrap).factor());
  }

  /** What the plates' subsamples stand for. */
  double plateScale() {
    return plates().foldLeft(1.0, (product, plate) -> product * plate.size() / plate.taken());
  }

  /** Whether no mask hides the cell. */
  boolean counts(Cell cell) {
    return handlers()
        .filter(Line.Mask.class::isInstance)
        .forAll(wrap -> ((Line.Mask) wrap).at(cell));
  }

  /** The sizes of plates that take a dimension. */
  Map<Integer, Integer> sizes() {
    return plates()
        .filter(plate -> plate.dim() < 0)
        .foldLeft(
            (Map<Integer, Integer>) TreeMap.<Integer, Integer>empty(),
            (sizes, plate) -> sizes.put(plate.dim(), plate.taken()));
  }

  List<Cell> cells() {
    return sizes().foldLeft(Cell.one(), (cells, size) -> Cell.in(cells, size._1, size._2));
  }

  /** Who fixes the value of a site; the outermost counts. */
  Option<Line.Fix> fixing(Line.Site site) {
    return handlers()
        .filter(wrap -> wrap instanceof Line.Fix fix && fix.names().contains(site.name()))
        .map(Line.Fix.class::cast)
        .lastOption();
  }

  boolean decenters(Line.Site site) {
    return handlers()
        .exists(wrap -> wrap instanceof Line.Decenter other && other.names().contains(site.name()));
  }
}
