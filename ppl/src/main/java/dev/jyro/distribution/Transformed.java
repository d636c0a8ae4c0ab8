package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.constraint.Image;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.List;
import java.util.Set;

/**
 * What becomes of a distribution when its values are mapped one-to-one.
 *
 * <p>{@code log p(y) = log base(x) - log |det ∂y/∂x|} where {@code y = f(x)}
 *
 * <p>The base and one or more {@link Bijector}s, which are applied in their order. A bijector of
 * vectors takes batch dimensions of the base as part of the value if the base is of numbers; one of
 * numbers maps each number of the base's event. Parameters of the bijector may stretch the batch.
 * Support: where the bijector leads from the base's support; others have density 0. A sample is
 * {@code f} of one of the base, reparameterised if that is; its density is had from the x it was
 * made of, without going back.
 *
 * <p>{@link #cdf} and {@link #icdf} are there for functions of one number that only rise or only
 * fall, if the base has them. There is no mean, variance or entropy.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Bickel and Doksum, Mathematical
 * Statistics, volume 1, 2015, appendix B.2, change of variables.
 */
public final class Transformed implements Distribution {
  /** The commonest sets that have no border of their own. */
  private static final Set<Constraint> OPEN = Set.of(Constraints.real(), Constraints.positive());

  private final Distribution base;
  private final Bijector bijector;
  private final Shape batchShape;
  private final Shape eventShape;

  private Transformed(Distribution base, Bijector bijector) {
    this.base = base;
    this.bijector = bijector;
    Shape image = bijector.forwardShape(whole(base));
    int event = image.dimension() - base.batchShape().dimension();
    this.batchShape = Shapes.leading(image, image.dimension() - event);
    this.eventShape = Shapes.trailing(image, event);
  }

  /** {@code bijectors}, one after the other, of a value of the base. */
  public static Transformed of(Distribution base, Bijector... bijectors) {
    Bijector whole = Bijectors.compose(bijectors);
    int missing = whole.domain().eventDim() - base.eventShape().dimension();
    Distribution event = base.toEvent(Math.max(0, missing));
    return new Transformed(stretched(event, whole), whole);
  }

  /** The base in the batch that the bijector's parameters need. */
  private static Distribution stretched(Distribution base, Bijector bijector) {
    Shape own = whole(base);
    Shape full = bijector.inverseShape(bijector.forwardShape(own));
    if (full.equals(own)) {
      return base;
    }
    int batch = full.dimension() - base.eventShape().dimension();
    if (!Shapes.trailing(full, full.dimension() - batch).equals(base.eventShape())) {
      throw new JyroException(
          "Transformed: the bijector stretches values of shape %s to %s. Needed: parameters that stretch the batch only."
              .formatted(base.eventShape(), full));
    }
    return base.expand(Shapes.leading(full, batch));
  }

  private static Shape whole(Distribution distribution) {
    return Shapes.concat(distribution.batchShape(), distribution.eventShape());
  }

  /** The distribution of x. */
  public Distribution base() {
    return base;
  }

  /** From x to y. */
  public Bijector bijector() {
    return bijector;
  }

  @Override
  public Shape batchShape() {
    return batchShape;
  }

  @Override
  public Shape eventShape() {
    return eventShape;
  }

  @Override
  public Constraint support() {
    return Bijectors.image(base.support(), bijector);
  }

  @Override
  public boolean isReparameterized() {
    return base.isReparameterized();
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor value = bijector.forward(base.sample(noise));
    return isReparameterized() ? value : value.detach();
  }

  @Override
  public Drawn draw(Noise noise) {
    if (!isReparameterized()) {
      return Distribution.super.draw(noise);
    }
    Drawn start = base.draw(noise);
    Image image = bijector.image(start.value());
    return new Drawn(
        image.value(), () -> changed(start.density().get(), volume(image.logAbsDetJacobian())));
  }

  @Override
  public Density density(Tensor value) {
    Tensor inside = reached(value);
    Image image = bijector.preimage(inside(inside, value));
    Density all = changed(base.density(image.value()), volume(image.logAbsDetJacobian()));
    Tensor whole = overEvent(inside);
    return all.map(
        each -> Univariate.only(whole, each), derivative -> derivative.where(whole, all.logProb()));
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor inside = reached(value);
    Image image = bijector.preimage(inside(inside, value));
    Tensor density = base.logProb(image.value()).sub(volume(image.logAbsDetJacobian()));
    return Univariate.only(overEvent(inside), density);
  }

  /** The base's density over the volume; both recorded, and gone back through together. */
  private static Density changed(Density of, Tensor volume) {
    return new Density(
        Gradients.paused(() -> of.logProb().sub(volume)),
        (derivative, into) -> {
          of.pull(derivative, into);
          into.add(volume, () -> derivative.times(-1).stretchedTo(volume));
        });
  }

  /**
   * Where a value comes from somewhere. To the border of a closed set, as to 0 and 1 by the
   * sigmoid, a map leads from infinity only: no x has such a value, and its density is 0.
   */
  private Tensor reached(Tensor value) {
    Constraint codomain = bijector.codomain();
    Tensor inside = codomain.check(value);
    if (OPEN.contains(codomain.ofElements())) {
      return inside;
    }
    Tensor finite = Gradients.paused(() -> bijector.inverse(inside(inside, value)).isFinite());
    int over = bijector.domain().eventDim();
    return inside.logicalAnd(over == 0 ? finite : finite.all(Independent.rightmost(over)));
  }

  /** The value, with something harmless where it lies outside. */
  private Tensor inside(Tensor inside, Tensor value) {
    Tensor good = bijector.codomain().feasible(value);
    if (good == value) {
      return value;
    }
    Tensor each = inside;
    for (int d = 0; d < bijector.codomain().eventDim(); d++) {
      each = each.unsqueeze(-1);
    }
    return each.where(value, good);
  }

  /** A volume for each value of the base: some numbers of its event may have one each. */
  private Tensor volume(Tensor each) {
    int over = base.eventShape().dimension() - bijector.domain().eventDim();
    return each.sum(Independent.rightmost(over));
  }

  private Tensor overEvent(Tensor inside) {
    int over = eventShape.dimension() - bijector.codomain().eventDim();
    return over == 0 ? inside : inside.all(Independent.rightmost(over));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape)
        ? this
        : new Transformed(base.expand(Expanded.checked(this, shape)), bijector);
  }

  /** Below all values that there are it is 0, beyond them 1. */
  @Override
  public Tensor cdf(Tensor value) {
    Tensor sign = sign("cdf");
    Tensor inside = bijector.codomain().check(value);
    Tensor good = bijector.codomain().feasible(value);
    Tensor below = directed(sign, base.cdf(bijector.inverse(inside(inside, value))));
    return inside.where(below, value.gt(good).to(below.dataType()));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor sign = sign("icdf");
    return bijector.forward(base.icdf(directed(sign, probability)));
  }

  /** The probability itself where the sign is 1, what it lacks to 1 where it is -1. */
  private static Tensor directed(Tensor sign, Tensor probability) {
    return sign.gt(0).where(probability, probability.rsub(1));
  }

  private Tensor sign(String what) {
    Option<Tensor> sign = eventShape.dimension() == 0 ? bijector.sign() : Option.none();
    return sign.getOrElseThrow(
        () ->
            new JyroException(
                "%s has no %s in closed form: its bijector does not only rise or only fall, or is not of one number. Estimate it from samples instead."
                    .formatted(name(), what)));
  }

  @Override
  public List<Parameter> parameters() {
    return base.parameters();
  }
}
