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
 * The inverse Wishart distribution: {@code X⁻¹} has the {@link Wishart} distribution with as many
 * degrees of freedom and scale {@code Ψ⁻¹}. It is the conjugate prior of a normal covariance.
 *
 * <p>{@code log p(X) = ½ df log |Ψ| - ½ (df + D + 1) log |X| - ½ tr(Ψ X⁻¹) - ½ df D log 2 - log
 * Γ_D(df/2)}
 *
 * <p>{@code df}, the degrees of freedom, has no unit and is greater than D - 1. Ψ is given as
 * {@code scaleMatrix}, D x D, symmetric and positive definite, in the unit of X, or by its lower
 * triangular factor {@code scaleTril}, its diagonal greater than 0. The dimensions before those
 * broadcast with df to the batch shape. Mean {@code Ψ/(df - D - 1)}, NaN for df of D + 1 and less;
 * variances are NaN for D + 3 and less. Support: symmetric positive definite matrices, of which the
 * density looks at the lower triangle; others have density 0.
 *
 * <p>Reparameterised: {@code L A⁻ᵀ A⁻¹ Lᵀ}, where {@code Ψ = L Lᵀ} and A is the root that {@link
 * Wishart} draws.
 *
 * <p>Errors: {@link ShapeException} for a matrix that is not square; a {@link JyroException} at
 * once for a scale matrix that has no Cholesky factor; for others, and threads, see {@link
 * Distribution}. Source: Anderson, An Introduction to Multivariate Statistical Analysis, 2003,
 * chapter 7.7; von Rosen, Moments for the inverted Wishart distribution, 1988.
 */
public final class InverseWishart extends Multivariate {
  private static final String NAME = "InverseWishart";
  private static final EventSlot SCALE_TRIL = EventSlot.ofFactors(NAME, "scaleTril");
  private static final EventSlot SCALE_MATRIX =
      EventSlot.ofSquares(NAME, "scaleMatrix", Constraints.positiveDefinite());

  private final Bartlett standard;
  private final ScaleTril scale;
  private final Parameter given;

  private InverseWishart(Bartlett standard, ScaleTril scale, Parameter given, Shape batchShape) {
    super(batchShape, Shapes.of(scale.size(), scale.size()));
    this.standard = standard;
    this.scale = scale;
    this.given = given;
  }

  /** With these degrees of freedom and lower triangular factor of Ψ. */
  public static InverseWishart ofScaleTril(Tensor df, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    return of(slot(factor).of(df), factor, SCALE_TRIL.holding(factor));
  }

  /** With these degrees of freedom and lower triangular factor of Ψ. */
  public static InverseWishart ofScaleTril(double df, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    return of(slot(factor).of(df), factor, SCALE_TRIL.holding(factor));
  }

  /** With these degrees of freedom and this Ψ. */
  public static InverseWishart ofScaleMatrix(Tensor df, Tensor scaleMatrix) {
    Tensor square = SCALE_MATRIX.ofSquare(scaleMatrix);
    return of(slot(square).of(df), SCALE_MATRIX.factors(square), SCALE_MATRIX.holding(square));
  }

  /** With these degrees of freedom and this Ψ. */
  public static InverseWishart ofScaleMatrix(double df, Tensor scaleMatrix) {
    Tensor square = SCALE_MATRIX.ofSquare(scaleMatrix);
    return of(slot(square).of(df), SCALE_MATRIX.factors(square), SCALE_MATRIX.holding(square));
  }

  private static Slot slot(Tensor square) {
    return Bartlett.slot(NAME, Math.toIntExact(square.size(-1)));
  }

  private static InverseWishart of(Operand df, Tensor factor, Parameter given) {
    ScaleTril scale = new ScaleTril(factor);
    Shape batch = EventSlot.batchOf(NAME, df.shape(), SCALE_TRIL.batch(factor));
    return new InverseWishart(new Bartlett(df, scale.size()), scale, given, batch);
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
    Tensor root = standard.root(noise, batchShape(), type());
    Tensor half = new ScaleTril(root).inverseTimes(scale.factor().mT());
    return half.mT().matmul(half);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor inside = value.isPositiveDefinite();
    ScaleTril root = ScaleTril.where(inside, value);
    Tensor trace = root.inverseTimes(scale.factor()).square().sum(-1, -2);
    Tensor kernel = df().plus(1.0 + scale.size()).times(root.logDet()).add(trace.mul(0.5)).neg();
    return Univariate.only(inside, kernel.add(negatedNormalizer()));
  }

  private Tensor negatedNormalizer() {
    return df().times(scale.logDet()).sub(standard.logNormalizer(type()));
  }

  @Override
  protected InverseWishart inBatch(Shape shape) {
    return new InverseWishart(standard, scale, given, shape);
  }

  @Override
  public Tensor mean() {
    Tensor least = each().sub(scale.size() + 1.0);
    return inFull(least.gt(0).where(scale.covariance().div(least), Double.NaN));
  }

  @Override
  public Tensor variance() {
    Tensor least = each().sub(scale.size() + 3.0);
    Tensor diagonal = scale.variances();
    Tensor product = diagonal.unsqueeze(-1).mul(diagonal.unsqueeze(-2)).mul(least.add(2));
    Tensor sum = scale.covariance().square().mul(least.add(4)).add(product);
    Tensor finite = sum.div(least.add(3).mul(least.add(2).square()).mul(least));
    return inFull(least.gt(0).where(finite, Double.NaN));
  }

  @Override
  public Tensor entropy() {
    int d = scale.size();
    Tensor logDet = scale.logDet().mul(2).sub(standard.meanLogDet(type()));
    Tensor kernel = df().plus(1.0 + d).times(logDet.mul(0.5));
    return inBatch(df().times(0.5 * d).addTo(kernel).sub(negatedNormalizer()));
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
