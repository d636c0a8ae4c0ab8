package dev.jyro.constraint;

import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * Bijectors from all real numbers into a constraint, as torch's {@code biject_to}.
 *
 * <table>
 * <caption>What {@link #to} gives</caption>
 * <tr><th>constraint</th><th>map</th></tr>
 * <tr><td>real</td><td>x</td></tr>
 * <tr><td>positive, nonNegative</td><td>exp x</td></tr>
 * <tr><td>greaterThan a, lessThan a</td><td>a + exp x, a - exp x</td></tr>
 * <tr><td>unitInterval, openUnitInterval</td><td>sigmoid x</td></tr>
 * <tr><td>interval a b</td><td>a + (b - a) sigmoid x</td></tr>
 * <tr><td>independent c n</td><td>that of c, densities summed over n dimensions</td></tr>
 * </table>
 */
public final class Bijectors {
  private static final Bijector IDENTITY = new Identity();
  private static final Bijector EXP = new Exp();

  private Bijectors() {}

  /**
   * A map of all real numbers onto the constraint.
   *
   * @throws JyroException if the constraint is discrete or no map to it is known
   */
  public static Bijector to(Constraint constraint) {
    if (constraint.equals(Constraints.real())) {
      return IDENTITY;
    }
    if (constraint.equals(Constraints.positive()) || constraint.equals(Constraints.nonNegative())) {
      return EXP;
    }
    if (constraint.equals(Constraints.openUnitInterval())) {
      return new Sigmoid(0, 1);
    }
    if (constraint instanceof Interval interval) {
      return new Sigmoid(interval.low(), interval.high());
    }
    if (constraint instanceof Between between) {
      return new Stretched(between);
    }
    if (constraint instanceof HalfLine line) {
      return new ShiftedExp(line.bound(), line.isAbove() ? 1 : -1);
    }
    if (constraint instanceof Above above) {
      return new Lifted(above);
    }
    if (constraint instanceof IndependentSet several) {
      return new Summed(to(several.base()), several.dims());
    }
    throw new JyroException(
        "No bijector is known to %s: %s."
            .formatted(
                constraint.name(),
                constraint.isDiscrete()
                    ? "discrete values have none"
                    : "give the parameter another constraint, or write a Bijector"));
  }

  private record Identity() implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      return x;
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y;
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      return Tensor.full(0, x.dataType(), x.shape().getShape());
    }

    @Override
    public Constraint codomain() {
      return Constraints.real();
    }
  }

  private record Exp() implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      return x.exp();
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.log();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      return x;
    }

    @Override
    public Constraint codomain() {
      return Constraints.positive();
    }
  }

  private record ShiftedExp(double bound, int sign) implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      return x.exp().mul(sign).add(bound);
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.sub(bound).mul(sign).log();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      return x;
    }

    @Override
    public Constraint codomain() {
      return sign > 0 ? Constraints.greaterThan(bound) : Constraints.lessThan(bound);
    }
  }

  private record Lifted(Above codomain) implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      return x.exp().add(codomain.bound());
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.sub(codomain.bound()).log();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      return x.expand(Shapes.broadcast(x.shape(), codomain.bound().shape()));
    }
  }

  private record Sigmoid(double low, double high) implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      Tensor unit = x.sigmoid();
      return low == 0 && high == 1 ? unit : unit.mul(high - low).add(low);
    }

    @Override
    public Tensor inverse(Tensor y) {
      return low == 0 && high == 1 ? y.logit() : y.sub(low).div(high - low).logit();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      Tensor unit = x.softplus().add(x.neg().softplus()).neg();
      return high - low == 1 ? unit : unit.add(Math.log(high - low));
    }

    @Override
    public Constraint codomain() {
      return Constraints.interval(low, high);
    }
  }

  private record Stretched(Between codomain) implements Bijector {
    private static final Bijector UNIT = new Sigmoid(0, 1);

    @Override
    public Tensor forward(Tensor x) {
      return UNIT.forward(x).mul(width()).add(codomain.low());
    }

    @Override
    public Tensor inverse(Tensor y) {
      return UNIT.inverse(y.sub(codomain.low()).div(width()));
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      return UNIT.logAbsDetJacobian(x, y).add(width().log());
    }

    private Tensor width() {
      return codomain.high().sub(codomain.low());
    }
  }

  private record Summed(Bijector base, int dims) implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      return base.forward(x);
    }

    @Override
    public Tensor inverse(Tensor y) {
      return base.inverse(y);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      int[] right = new int[dims];
      for (int i = 0; i < dims; i++) {
        right[i] = -1 - i;
      }
      return base.logAbsDetJacobian(x, y).sum(right);
    }

    @Override
    public Constraint codomain() {
      return Constraints.independent(base.codomain(), dims);
    }
  }
}
