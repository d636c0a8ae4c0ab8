package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/**
 * The probability p of one of two outcomes, given as it is or by its logit {@code log(p/(1 - p))}.
 *
 * <p>Distributions that count such outcomes write their density in it once. {@code 0 log 0} is 0,
 * and neither it nor its gradient is ever computed.
 */
sealed interface Chance {
  /** A probability in this slot. */
  static Chance ofProbs(Slot slot, Tensor probs) {
    return new Probs(slot, slot.of(probs));
  }

  /** A probability in this slot. */
  static Chance ofProbs(Slot slot, double probs) {
    return new Probs(slot, slot.of(probs));
  }

  /** A logit in this slot. */
  static Chance ofLogits(Slot slot, Tensor logits) {
    return new Logits(slot, slot.of(logits));
  }

  /** A logit in this slot. */
  static Chance ofLogits(Slot slot, double logits) {
    return new Logits(slot, slot.of(logits));
  }

  /** Where it was given. */
  Slot slot();

  /** As it was given. */
  Operand given();

  /** p. */
  Operand probs();

  /** {@code 1 - p}. */
  Operand rest();

  /** {@code log(p/(1 - p))}. */
  Operand logits();

  /** {@code p/(1 - p)}. */
  Operand odds();

  /** {@code log p}. */
  Operand logHit();

  /** {@code log(1 - p)}. */
  Operand logMiss();

  /** The same in double precision. */
  Chance exact();

  /** {@code count log p}. */
  Tensor hits(Tensor count);

  /** {@code count log(1 - p)}. */
  Tensor misses(Tensor count);

  /**
   * The incomplete beta function I(a, b, 1 - p), by whichever of p and 1 - p is small and so has
   * all its digits.
   */
  default Tensor incompleteBeta(Tensor a, Tensor b) {
    Tensor p = probs().beside(a);
    Tensor isRare = p.lt(0.5);
    Tensor x = isRare.where(p, rest().beside(a));
    Tensor found = isRare.where(b, a).betaInc(isRare.where(a, b), x);
    return isRare.where(found.rsub(1), found);
  }

  /** As it was given, for checks and messages. */
  default Parameter parameter(DataType type) {
    return slot().holding(given(), type);
  }

  /** Given as it is. */
  record Probs(Slot slot, Operand given) implements Chance {
    @Override
    public Operand probs() {
      return given;
    }

    @Override
    public Operand rest() {
      return given.from(1);
    }

    @Override
    public Operand logits() {
      return given.map(p -> Math.log(p) - Math.log1p(-p), Tensor::logit);
    }

    @Override
    public Operand odds() {
      return given.over(rest());
    }

    @Override
    public Operand logHit() {
      return given.log();
    }

    /** Of a small p nothing would be left in 1 - p. */
    @Override
    public Operand logMiss() {
      return given.map(p -> Math.log1p(-p), p -> p.neg().log1p());
    }

    @Override
    public Chance exact() {
      return new Probs(slot, Univariate.exact(given));
    }

    @Override
    public Tensor hits(Tensor count) {
      return given instanceof Known known && known.number() > 0
          ? logHit().times(count)
          : count.xlogy(unlessNone(count, given.beside(count), 1));
    }

    @Override
    public Tensor misses(Tensor count) {
      return given instanceof Known known && known.number() < 1
          ? logMiss().times(count)
          : count.mul(unlessNone(count, given.beside(count).neg(), 0).log1p());
    }

    /** The number itself, and where nothing is counted another, whose logarithm is 0. */
    private static Tensor unlessNone(Tensor count, Tensor number, double other) {
      return count.eq(0).where(number.constant(other), number);
    }
  }

  /** Given by its logit. */
  record Logits(Slot slot, Operand given) implements Chance {
    @Override
    public Operand probs() {
      return given.map(l -> 1 / (1 + Math.exp(-l)), Tensor::sigmoid);
    }

    @Override
    public Operand rest() {
      return given.map(l -> 1 / (1 + Math.exp(l)), l -> l.neg().sigmoid());
    }

    @Override
    public Operand logits() {
      return given;
    }

    @Override
    public Operand odds() {
      return given.map(Math::exp, Tensor::exp);
    }

    @Override
    public Operand logHit() {
      return given.map(l -> -softplus(-l), Tensor::logSigmoid);
    }

    @Override
    public Operand logMiss() {
      return given.map(l -> -softplus(l), l -> l.neg().logSigmoid());
    }

    @Override
    public Chance exact() {
      return new Logits(slot, Univariate.exact(given));
    }

    @Override
    public Tensor hits(Tensor count) {
      return logHit().times(count);
    }

    @Override
    public Tensor misses(Tensor count) {
      return logMiss().times(count);
    }

    private static double softplus(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
  }
}
