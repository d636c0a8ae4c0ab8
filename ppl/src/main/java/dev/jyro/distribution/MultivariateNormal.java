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
 * The multivariate normal distribution.
 *
 * <p>{@code log p(x) = -½ |L⁻¹ (x - loc)|² - log |L| - ½ D log 2π}, where {@code L Lᵀ} is the
 * covariance
 *
 * <p>{@code loc}, the mean, has D numbers in its last dimension, or is one number for all; {@code
 * scaleTril} is the lower triangular L, D x D, its diagonal greater than 0, in the unit of x. In
 * its place may be given the covariance or its inverse, the precision, symmetric and positive
 * definite, of which only the lower triangle is looked at. The dimensions before those broadcast to
 * the batch shape. Support: all vectors of D numbers. Reparameterised: {@code loc + L ε}.
 *
 * <p>Errors: {@link ShapeException} for a matrix that is not square or of another size than {@code
 * loc}; a {@link JyroException} at once for a covariance or precision that has no Cholesky factor,
 * naming the first; for others, and threads, see {@link Distribution}. Source: Kotz, Balakrishnan
 * and Johnson, Continuous Multivariate Distributions, volume 1, 2000, chapter 45.
 */
public final class MultivariateNormal extends Multivariate {
  private static final String NAME = "MultivariateNormal";
  private static final EventSlot LOC = EventSlot.ofReals(NAME, "loc");
  private static final EventSlot SCALE_TRIL = EventSlot.ofFactors(NAME, "scaleTril");
  private static final EventSlot COVARIANCE =
      EventSlot.ofSquares(NAME, "covarianceMatrix", Constraints.positiveDefinite());
  private static final EventSlot PRECISION =
      EventSlot.ofSquares(NAME, "precisionMatrix", Constraints.positiveDefinite());
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Operand loc;
  private final ScaleTril scale;
  private final Parameter given;

  private MultivariateNormal(Operand loc, ScaleTril scale, Parameter given, Shape batchShape) {
    super(batchShape, Shapes.of(scale.size()));
    this.loc = loc;
    this.scale = scale;
    this.given = given;
  }

  /** With this mean and lower triangular factor of the covariance. */
  public static MultivariateNormal of(Tensor loc, Tensor scaleTril) {
    return ofScaleTril(loc, scaleTril);
  }

  /** With this mean and lower triangular factor of the covariance. */
  public static MultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    return of(vector(loc, factor), new ScaleTril(factor), SCALE_TRIL.holding(factor));
  }

  /** With this mean of each number and lower triangular factor of the covariance. */
  public static MultivariateNormal ofScaleTril(double loc, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    return of(Operand.of(loc), new ScaleTril(factor), SCALE_TRIL.holding(factor));
  }

  /** With this mean and covariance. */
  public static MultivariateNormal ofCovariance(Tensor loc, Tensor covarianceMatrix) {
    Tensor square = COVARIANCE.ofSquare(covarianceMatrix);
    ScaleTril scale = new ScaleTril(COVARIANCE.factors(square));
    return of(vector(loc, square), scale, COVARIANCE.holding(square));
  }

  /** With this mean of each number and covariance. */
  public static MultivariateNormal ofCovariance(double loc, Tensor covarianceMatrix) {
    Tensor square = COVARIANCE.ofSquare(covarianceMatrix);
    ScaleTril scale = new ScaleTril(COVARIANCE.factors(square));
    return of(Operand.of(loc), scale, COVARIANCE.holding(square));
  }

  /** With this mean and inverse of the covariance. */
  public static MultivariateNormal ofPrecision(Tensor loc, Tensor precisionMatrix) {
    Tensor square = PRECISION.ofSquare(precisionMatrix);
    ScaleTril scale = ScaleTril.ofPrecision(PRECISION, square);
    return of(vector(loc, square), scale, PRECISION.holding(square));
  }

  /** With this mean of each number and inverse of the covariance. */
  public static MultivariateNormal ofPrecision(double loc, Tensor precisionMatrix) {
    Tensor square = PRECISION.ofSquare(precisionMatrix);
    ScaleTril scale = ScaleTril.ofPrecision(PRECISION, square);
    return of(Operand.of(loc), scale, PRECISION.holding(square));
  }

  private static Operand vector(Tensor loc, Tensor square) {
    return Operand.of(LOC.of(loc, square.size(-1)));
  }

  private static MultivariateNormal of(Operand loc, ScaleTril scale, Parameter given) {
    Shape batch = EventSlot.batchOf(NAME, LOC.batch(loc), SCALE_TRIL.batch(scale.factor()));
    return new MultivariateNormal(loc, scale, given, batch);
  }

  /** The lower triangular L; not stretched to the batch. */
  public Tensor scaleTril() {
    return scale.factor();
  }

  /** The covariance {@code L Lᵀ}; not stretched to the batch. */
  public Tensor covarianceMatrix() {
    return scale.covariance();
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), 1);
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return moved(standard(noise));
  }

  @Override
  public Drawn draw(Noise noise) {
    Tensor standard = standard(noise);
    return new Drawn(moved(standard), () -> Density.recorded(inBatch(at(standard))));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return at(scale.whitened(loc.subtractFrom(value)));
  }

  /** The log density where the value is {@code loc + L standard}. */
  private Tensor at(Tensor standard) {
    Tensor square = standard.mul(standard).sum(-1).mul(-0.5);
    return square.sub(scale.logDet().add(HALF_LOG_2PI * scale.size()));
  }

  private Tensor standard(Noise noise) {
    return noise.normal(fullShape(), type());
  }

  private Tensor moved(Tensor standard) {
    return loc.addTo(scale.times(standard));
  }

  @Override
  protected MultivariateNormal inBatch(Shape shape) {
    return new MultivariateNormal(loc, scale, given, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(loc.tensor(type()));
  }

  @Override
  public Tensor variance() {
    return inFull(scale.variances());
  }

  @Override
  public Tensor entropy() {
    return inBatch(scale.logDet().add((0.5 + HALF_LOG_2PI) * scale.size()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc, type()), given);
  }

  private DataType type() {
    return scale.factor().dataType();
  }
}
