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
 * @param pinned its value, if that is chosen already; who keeps parameters then passes the request
 *     on
 * @param setting what the surroundings laid on it
 */
public record Param(
    String name,
    Option<Function<Noise, Tensor>> initial,
    Constraint constraint,
    Role role,
    Option<Tensor> pinned,
    Setting setting)
    implements Effect {

  /** What becomes of a parameter in training. */
  public enum Role {
    /** Gradients flow into it and the optimizer changes it. */
    TRAINED,
    /** It is kept and saved; whoever asked for it changes it, such as a layer its running mean. */
    KEPT
  }

  /** A parameter to be trained, in no surroundings. */
  public static Param trained(
      String name, Option<Function<Noise, Tensor>> initial, Constraint constraint) {
    return new Param(name, initial, constraint, Role.TRAINED, Option.none(), Setting.plain());
  }

  /** The same request, answered by this value. */
  public Param pinning(Tensor value) {
    return new Param(name, initial, constraint, role, Option.of(value), setting);
  }

  @Override
  public Param in(Setting other) {
    return new Param(name, initial, constraint, role, pinned, other);
  }

  @Override
  public Param named(String other) {
    return new Param(other, initial, constraint, role, pinned, setting);
  }
}
