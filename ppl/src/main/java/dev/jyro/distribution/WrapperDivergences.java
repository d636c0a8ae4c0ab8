package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** Divergences that follow from those of what distributions are made of, or from their supports. */
record WrapperDivergences(KLDivergence rules) {
  private static final double FAR = Double.MAX_VALUE;

  Option<Tensor> find(Distribution p, Distribution q) {
    if (p instanceof Masked || q instanceof Masked) {
      return masked(p, q);
    }
    if (isCopy(p) || isCopy(q)) {
      return rules.find(bare(p), bare(q));
    }
    if (p instanceof Independent first && q instanceof Independent second) {
      return independent(first, second);
    }
    Option<Tensor> ofVectors = gaussian(p, q);
    if (ofVectors.isDefined()) {
      return ofVectors;
    }
    if (p instanceof Transformed first && q instanceof Transformed second) {
      return first.bijector().equals(second.bijector())
          ? rules.find(first.base(), second.base())
          : Option.none();
    }
    if (p instanceof Delta) {
      Tensor value = p.mean();
      return Option.of(p.logProb(value).sub(q.logProb(value)));
    }
    return Option.when(
        q instanceof Delta || reachesBeyond(p.support(), q.support()),
        () -> Tensor.constant(Double.POSITIVE_INFINITY, DataType.FLOAT32));
  }

  /**
   * Where only one of them is hidden what is left is no divergence, and there is no rule for it.
   */
  private Option<Tensor> masked(Distribution p, Distribution q) {
    return p instanceof Masked first
            && q instanceof Masked second
            && first.mask().equals(second.mask())
        ? rules.find(first.base(), second.base()).map(first::masked)
        : Option.none();
  }

  private static Option<Tensor> gaussian(Distribution p, Distribution q) {
    return Gaussian.of(p).flatMap(first -> Gaussian.of(q).map(first::divergence));
  }

  private static boolean isCopy(Distribution distribution) {
    return distribution instanceof Expanded || distribution instanceof NotReparameterized;
  }

  private static Distribution bare(Distribution distribution) {
    return isCopy(distribution) ? ((Derived) distribution).base() : distribution;
  }

  /** The dimensions that both took from their batches are summed; one may have taken more. */
  private Option<Tensor> independent(Independent p, Independent q) {
    int shared = Math.min(p.dims(), q.dims());
    Distribution first = Independent.of(p.base(), p.dims() - shared);
    Distribution second = Independent.of(q.base(), q.dims() - shared);
    return rules.find(first, second).map(each -> each.sum(Independent.rightmost(shared)));
  }

  /** Whether p has values as large, or as small, as one likes and q has not. */
  private static boolean reachesBeyond(Constraint p, Constraint q) {
    boolean areNumbers = p.eventDim() == 0 && q.eventDim() == 0;
    boolean areAlike = p.isDiscrete() == q.isDiscrete();
    return areNumbers
        && areAlike
        && ((p.contains(FAR) && !q.contains(FAR)) || (p.contains(-FAR) && !q.contains(-FAR)));
  }
}
