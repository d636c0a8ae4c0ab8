package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;
import java.util.function.DoublePredicate;
import java.util.function.UnaryOperator;

/** A set of numbers that its name tells: two of one name are equal. */
final class NumberSet implements Constraint {
  private final String name;
  private final boolean discrete;
  private final double inside;
  private final UnaryOperator<Tensor> check;
  private final DoublePredicate contains;

  NumberSet(
      String name,
      boolean discrete,
      double inside,
      UnaryOperator<Tensor> check,
      DoublePredicate contains) {
    this.name = name;
    this.discrete = discrete;
    this.inside = inside;
    this.check = check;
    this.contains = contains;
  }

  @Override
  public Tensor check(Tensor value) {
    return check.apply(value);
  }

  @Override
  public boolean contains(double number) {
    return contains.test(number);
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(inside);
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
    return other instanceof NumberSet set && set.name.equals(name);
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
