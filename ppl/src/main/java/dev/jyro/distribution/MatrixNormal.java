package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The matrix normal distribution: a normal matrix whose rows have one covariance and whose columns
 * have another.
 *
 * <p>{@code log p(X) = -½ |A⁻¹ (X - loc) B⁻ᵀ|² - p log |A| - n log |B| - ½ n p log 2π}, with the
 * sum of squares over all elements; {@code cov(X_ij, X_kl) = (A Aᵀ)_ik (B Bᵀ)_jl}
 *
 * <p>{@code loc}, the mean, is n x p, in the unit of X; {@code scaleTrilRow} is the lower
 * triangular A, n x n, and {@code scaleTrilColumn} the lower triangular B, p x p, their diagonals
 * greater than 0, the product of both in the unit of X. The dimensions before those broadcast to
 * the batch shape. Support: all n x p matrices. Reparameterised: {@code loc + A ε Bᵀ}.
 *
 * <p>Errors: {@link ShapeException} for a factor that is not square or does not fit {@code loc};
 * for others, and threads, see {@link Distribution}. Source: Gupta and Nagar, Matrix Variate
 * Distributions, 2000, chapter 2.
 */
public final class MatrixNormal extends Multivariate {
  private static final String NAME = "MatrixNormal";
  private static final EventSlot LOC = new EventSlot(NAME, "loc", Constraints.real(), 2);
  private static final EventSlot ROW = EventSlot.ofFactors(NAME, "scaleTrilRow");
  private static final EventSlot COLUMN = EventSlot.ofFactors(NAME, "scaleTrilColumn");
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Tensor loc;
  private final ScaleTril row;
  private final ScaleTril column;

  private MatrixNormal(Tensor loc, ScaleTril row, ScaleTril column, Shape batchShape) {
    super(batchShape, Shapes.of(row.size(), column.size()));
    this.loc = loc;
    this.row = row;
    this.column = column;
  }

  /** With this mean, and lower triangular factors of the covariances within columns and rows. */
  public static MatrixNormal of(Tensor loc, Tensor scaleTrilRow, Tensor scaleTrilColumn) {
    Tensor mean = LOC.of(loc);
    Tensor a = ROW.ofSquare(scaleTrilRow, mean.size(-2));
    Tensor b = COLUMN.ofSquare(scaleTrilColumn, mean.size(-1));
    Shape batch = EventSlot.batchOf(NAME, LOC.batch(mean), ROW.batch(a), COLUMN.batch(b));
    return new MatrixNormal(mean, new ScaleTril(a), new ScaleTril(b), batch);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), 2);
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

  private Tensor standard(Noise noise) {
    return noise.normal(fullShape(), type());
  }

  private Tensor moved(Tensor standard) {
    return loc.add(row.factor().matmul(standard).matmul(column.factor().mT()));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor left = row.inverseTimes(value.sub(loc));
    return at(column.inverseTimes(left.mT()));
  }

  /** The log density where the value is {@code loc + A standard Bᵀ}, or its transpose. */
  private Tensor at(Tensor standard) {
    return standard.mul(standard).sum(-1, -2).mul(-0.5).sub(logVolume(HALF_LOG_2PI));
  }

  /** The log determinant of the map from standard matrices, and something for each element. */
  private Tensor logVolume(double each) {
    Tensor rows = row.logDet().mul((double) column.size());
    Tensor columns = column.logDet().mul((double) row.size());
    return rows.add(columns).add(each * row.size() * column.size());
  }

  @Override
  protected MatrixNormal inBatch(Shape shape) {
    return new MatrixNormal(loc, row, column, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(loc);
  }

  @Override
  public Tensor variance() {
    return inFull(row.variances().unsqueeze(-1).mul(column.variances().unsqueeze(-2)));
  }

  @Override
  public Tensor entropy() {
    return inBatch(logVolume(0.5 + HALF_LOG_2PI));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc), ROW.holding(row.factor()), COLUMN.holding(column.factor()));
  }

  private DataType type() {
    return row.factor().dataType();
  }
}
