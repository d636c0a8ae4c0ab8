package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The chi-squared distribution: the sum of the squares of {@code df} standard normal numbers.
 *
 * <p>{@code log p(x) = (df/2 - 1) log x - x/2 - df/2 log 2 - log Γ(df/2)}
 *
 * <p>{@code df}, the degrees of freedom (greater than 0, any number), is the mean; its shape is the
 * batch shape. Support: 0 and greater, others have density 0; at 0 the density is the limit. It is
 * the {@link Gamma} distribution with concentration {@code df/2} and rate ½, and reparameterised as
 * that is.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 18.
 */
public final class Chi2 extends Univariate {
  private static final Slot DF = new Slot("Chi2", "df", Constraints.positive());

  private final Operand df;
  private final Gamma gamma;

  private Chi2(Operand df, Shape batchShape) {
    super(batchShape);
    this.df = df;
    this.gamma = Gamma.under(df.times(0.5), Operand.of(0.5), batchShape);
  }

  /** With these degrees of freedom. */
  public static Chi2 of(Tensor df) {
    return new Chi2(DF.of(df), df.shape());
  }

  /** With these degrees of freedom, float32. */
  public static Chi2 of(double df) {
    return new Chi2(DF.of(df), Shapes.scalar());
  }

  @Override
  public Constraint support() {
    return gamma.support();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return gamma.sample(noise);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return gamma.logDensity(value);
  }

  @Override
  protected Chi2 inBatch(Shape shape) {
    return new Chi2(df, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(df.tensor());
  }

  @Override
  public Tensor variance() {
    return inBatch(df.times(2).tensor());
  }

  @Override
  public Tensor entropy() {
    return gamma.entropy();
  }

  @Override
  public Tensor cdf(Tensor value) {
    return gamma.cdf(value);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return gamma.icdf(probability);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(DF.holding(df, df.type()));
  }
}
