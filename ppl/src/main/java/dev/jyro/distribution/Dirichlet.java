package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Dirichlet distribution: probabilities of K classes, of which {@code concentration - 1} draws
 * were seen, before which any were as likely as any others.
 *
 * <p>{@code log p(x) = Σ (concentration_k - 1) log x_k + log Γ(Σ concentration_k) - Σ log
 * Γ(concentration_k)}, a density in K - 1 of the numbers
 *
 * <p>{@code concentration} has no unit and is greater than 0; its last dimension counts the
 * classes, those before it are the batch. A value is K numbers of 0 or more that sum to 1; with a
 * number less than 0 it has density 0. The sum is not looked at: {@link #support} does that. On the
 * border the density is the limit, where there is one. Mean {@code concentration / Σ
 * concentration}.
 *
 * <p>Reparameterised: each number moves with its quantile held, and the others in proportion
 * (Jankowiak and Obermeyer, Pathwise Derivatives Beyond the Reparameterization Trick, 2018).
 * Samples come from gamma numbers in logarithms, so that small concentrations do not underflow;
 * they stay off 0 by the least that their type allows.
 *
 * <p>Errors: {@link ShapeException} for a concentration without a dimension; for others, and
 * threads, see {@link Distribution}. Source: Kotz, Balakrishnan and Johnson, Continuous
 * Multivariate Distributions, volume 1, 2000, chapter 49.
 */
public final class Dirichlet extends Multivariate {
  private static final EventSlot CONCENTRATION =
      new EventSlot("Dirichlet", "concentration", Constraints.positive(), 1);

  private final Tensor concentration;

  private Dirichlet(Tensor concentration, Shape batchShape) {
    super(batchShape, Shapes.of(concentration.size(-1)));
    this.concentration = concentration;
  }

  /** With these concentrations, in the last dimension. */
  public static Dirichlet of(Tensor concentration) {
    Tensor held = CONCENTRATION.of(concentration);
    return new Dirichlet(held, CONCENTRATION.batch(held));
  }

  /** With these concentrations, float32. */
  public static Dirichlet of(double... concentration) {
    float[] numbers = new float[concentration.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) concentration[i];
    }
    Dirichlet made = of(Tensor.of(numbers));
    made.validate();
    return made;
  }

  @Override
  public Constraint support() {
    return Constraints.simplex();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor wait = noise.exponential(fullShape(), concentration.dataType());
    return concentration.dirichlet(wait, noise.at(1).seed());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor exact = Univariate.exact(concentration);
    Tensor kernel = Operand.of(exact).plus(-1).timesLog(Univariate.exact(value));
    Tensor seen = Univariate.only(value.ge(0), kernel).sum(-1);
    return Univariate.rounded(seen.sub(logBeta(exact)), value, concentration.dataType());
  }

  private static Tensor logBeta(Tensor concentration) {
    return concentration.lgamma().sum(-1).sub(concentration.sum(-1).lgamma());
  }

  @Override
  protected Dirichlet inBatch(Shape shape) {
    return new Dirichlet(concentration, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(concentration.div(concentration.keepSum(-1)));
  }

  @Override
  public Tensor variance() {
    Tensor mean = mean();
    return mean.mul(mean.rsub(1)).div(concentration.keepSum(-1).add(1));
  }

  /** In double precision: where the concentrations are large, little is left of large numbers. */
  @Override
  public Tensor entropy() {
    Tensor exact = Univariate.exact(concentration);
    Tensor total = exact.sum(-1);
    Tensor each = exact.sub(1).mul(exact.digamma()).sum(-1);
    Tensor all = total.sub((double) concentration.size(-1)).mul(total.digamma());
    Tensor nats = logBeta(exact).add(all.sub(each));
    return inBatch(nats.to(concentration.dataType()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONCENTRATION.holding(concentration));
  }
}
