package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The Dirichlet-multinomial distribution: how many of {@code totalCount} draws fall into each of K
 * classes whose probabilities are a Dirichlet vector. Also called Pólya's.
 *
 * <p>{@code log p(x) = log n! + log Γ(A) - log Γ(A + n) + Σ (log Γ(x_k + a_k) - log Γ(a_k) - log
 * x_k!)} with {@code a = concentration}, {@code A = Σ a_k}, {@code n = totalCount}
 *
 * <p>{@code concentration}: numbers greater than 0 without unit, in the last dimension one for each
 * class; the dimensions before it are the batch. {@code totalCount} is one whole number, 0 or
 * greater, for the whole batch. Event shape {@code (K)}. Support: counts of 0 or more that sum to
 * {@code totalCount}; vectors of another sum, or with negative numbers, have probability 0. Not
 * reparameterised. There is no {@link #entropy}.
 *
 * <p>Errors: {@link ShapeException} for a concentration without a dimension. Else, and for threads,
 * see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan, Discrete Multivariate
 * Distributions, 1997, chapter 35.
 */
public final class DirichletMultinomial extends Multivariate {
  private static final Slot CONCENTRATION =
      new Slot(
          "DirichletMultinomial",
          "concentration",
          Constraints.independent(Constraints.positive(), 1));
  private static final Slot TOTAL_COUNT =
      new Slot("DirichletMultinomial", "totalCount", Constraints.nonNegativeInteger());

  private final Tensor concentration;
  private final double total;

  private DirichletMultinomial(Tensor concentration, double total, Shape batchShape) {
    super(batchShape, Shapes.of(concentration.size(-1)));
    this.concentration = concentration;
    this.total = total;
  }

  /** So many draws, with these concentrations in the last dimension. */
  public static DirichletMultinomial of(Tensor concentration, double totalCount) {
    Shape shape = concentration.shape();
    if (shape.dimension() == 0) {
      throw new ShapeException(
          "DirichletMultinomial: concentration has shape (). Needed: a last dimension that counts the classes.");
    }
    return new DirichletMultinomial(
        Slot.floating(concentration),
        TOTAL_COUNT.checked(totalCount),
        Shapes.leading(shape, shape.dimension() - 1));
  }

  @Override
  public Constraint support() {
    return new CountsOfTotal(total);
  }

  /** Gamma numbers are compared by their logarithms, so that small concentrations do no harm. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor each = inFull(concentration.detach());
    Tensor waits = noise.at("waits").exponential(fullShape(), each.dataType());
    Tensor logs = each.add(1).standardGamma(noise.at("gamma").seed()).log().sub(waits.div(each));
    return logs.softmax(-1).multinomial(total, noise.at("counts").seed());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor counts = value.to(concentration.dataType());
    Tensor density = exact(Counting.exact(concentration), Counting.exact(counts));
    return Multinomial.possible(counts, total, density.to(counts.dataType()));
  }

  private Tensor exact(Tensor c, Tensor counts) {
    Tensor prior = c.lgamma().add(Counting.logFactorial(counts));
    Tensor each = counts.add(c).lgamma().sub(prior);
    Tensor sum = c.sum(-1);
    Tensor whole = sum.lgamma().sub(sum.add(total).lgamma()).add(LogGamma.value(total + 1));
    return each.sum(-1).add(whole);
  }

  @Override
  protected DirichletMultinomial inBatch(Shape shape) {
    return new DirichletMultinomial(concentration, total, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(shares().mul(total));
  }

  @Override
  public Tensor variance() {
    Tensor sum = concentration.keepSum(-1);
    Tensor spread = sum.add(total).div(sum.add(1));
    return mean().mul(shares().rsub(1)).mul(spread);
  }

  private Tensor shares() {
    return concentration.div(concentration.keepSum(-1));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(CONCENTRATION.name(), concentration, CONCENTRATION.constraint()));
  }
}
