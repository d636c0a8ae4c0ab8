package dev.jyro.effect;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * The indices that a plate runs over are wanted.
 *
 * @param name the plate's name
 * @param size how many indices there are
 * @param count how many of them are wanted
 * @param pinned the indices, if they are chosen already
 * @param setting what the surroundings laid on it
 */
public record Subsample(String name, long size, long count, Option<Tensor> pinned, Setting setting)
    implements Effect {

  /** The same request, answered by these indices. */
  public Subsample pinning(Tensor indices) {
    return new Subsample(name, size, count, Option.of(indices), setting);
  }

  @Override
  public Subsample in(Setting other) {
    return new Subsample(name, size, count, pinned, other);
  }

  @Override
  public Subsample named(String other) {
    return new Subsample(other, size, count, pinned, setting);
  }
}
