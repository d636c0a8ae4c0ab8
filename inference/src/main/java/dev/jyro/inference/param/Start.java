package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Transforms;
import dev.jyro.effect.Param;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;

/** What a parameter may begin with, and be asked for as. */
final class Start {
  private Start() {}

  /**
   * The parameter that is asked for, with its starting value.
   *
   * @throws JyroException if the value cannot be trained, or is outside the constraint
   */
  static ParamStore.Entry of(Param asked, Tensor value) {
    needNumbersToTrain(asked, value);
    Tensor free = free(asked.name(), value, asked.constraint());
    return ParamStore.Entry.of(asked.name(), free, asked.constraint(), asked.role());
  }

  private static void needNumbersToTrain(Param asked, Tensor start) {
    if (asked.role() == Param.Role.TRAINED && !start.isFloating()) {
      throw new SiteException(
          asked.name(),
          "the parameter starts with numbers of type %s. Needed: floating point, such as Tensor.of(1.0, 2.0)."
              .formatted(start.dataType()));
    }
  }

  /** Without this a changed constraint would go unnoticed, and the value lie outside it. */
  static void needSameConstraint(Param asked, Constraint found) {
    Constraint wanted = asked.constraint();
    if (asked.initial().isDefined()
        && !wanted.equals(found)
        && !wanted.name().equals(found.name())) {
      throw new SiteException(
          asked.name(),
          "the parameter is asked for with the constraint %s and kept with %s. Fix one of: ask for it with the same constraint everywhere; take it out of the store."
              .formatted(wanted.name(), found.name()));
    }
  }

  /**
   * The free numbers of a value.
   *
   * @throws JyroException if the value is not strictly inside the constraint
   */
  static Tensor free(String name, Tensor value, Constraint constraint) {
    return Gradients.paused(
        () -> {
          boolean inside = constraint.check(value).all().item() != 0;
          Tensor free = Transforms.to(constraint).inverse(value);
          if (!inside || free.isFinite().all().item() == 0) {
            throw new JyroException(
                "Parameter '%s': the value %s is not strictly inside its constraint. Needed: %s."
                    .formatted(name, value, constraint.name()));
          }
          return free;
        });
  }
}
