package dev.jyro.effect;

import dev.jyro.constraint.Constraint;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.function.Function;

/**
 * A parameter's value is wanted.
 *
 * @param name its name
 * @param initial what it starts with if it is new, given noise to draw from; none if it must exist
 * @param constraint where its value may be
 * @param role whether it is trained
 * @param setting what the surroundings laid on it
 */
public record Param(
    String name,
    Option<Function<Noise, Tensor>> initial,
    Constraint constraint,
    Role role,
    Setting setting)
    implements Effect {

  /** What becomes of a parameter in training. */
  public enum Role {
    /** Gradients flow into it and the optimizer changes it. */
    TRAINED,
    /** It is kept and saved; whoever asked for it changes it, such as a layer its running mean. */
    KEPT
  }

  @Override
  public Param in(Setting other) {
    return new Param(name, initial, constraint, role, other);
  }

  @Override
  public Param named(String other) {
    return new Param(other, initial, constraint, role, setting);
  }
}
