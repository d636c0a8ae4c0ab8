package dev.jyro.distribution;

import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A set of vectors that its name tells: two of one name are equal. */
final class RowSet implements Constraint {
  private final String name;
  private final boolean discrete;
  private final UnaryOperator<Tensor> check;
  private final UnaryOperator<Tensor> inside;

  private RowSet(
      String name, boolean discrete, UnaryOperator<Tensor> check, UnaryOperator<Tensor> inside) {
    this.name = name;
    this.discrete = discrete;
    this.check = check;
    this.inside = inside;
  }

  /** Zeros and one 1. */
  static Constraint oneHot() {
    return new RowSet(
        "oneHot",
        true,
        x -> x.eq(0).logicalOr(x.eq(1)).all(-1).logicalAnd(x.sum(-1).eq(1)),
        x -> first(x, 1));
  }

  /** Whole numbers of 0 or more that sum to the total. */
  static Constraint multinomial(double total) {
    return new RowSet(
        "countsThatSumTo(%.0f)".formatted(total),
        true,
        x -> isCounts(x, total),
        x -> first(x, total));
  }

  private static Tensor isCounts(Tensor x, double total) {
    return x.ge(0).logicalAnd(x.eq(x.floor())).all(-1).logicalAnd(x.sum(-1).eq(total));
  }

  /** Each number greater than the one before. */
  static Constraint rising() {
    return new RowSet("orderedVector", false, RowSet::isRising, RowSet::places);
  }

  private static Tensor isRising(Tensor x) {
    long gaps = x.size(-1) - 1;
    Tensor steps = x.narrow(-1, 1, gaps).gt(x.narrow(-1, 0, gaps));
    return x.eq(x).all(-1).logicalAnd(steps.all(-1));
  }

  /** Numbers of 0 or more that sum to 1, up to the rounding of a million terms in their type. */
  static Constraint simplex() {
    return new RowSet(
        "simplex", false, RowSet::isSimplex, x -> places(x).onesLike().div((double) x.size(-1)));
  }

  private static Tensor isSimplex(Tensor x) {
    return x.ge(0).all(-1).logicalAnd(x.sum(-1).sub(1).abs().lt(1e-6));
  }

  /** All in the first place. */
  private static Tensor first(Tensor like, double total) {
    return places(like).eq(0).to(like.dataType()).mul(total);
  }

  /** 0, 1, 2, … */
  private static Tensor places(Tensor like) {
    return Tensor.indices(like.size(-1)).to(like.dataType());
  }

  @Override
  public Tensor check(Tensor value) {
    return check.apply(value);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return inside.apply(like);
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return discrete;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSet set && set.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
