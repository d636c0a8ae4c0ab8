package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The {@link Beta} distribution, given by its mean and how much it keeps to it.
 *
 * <p>{@code log p(x) = log Beta(x; mean concentration, (1 - mean) concentration)}
 *
 * <p>{@code mean} is greater than 0 and less than 1. {@code concentration} (also called precision,
 * κ), greater than 0, is the sum of the two concentrations of {@link Beta}. Neither has a unit;
 * they broadcast to the batch shape. Variance {@code mean (1 - mean)/(1 + concentration)}. Support:
 * 0 to 1, others have density 0; at the ends the density is the limit. Reparameterised, as {@link
 * Beta} is.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Ferrari and Cribari-Neto, Beta
 * Regression for Modelling Rates and Proportions, 2004.
 */
public final class BetaProportion extends Univariate {
  private static final Slot MEAN =
      new Slot("BetaProportion", "mean", Constraints.openUnitInterval());
  private static final Slot CONCENTRATION =
      new Slot("BetaProportion", "concentration", Constraints.positive());

  private final Operand mean;
  private final Operand concentration;
  private final Beta beta;

  private BetaProportion(Operand mean, Operand concentration, Beta beta) {
    super(beta.batchShape());
    this.mean = mean;
    this.concentration = concentration;
    this.beta = beta;
  }

  /** With this mean and sum of concentrations. */
  public static BetaProportion of(Tensor mean, Tensor concentration) {
    return of(MEAN.of(mean), CONCENTRATION.of(concentration));
  }

  /** With this mean and sum of concentrations. */
  public static BetaProportion of(Tensor mean, double concentration) {
    return of(MEAN.of(mean), CONCENTRATION.of(concentration));
  }

  /** With this mean and sum of concentrations. */
  public static BetaProportion of(double mean, Tensor concentration) {
    return of(MEAN.of(mean), CONCENTRATION.of(concentration));
  }

  /** With this mean and sum of concentrations, float32. */
  public static BetaProportion of(double mean, double concentration) {
    return of(MEAN.of(mean), CONCENTRATION.of(concentration));
  }

  private static BetaProportion of(Operand mean, Operand concentration) {
    Shape batch = Operand.batchOf("BetaProportion", mean, concentration);
    Beta beta = beta(mean, concentration);
    return new BetaProportion(mean, concentration, beta.inBatch(batch));
  }

  private static Beta beta(Operand mean, Operand concentration) {
    Operand successes = mean.times(concentration);
    Operand failures = mean.from(1).times(concentration);
    return Beta.under("BetaProportion", successes, failures);
  }

  /** With concentrations that are not rounded. */
  private Beta exactly() {
    return beta(exact(mean), exact(concentration)).inBatch(batchShape());
  }

  private DataType widest() {
    return Operand.widestOf(mean, concentration);
  }

  @Override
  public Constraint support() {
    return beta.support();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return beta.sample(noise);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return rounded(exactly().logDensity(exact(value)), value, widest());
  }

  @Override
  protected BetaProportion inBatch(Shape shape) {
    return new BetaProportion(mean, concentration, beta.inBatch(shape));
  }

  @Override
  public Tensor mean() {
    return inBatch(mean.tensor(type()));
  }

  @Override
  public Tensor variance() {
    return beta.variance();
  }

  @Override
  public Tensor entropy() {
    return exactly().entropy().to(widest());
  }

  @Override
  public Tensor cdf(Tensor value) {
    return beta.cdf(value);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return beta.icdf(probability);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(MEAN.holding(mean, type()), CONCENTRATION.holding(concentration, type()));
  }

  private DataType type() {
    return Operand.typeOf(mean, concentration);
  }
}
