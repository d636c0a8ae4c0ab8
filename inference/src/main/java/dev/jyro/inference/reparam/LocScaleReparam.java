package dev.jyro.inference.reparam;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.LocationScaleFamily;
import dev.jyro.distribution.Operand;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.handler.Reparam;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * Draws a site of a {@link LocationScaleFamily} where its loc and scale matter less, and moves and
 * stretches the draw.
 *
 * <p>Site {@code x} with {@code loc} and {@code scale} becomes {@code x.decentred}, of the same
 * family, and a computed x. With the centredness c, from 0 to 1:
 *
 * <pre>{@code
 * a ~ family(c loc, scale^c)
 * x = loc + scale^(1 - c) (a - c loc)
 * }</pre>
 *
 * <p>At c = 1 that is the site itself, at c = 0 its non-centred form: a is then independent of loc
 * and scale, which is the better one where data say little about x, the centred one where they say
 * much. {@link #learnt} leaves c to training: it is the parameter {@code x.centredness}, which the
 * objective moves with the others, as it changes how well a guide can fit and nothing else. Other
 * parameters than loc and scale stay; so do {@code toEvent} and masks around the family.
 *
 * <p>Shapes: those of the site. The parameter has a number for each element of the value, one for
 * all repetitions of a plate that is subsampled or that is open outside the handler. It starts at
 * ½.
 *
 * <p>Errors: {@link dev.jyro.effect.SiteException} if the site's distribution is no location-scale
 * family. Observed sites are left alone. Immutable; safe for any number of threads.
 *
 * <p>Source: Papaspiliopoulos, Roberts and Sköld 2007, A General Framework for the Parametrization
 * of Hierarchical Models, for partly non-centred forms; Betancourt and Girolami 2013, Hamiltonian
 * Monte Carlo for Hierarchical Models, for which is better when; Gorinova, Moore and Hoffman 2020,
 * Automatic Reparameterisation of Probabilistic Programs, for the formula and for learning c.
 */
public final class LocScaleReparam implements Reparam {
  private static final String NEEDED =
      "LocScaleReparam needs a LocationScaleFamily, such as Normal, StudentT, Cauchy, Laplace, Logistic or Gumbel, with toEvent and mask if need be. Fix one of: leave the site out; write it as Transformed.of(Normal.of(loc, scale), f) and use TransformReparam.";

  private static final LocScaleReparam NON_CENTRED = new LocScaleReparam(Option.of(0.0));
  private static final LocScaleReparam LEARNT = new LocScaleReparam(Option.none());

  private final Option<Double> centredness;

  private LocScaleReparam(Option<Double> centredness) {
    this.centredness = centredness;
  }

  /** Independent of loc and scale: centredness 0. */
  public static LocScaleReparam nonCentred() {
    return NON_CENTRED;
  }

  /** With the centredness a parameter for each element of the site. */
  public static LocScaleReparam learnt() {
    return LEARNT;
  }

  /**
   * With this centredness.
   *
   * @throws JyroException if it is not from 0, which is non-centred, to 1, which is centred
   */
  public static LocScaleReparam fixed(double centredness) {
    if (!(centredness >= 0 && centredness <= 1)) {
      throw new JyroException(
          "LocScaleReparam: centredness %s. Needed: from 0 (non-centred) to 1 (centred). Fix: to have it found in training use learnt()."
              .formatted(centredness));
    }
    return new LocScaleReparam(Option.of(centredness));
  }

  /** The name of the auxiliary site. */
  public static String auxiliary(String site) {
    return site + ".decentred";
  }

  /** The name of the parameter, if it is {@link #learnt}. */
  public static String parameter(String site) {
    return site + ".centredness";
  }

  @Override
  public Tensor value(Sample site, Next outer) {
    Wrapped wrapped = Wrapped.of(site.distribution());
    LocationScaleFamily family = wrapped.core(LocationScaleFamily.class, site, NEEDED);
    Operand c = centredness.map(Operand::of).getOrElse(() -> asked(site, family));
    return drawn(wrapped, family, c).value(auxiliary(site.name()), site, outer);
  }

  private static Auxiliary drawn(Wrapped wrapped, LocationScaleFamily family, Operand c) {
    Operand loc = c.is(0) ? number(0, family) : family.loc().times(c);
    Operand scale = c.is(0) ? number(1, family) : power(family.scale(), c);
    Operand rest = c.is(0) ? family.scale() : power(family.scale(), c.from(1));
    return new Auxiliary(
        wrapped.around().apply(family.at(loc, scale)),
        drawn -> family.loc().addTo(rest.times(loc.subtractFrom(drawn))),
        value -> loc.addTo(rest.divide(family.loc().subtractFrom(value))));
  }

  private static Operand power(Operand scale, Operand exponent) {
    return scale.log().times(exponent).map(Math::exp, Tensor::exp);
  }

  /** In double precision as a tensor, for known numbers alone would be drawn as float32. */
  private static Operand number(double number, LocationScaleFamily family) {
    DataType type = Operand.typeOf(family.loc(), family.scale());
    return type == DataType.FLOAT64
        ? Operand.of(Tensor.constant(number, type))
        : Operand.of(number);
  }

  private static Operand asked(Sample site, LocationScaleFamily family) {
    DataType type = Operand.typeOf(family.loc(), family.scale());
    Shape shape = Shapes.concat(inPlates(site), site.distribution().eventShape());
    return Operand.of(
        Primitives.param(
            parameter(site.name()),
            () -> Tensor.full(0.5, type, shape.getShape()),
            Constraints.unitInterval()));
  }

  /** The batch, with 1 where it is not the same repetitions in each run. */
  private static Shape inPlates(Sample site) {
    List<Frame> whole =
        site.setting()
            .plates()
            .filter(frame -> frame.isVectorized() && frame.size() == frame.fullSize());
    int rank = -whole.map(Frame::dim).min().getOrElse(0);
    return Shapes.of(
        List.range(-rank, 0)
            .map(dim -> whole.find(frame -> frame.dim() == dim).map(Frame::size).getOrElse(1L))
            .toJavaStream()
            .mapToLong(Long::longValue)
            .toArray());
  }
}
