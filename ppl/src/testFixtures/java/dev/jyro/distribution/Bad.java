package dev.jyro.distribution;

import java.util.List;

/**
 * Parameters of a family of which one is refused.
 *
 * @param name of the parameter at fault
 * @param found its value, as the message shows it
 * @param needed its constraint
 */
public record Bad(String name, String found, String needed, List<List<Double>> parameters) {
  /** With scalar parameters. */
  public static Bad of(String name, double found, String needed, double... parameters) {
    Example example = Example.of(name, parameters);
    return new Bad(name, Double.toString(found), needed, example.parameters());
  }

  @Override
  public String toString() {
    return name + " " + found;
  }
}
