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
 * The multivariate normal distribution whose covariance is {@code W Wᵀ + diag d}: K causes in
 * common, and for each number one of its own.
 *
 * <p>{@code log p(x) = -½ min_u (|u|² + Σ (x - loc - W u)² / d) - ½ log |I + Wᵀ diag(1/d) W| - ½ Σ
 * log d - ½ D log 2π}. The minimum is {@code (x - loc)ᵀ Σ⁻¹ (x - loc)}, found through a K x K
 * matrix instead of a D x D one, and a sum of squares: Woodbury's identity subtracts two large
 * numbers where d is small.
 *
 * <p>{@code loc}, the mean, has D numbers in its last dimension, {@code covFactor} (W) is D x K,
 * {@code covDiag} (d, variances, greater than 0) has D numbers. The dimensions before those
 * broadcast to the batch shape. Support: all vectors of D numbers. Reparameterised: {@code loc + W
 * ε + sqrt(d) η}.
 *
 * <p>Errors: {@link ShapeException} for parameters whose D differ; for others, and threads, see
 * {@link Distribution}. Source: Woodbury, Inverting Modified Matrices, 1950; Rasmussen and
 * Williams, Gaussian Processes for Machine Learning, 2006, appendix A.3.
 */
public final class LowRankMultivariateNormal extends Multivariate {
  private static final String NAME = "LowRankMultivariateNormal";
  private static final EventSlot LOC = EventSlot.ofReals(NAME, "loc");
  private static final EventSlot COV_FACTOR =
      new EventSlot(NAME, "covFactor", Constraints.real(), 2);
  private static final EventSlot COV_DIAG =
      new EventSlot(NAME, "covDiag", Constraints.positive(), 1);
  private static final double LOG_2PI = Math.log(2 * Math.PI);

  private final Tensor loc;
  private final Tensor covFactor;
  private final Tensor covDiag;

  private LowRankMultivariateNormal(
      Tensor loc, Tensor covFactor, Tensor covDiag, Shape batchShape) {
    super(batchShape, Shapes.of(covDiag.size(-1)));
    this.loc = loc;
    this.covFactor = covFactor;
    this.covDiag = covDiag;
  }

  /** With this mean, factor of what is common, and variances of what is not. */
  public static LowRankMultivariateNormal of(Tensor loc, Tensor covFactor, Tensor covDiag) {
    Tensor w = COV_FACTOR.of(covFactor);
    Tensor mean = LOC.of(loc, w.size(-2));
    Tensor d = COV_DIAG.of(covDiag, w.size(-2));
    Shape batch = EventSlot.batchOf(NAME, LOC.batch(mean), COV_FACTOR.batch(w), COV_DIAG.batch(d));
    return new LowRankMultivariateNormal(mean, w, d, batch);
  }

  /** The covariance {@code W Wᵀ + diag d}; not stretched to the batch. */
  public Tensor covarianceMatrix() {
    return covFactor.matmul(covFactor.mT()).add(covDiag.diagEmbed());
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
    DataType type = covFactor.dataType();
    Shape causes = Shapes.concat(batchShape(), Shapes.of(covFactor.size(-1)));
    Tensor common = ScaleTril.product(covFactor, noise.at(1).normal(causes, type));
    Tensor own = covDiag.sqrt().mul(noise.at(0).normal(fullShape(), type));
    return loc.add(common).add(own);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor root = covDiag.sqrt();
    Tensor factor = covFactor.div(root.unsqueeze(-1));
    ScaleTril capacitance = capacitance(factor);
    Tensor rest = value.sub(loc).div(root);
    Tensor causes = capacitance.whitened(ScaleTril.product(factor.mT(), rest));
    Tensor u = capacitance.transposedWhitened(causes);
    Tensor own = rest.sub(ScaleTril.product(factor, u));
    Tensor square = u.mul(u).sum(-1).add(own.mul(own).sum(-1));
    return square.mul(-0.5).sub(logDet(capacitance).add(0.5 * LOG_2PI * covDiag.size(-1)));
  }

  /** The factor of {@code I + Wᵀ diag(1/d) W}. */
  private static ScaleTril capacitance(Tensor factor) {
    Tensor eye = Tensor.eye(Math.toIntExact(factor.size(-1)), factor.dataType());
    return new ScaleTril(factor.mT().matmul(factor).add(eye).cholesky());
  }

  /** Half of the covariance's log determinant. */
  private Tensor logDet(ScaleTril capacitance) {
    return capacitance.logDet().add(covDiag.log().sum(-1).mul(0.5));
  }

  @Override
  protected LowRankMultivariateNormal inBatch(Shape shape) {
    return new LowRankMultivariateNormal(loc, covFactor, covDiag, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(loc);
  }

  @Override
  public Tensor variance() {
    return inFull(covFactor.square().sum(-1).add(covDiag));
  }

  @Override
  public Tensor entropy() {
    ScaleTril capacitance = capacitance(covFactor.div(covDiag.sqrt().unsqueeze(-1)));
    return inBatch(logDet(capacitance).add(0.5 * (1 + LOG_2PI) * covDiag.size(-1)));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc), COV_FACTOR.holding(covFactor), COV_DIAG.holding(covDiag));
  }
}
