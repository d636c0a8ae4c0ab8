package dev.jyro.effect;

import dev.jyro.tensor.Tensor;

/**
 * A computed value is given a name; it has no density.
 *
 * @param name the site's name
 * @param value the value
 * @param setting what the surroundings laid on it
 */
public record Deterministic(String name, Tensor value, Setting setting) implements Effect {
  @Override
  public Deterministic in(Setting other) {
    return new Deterministic(name, value, other);
  }

  @Override
  public Deterministic named(String other) {
    return new Deterministic(other, value, setting);
  }
}
