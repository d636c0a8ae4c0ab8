package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Wishart distribution: for whole {@code df} the sum of {@code v vᵀ} over as many normal
 * vectors with mean 0 and covariance V.
 *
 * <p>{@code log p(X) = ½ (df - D - 1) log |X| - ½ tr(V⁻¹ X) - ½ df log |V| - ½ df D log 2 - log
 * Γ_D(df/2)}
 *
 * <p>{@code df}, the degrees of freedom, has no unit and is greater than D - 1. V is given as
 * {@code covarianceMatrix}, D x D, symmetric and positive definite, in the unit of X, by its
 * inverse {@code precisionMatrix}, or by its lower triangular factor {@code scaleTril}, its
 * diagonal greater than 0. The dimensions before those broadcast with df to the batch shape. Mean
 * {@code df V}. Support: symmetric positive definite matrices, of which the density looks at the
 * lower triangle; others have density 0.
 *
 * <p>Reparameterised: {@code L A Aᵀ Lᵀ}, where {@code V = L Lᵀ} and A is Bartlett's triangular
 * root, kept off 0 on its diagonal by so much that draws are positive definite after rounding.
 *
 * <p>Errors: {@link ShapeException} for a matrix that is not square; a {@link JyroException} at
 * once for a covariance or precision that has no Cholesky factor; for others, and threads, see
 * {@link Distribution}. Source: Anderson, An Introduction to Multivariate Statistical Analysis,
 * 2003, chapter 7; Bartlett, On the theory of statistical regression, 1933.
 */
public final class Wishart extends Multivariate {
  private static final String NAME = "Wishart";
  private static final EventSlot SCALE_TRIL = EventSlot.ofFactors(NAME, "scaleTril");
  private static final EventSlot COVARIANCE =
      EventSlot.ofSquares(NAME, "covarianceMatrix", Constraints.positiveDefinite());
  private static final EventSlot PRECISION =
      EventSlot.ofSquares(NAME, "precisionMatrix", Constraints.positiveDefinite());

  private final Bartlett standard;
  private final ScaleTril scale;
  private final Parameter given;

  private Wishart(Bartlett standard, ScaleTril scale, Parameter given, Shape batchShape) {
    super(batchShape, Shapes.of(scale.size(), scale.size()));
    this.standard = standard;
    this.scale = scale;
    this.given = given;
  }

  /** With these degrees of freedom and lower triangular factor of V. */
  public static Wishart ofScaleTril(Tensor df, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    return of(slot(factor).of(df), factor, SCALE_TRIL.holding(factor));
  }

  /** With these degrees of freedom and lower triangular factor of V. */
  public static Wishart ofScaleTril(double df, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    return of(slot(factor).of(df), factor, SCALE_TRIL.holding(factor));
  }

  /** With these degrees of freedom and this V. */
  public static Wishart ofCovariance(Tensor df, Tensor covarianceMatrix) {
    Tensor square = COVARIANCE.ofSquare(covarianceMatrix);
    return of(slot(square).of(df), COVARIANCE.factors(square), COVARIANCE.holding(square));
  }

  /** With these degrees of freedom and this V. */
  public static Wishart ofCovariance(double df, Tensor covarianceMatrix) {
    Tensor square = COVARIANCE.ofSquare(covarianceMatrix);
    return of(slot(square).of(df), COVARIANCE.factors(square), COVARIANCE.holding(square));
  }

  /** With these degrees of freedom and this inverse of V. */
  public static Wishart ofPrecision(Tensor df, Tensor precisionMatrix) {
    Tensor square = PRECISION.ofSquare(precisionMatrix);
    return of(slot(square).of(df), inverted(square), PRECISION.holding(square));
  }

  /** With these degrees of freedom and this inverse of V. */
  public static Wishart ofPrecision(double df, Tensor precisionMatrix) {
    Tensor square = PRECISION.ofSquare(precisionMatrix);
    return of(slot(square).of(df), inverted(square), PRECISION.holding(square));
  }

  private static Tensor inverted(Tensor precision) {
    return ScaleTril.ofPrecision(PRECISION, precision).factor();
  }

  private static Slot slot(Tensor square) {
    return Bartlett.slot(NAME, Math.toIntExact(square.size(-1)));
  }

  private static Wishart of(Operand df, Tensor factor, Parameter given) {
    ScaleTril scale = new ScaleTril(factor);
    Shape batch = EventSlot.batchOf(NAME, df.shape(), SCALE_TRIL.batch(factor));
    return new Wishart(new Bartlett(df, scale.size()), scale, given, batch);
  }

  @Override
  public Constraint support() {
    return Constraints.positiveDefinite();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor root = scale.factor().matmul(standard.root(noise, batchShape(), type()));
    return root.matmul(root.mT());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor inside = value.isPositiveDefinite();
    ScaleTril root = ScaleTril.where(inside, value);
    Tensor trace = scale.inverseTimes(root.factor()).square().sum(-1, -2);
    Tensor kernel = df().plus(-1.0 - scale.size()).times(root.logDet()).sub(trace.mul(0.5));
    return Univariate.only(inside, kernel.sub(normalizer()));
  }

  private Tensor normalizer() {
    return standard.logNormalizer(type()).add(df().times(scale.logDet()));
  }

  @Override
  protected Wishart inBatch(Shape shape) {
    return new Wishart(standard, scale, given, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(scale.covariance().mul(each()));
  }

  @Override
  public Tensor variance() {
    Tensor diagonal = scale.variances();
    Tensor product = diagonal.unsqueeze(-1).mul(diagonal.unsqueeze(-2));
    return inFull(scale.covariance().square().add(product).mul(each()));
  }

  @Override
  public Tensor entropy() {
    int d = scale.size();
    Tensor logDet = scale.logDet().mul(2).add(standard.meanLogDet(type()));
    Tensor kernel = df().plus(-1.0 - d).times(logDet.mul(-0.5));
    return inBatch(df().times(0.5 * d).addTo(kernel).add(normalizer()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Bartlett.slot(NAME, scale.size()).holding(df(), type()), given);
  }

  private Operand df() {
    return standard.df();
  }

  /** The degrees of freedom, to go with matrices. */
  private Tensor each() {
    return df().tensor(type()).unsqueeze(-1).unsqueeze(-1);
  }

  private DataType type() {
    return scale.factor().dataType();
  }
}
