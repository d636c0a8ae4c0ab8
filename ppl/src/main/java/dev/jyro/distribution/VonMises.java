package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The von Mises distribution of an angle: what the normal distribution is to numbers.
 *
 * <p>{@code log p(x) = concentration cos(x - loc) - log(2π I₀(concentration))}
 *
 * <p>{@code loc} is the mean direction, in radians. {@code concentration} (κ), greater than 0, has
 * no unit; where it is large the distribution is nearly normal with variance {@code
 * 1/concentration}. They broadcast to the batch shape. Any number is a value: angles that differ by
 * whole turns have the same density. Samples are from -π to π.
 *
 * <p>{@link #mean} and {@link #variance} are the circular ones: {@code loc} and {@code 1 - A},
 * where {@code A = I₁/I₀} is the mean of {@code cos(x - loc)}. {@link #cdf} begins at {@code loc -
 * π}, as SciPy's, and is one more for each turn.
 *
 * <p>Reparameterised, by implicit differentiation of the distribution function (Figurnov, Mohamed
 * and Mnih, Implicit Reparameterization Gradients, 2018). Samples are drawn by Best and Fisher,
 * Efficient Simulation of the von Mises Distribution, 1979.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Mardia and Jupp, Directional Statistics,
 * 2000, section 3.5.4.
 */
public final class VonMises extends Univariate {
  private static final Slot LOC = new Slot("VonMises", "loc", Constraints.real());
  private static final Slot CONCENTRATION =
      new Slot("VonMises", "concentration", Constraints.positive());
  private static final double TURN = 2 * Math.PI;

  /** From here on the asymptotic series of the Bessel function is exact. */
  private static final double LARGE = 30;

  private final Operand loc;
  private final Operand concentration;

  private VonMises(Operand loc, Operand concentration, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.concentration = concentration;
  }

  /** With this mean direction and concentration. */
  public static VonMises of(Tensor loc, Tensor concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  /** With this mean direction and concentration. */
  public static VonMises of(Tensor loc, double concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  /** With this mean direction and concentration. */
  public static VonMises of(double loc, Tensor concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  /** With this mean direction and concentration, float32. */
  public static VonMises of(double loc, double concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  private static VonMises of(Operand loc, Operand concentration) {
    return new VonMises(loc, concentration, Operand.batchOf("VonMises", loc, concentration));
  }

  @Override
  public Constraint support() {
    return Constraints.circular();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor around = concentration.tensor(type()).expand(batchShape()).vonMises(noise.seed());
    return loc.plus(Math.PI).addTo(around).remainder(TURN).sub(Math.PI);
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(() -> at(value));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return at(value).logProb();
  }

  /** Of half the angle, so that no digits are lost where the concentration is large. */
  private Density at(Tensor value) {
    Tensor half = loc.subtractFrom(value).mul(0.5);
    Tensor sine = half.sin();
    Tensor square = sine.mul(sine);
    Operand steepness = concentration.times(-2);
    return new Density(
        logBessel().plus(Math.log(TURN)).subtractFrom(steepness.times(square)),
        (derivative, into) -> {
          Tensor slope = derivative.times(steepness.times(sine.mul(half.cos())));
          into.add(value, () -> slope);
          loc.collect(into, slope::neg);
          concentration.collect(into, () -> derivative.times(lack().to(type()).sub(square.mul(2))));
        });
  }

  @Override
  protected VonMises inBatch(Shape shape) {
    return new VonMises(loc, concentration, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(loc.tensor(type()));
  }

  @Override
  public Tensor variance() {
    return inBatch(lack().to(type()));
  }

  @Override
  public Tensor entropy() {
    Tensor k = exact();
    return inBatch(k.i0e().mul(TURN).log().add(k.mul(lack())).to(type()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return concentration.beside(value).vonMisesCdf(loc.subtractFrom(value));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc, type()), CONCENTRATION.holding(concentration, type()));
  }

  /** By how much the mean of the cosine misses 1, which float32 could not tell. */
  private Tensor lack() {
    Tensor k = exact();
    return k.i1e().div(k.i0e()).rsub(1);
  }

  private Tensor exact() {
    return concentration.tensor(type()).to(DataType.FLOAT64);
  }

  /** {@code log I₀(κ) - κ}. */
  private Operand logBessel() {
    return concentration.map(VonMises::logBessel, k -> k.i0e().log());
  }

  /** DLMF 10.25.2 and 10.40.1. */
  private static double logBessel(double k) {
    boolean isLarge = k > LARGE;
    double sum = 1;
    double term = 1;
    for (int n = 1; n < 2 * LARGE && term > 1e-18 * sum; n++) {
      double odd = 2 * n - 1;
      term *= isLarge ? odd * odd / (8 * n * k) : k * k / (4.0 * n * n);
      sum += term;
    }
    return Math.log(sum) - (isLarge ? 0.5 * Math.log(TURN * k) : k);
  }

  private DataType type() {
    return Operand.typeOf(loc, concentration);
  }
}
