package dev.jyro.inference.guide;

import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A guide whose free numbers are a vector that a flow makes of standard normal numbers. */
abstract class JointFlow<A, G extends AutoGuide<A>> extends Prototyped<A, G> {
  JointFlow(Settings<A> settings) {
    super(settings);
  }

  /**
   * The bijectors, the first first; their parameters are asked for.
   *
   * @param name what those begin with
   * @param size of the vector
   */
  abstract List<Bijector> flow(String name, int size);

  @Override
  final void draw(Prototype read, Openings openings) {
    Layout layout = new Layout(read);
    List<Bijector> all = new ArrayList<>(flow(named("flow"), layout.size()));
    all.add(placed(read, layout));
    Normal base = Normal.of(Tensor.zeros(layout.shape(), read.type()), 1);
    Bijector[] whole = all.toArray(Bijector[]::new);
    layout.draw(
        "_" + settings().name() + "_latent", Transformed.of(base.toEvent(1), whole), openings);
  }

  /** Moves the flow to where the guide begins, and makes it as narrow as other guides are. */
  private Bijector placed(Prototype read, Layout layout) {
    Tensor loc = param("loc", Constraints.real(), noise -> layout.start(read, noise));
    Tensor scale =
        param(
            "scale",
            Constraints.softplusPositive(),
            noise -> Tensor.full(Normals.SCALE, read.type(), layout.size()));
    return Bijectors.affine(loc, scale);
  }
}
