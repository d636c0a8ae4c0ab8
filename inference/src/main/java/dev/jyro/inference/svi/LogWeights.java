package dev.jyro.inference.svi;

import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;

/**
 * The log weights {@code log p(x, z) - log q(z)} of several particles.
 *
 * <p>Where all sites share plates, the elements of those plates are problems of their own: each has
 * its weights, and what is made of them is summed over the elements, scaled if the plates are
 * subsampled. So a bound is as tight for many data as for one.
 *
 * <p>Nothing here is recorded: to be used while recording is paused.
 */
final class LogWeights {
  private final List<Terms> draws;
  private final boolean sideBySide;
  private final Place shared;
  private final double scale;
  private final Tensor values;

  /**
   * Of these draws.
   *
   * @param sideBySide whether it is one draw of all particles, whose dimension is then the first,
   *     or one for each
   */
  LogWeights(List<Terms> draws, boolean sideBySide) {
    this.draws = draws;
    this.sideBySide = sideBySide;
    this.shared = new Place(shared(), Shapes.scalar());
    this.scale = shared.plates().map(Frame::scale).fold(1.0, (a, b) -> a * b);
    this.values = values();
  }

  /**
   * The log weights: the first dimension is the particles', further ones are those of shared
   * plates.
   */
  Tensor get() {
    return values;
  }

  /** What a site's log density counts for in a log weight: shared subsamples are not in it. */
  double scaleOf(Site site) {
    return site.setting().scale() / scale;
  }

  /** The sum over the elements of shared plates, for the whole of the data. */
  double total(Tensor ofElements) {
    return scale * ofElements.sum().item();
  }

  /**
   * Differentiates a draw, by its number: where it carries its gradient, and elsewhere by the score
   * function.
   *
   * @param byWeight of {@link #total} by each log weight, but for its scale
   * @param cost what draws that carry no gradient are charged with, in the same shape
   * @param factor what the loss is times the total
   */
  Work<Cotangents> pulling(Tensor byWeight, Tensor cost, double factor) {
    Tensor derivative = byWeight.mul(factor);
    Tensor score = cost.mul(factor * scale);
    return (run, draw) -> Gradients.paused(() -> pulled(draw, derivative, score));
  }

  private Cotangents pulled(int draw, Tensor derivative, Tensor score) {
    Cotangents cotangents = Cotangents.none();
    Tensor mine = of(draw, derivative);
    Tensor against = mine.neg();
    Tensor charged = of(draw, score);
    draws.get(draw).model().forEach(term -> term.pull(mine, cotangents));
    for (Term term : draws.get(draw).guide()) {
      if (term.isPathwise()) {
        term.pull(against, cotangents);
      } else {
        term.pullScore(against, charged, cotangents);
      }
    }
    return cotangents;
  }

  /**
   * Differentiates terms of a draw, such as one program's once more.
   *
   * @param derivative of the loss by each log density, in the shape of the log weights
   */
  void pull(int draw, List<Term> terms, Tensor derivative, Cotangents into) {
    Gradients.paused(
        () -> {
          Tensor mine = of(draw, derivative);
          terms.forEach(term -> term.pull(mine, into));
          return into;
        });
  }

  /** What belongs to a draw's terms; elements of shared plates stand where the terms have them. */
  private Tensor of(int draw, Tensor all) {
    return sideBySide ? all : all.select(0, draw);
  }

  private Tensor values() {
    List<Tensor> each = draws.map(this::weight);
    if (sideBySide) {
      return each.get();
    }
    return ShapeOps.stack(0, each.toJavaArray(Tensor[]::new));
  }

  private Tensor weight(Terms terms) {
    List<Tensor> parts =
        terms.model().map(this::folded).appendAll(terms.guide().map(term -> folded(term).neg()));
    Tensor weight = parts.reduceOption(Tensor::add).getOrElseThrow(Terms::nothingSampled);
    return scale == 1 ? weight : weight.div(scale);
  }

  /** Summed over plates that are not shared; dimensions of no plate are 1. */
  private Tensor folded(Term term) {
    return term.place().foldedFor(shared, term.logProb());
  }

  /** The plates around all terms. */
  private List<Frame> shared() {
    return draws
        .flatMap(draw -> draw.model().appendAll(draw.guide()))
        .map(this::plates)
        .reduceOption((some, others) -> some.filter(others::contains))
        .getOrElse(List.empty());
  }

  /**
   * Where a density has one number for all repetitions, they are no problems of their own; the
   * plate of the particles is the outermost.
   */
  private List<Frame> plates(Term term) {
    List<Frame> all = term.site().setting().plates();
    List<Frame> wide = all.filter(frame -> isFull(frame, term.logProb()));
    return sideBySide && !wide.contains(all.head()) ? wide.prepend(all.head()) : wide;
  }

  private static boolean isFull(Frame frame, Tensor logProb) {
    return frame.isVectorized()
        && -frame.dim() <= logProb.dim()
        && logProb.size(frame.dim()) == frame.size();
  }
}
