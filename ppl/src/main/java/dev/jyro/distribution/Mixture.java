package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeException;

/**
 * A mixture of components of any families: one of them is drawn, and the value from it.
 *
 * <p>{@code p(x) = Σ_k w_k p_k(x)}
 *
 * <p>The weights w are the probabilities of {@code mixture}; its batch broadcasts with those of the
 * components, which have one event shape. Components of one family are fewer operations as a {@link
 * MixtureSameFamily}, to which this one is like otherwise. Support: what any component may give;
 * where the supports differ, a value outside of a component's adds nothing, gradients included. Not
 * reparameterised.
 *
 * <p>Errors: {@link ShapeException} if there are not as many components as classes, or if their
 * values differ in shape. Else, and for threads, see {@link Distribution}. Source: McLachlan and
 * Peel, Finite Mixture Models, 2000, chapter 1.
 */
public final class Mixture extends Derived {
  private Mixture(Distribution base) {
    super(base);
  }

  /** With these weights of the components. */
  public static Mixture of(Categorical mixture, Distribution... components) {
    if (components.length != mixture.classes()) {
      throw new ShapeException(
          "Mixture: %d components. Needed: %d, one for each of the mixture's weights."
              .formatted(components.length, mixture.classes()));
    }
    Stacked all = Stacked.of("Mixture", components);
    return new Mixture(MixtureSameFamily.under("Mixture", mixture, all));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape())
        ? this
        : new Mixture(base().expand(Expanded.checked(this, shape)));
  }

  @Override
  public String name() {
    return "Mixture";
  }
}
