package dev.jyro.inference.guide;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.constraint.Image;
import dev.jyro.distribution.Delta;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Parameter;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Sample;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.param.Session;
import dev.jyro.ppl.Interpreter;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.Arrays;

/**
 * A latent site of a model, as its first run showed it.
 *
 * @param sample the site, in that run
 * @param support where its values lie, one value being all of the event
 * @param bijector from free numbers to values
 * @param type the type of its numbers
 * @param shape the shape of its values for all indices of all plates
 * @param freeShape the shape of their free numbers
 * @param initialization where it begins
 */
record Latent(
    Sample sample,
    Constraint support,
    Bijector bijector,
    DataType type,
    Shape shape,
    Shape freeShape,
    Initialization initialization) {
  /**
   * Of a site of a model.
   *
   * @throws SiteException if it is discrete or no bijector leads to its support
   */
  static Latent of(String guide, Sample sample, Initialization initialization) {
    needContinuous(guide, sample);
    Distribution prior = sample.distribution();
    int missing = prior.eventShape().dimension() - prior.support().eventDim();
    Constraint support = Constraints.independent(prior.support(), missing);
    Bijector bijector = Bijectors.to(support);
    Shape shape = Shapes.concat(batch(sample), prior.eventShape());
    Shape free = bijector.inverseShape(shape);
    return new Latent(sample, support, bijector, typeOf(prior), shape, free, initialization);
  }

  /** The type of a distribution's numbers, by its parameters. */
  static DataType typeOf(Distribution distribution) {
    return distribution.parameters().stream()
        .map(Parameter::value)
        .filter(Tensor::isFloating)
        .map(Tensor::dataType)
        .findFirst()
        .orElse(DataType.FLOAT32);
  }

  String name() {
    return sample.name();
  }

  /** The plates around it, outermost first. */
  List<Frame> plates() {
    return sample.setting().plates();
  }

  /** Whether this plate is the one at this depth around it. */
  boolean isInside(Frame frame, int depth) {
    return plates().size() > depth && plates().get(depth).equals(frame);
  }

  /** How many dimensions its plates take. */
  int nesting() {
    return -plates().map(Frame::dim).min().getOrElse(0);
  }

  /** The batch for all indices of all plates. */
  private static Shape batch(Sample sample) {
    long[] sizes = sample.distribution().batchShape().getShape().clone();
    for (Frame frame : sample.setting().plates()) {
      sizes[sizes.length + frame.dim()] = frame.fullSize();
    }
    return Shapes.of(sizes);
  }

  int eventDims() {
    return sample.distribution().eventShape().dimension();
  }

  boolean isReal() {
    return support.equals(Constraints.independent(Constraints.real(), eventDims()));
  }

  /** Whether one number of a value says nothing of where another may be. */
  boolean isElementwise() {
    return support.ofElements().eventDim() == 0;
  }

  int freeEventDims() {
    return bijector.domain().eventDim();
  }

  Shape freeBatch() {
    return Shapes.leading(freeShape, freeShape.dimension() - freeEventDims());
  }

  Shape freeEvent() {
    return Shapes.trailing(freeShape, freeEventDims());
  }

  /** The distribution of the value, given that of each free number. */
  Distribution mapped(Distribution free) {
    Distribution event = free.toEvent(freeEventDims());
    return isReal() ? event : Transformed.of(event, bijector);
  }

  /**
   * The value over these free numbers, for sure; its density is that of the change of variables.
   */
  Distribution delta(Tensor free) {
    if (isReal()) {
      return Delta.of(free, eventDims());
    }
    Image image = bijector.image(free);
    return Delta.of(image.value(), image.logAbsDetJacobian().neg(), eventDims());
  }

  /** The value to begin with, checked, for all indices; rows beyond a subsample repeat it. */
  Tensor start(Noise noise) {
    return Gradients.paused(() -> repeated(value(noise)));
  }

  /** The free numbers to begin with. */
  Tensor freeStart(Noise noise) {
    return Gradients.paused(
        () -> {
          Tensor free = bijector.inverse(start(noise));
          if (free.isFinite().all().item() == 0) {
            throw bad(start(noise), "lies on the border of the support, " + support.name());
          }
          return free;
        });
  }

  /** The value to begin with, as in the first run. */
  Tensor value(Noise noise) {
    Distribution prior = sample.distribution();
    Shape needed = Shapes.concat(prior.batchShape(), prior.eventShape());
    Tensor found = found(noise);
    if (!Shapes.broadcastsTo(found.shape(), needed)) {
      throw bad(found, "has shape %s, and the site %s".formatted(found.shape(), needed));
    }
    if (found.isFinite().all().item() == 0) {
      throw blamed(bad(found, "is not finite"));
    }
    Tensor value = found.to(type).detach().expand(needed);
    if (support.check(value).all().item() == 0) {
      throw bad(found, "is outside the support, " + support.name());
    }
    return value;
  }

  /** A batch can be to blame, through the prior: then a training that forgives it goes on. */
  private SiteException blamed(SiteException found) {
    if (sample.distribution().parameters().stream().anyMatch(Parameter::isBadForNonFinite)) {
      Interpreter.nearest(Session.class).forEach(session -> session.blame(found));
    }
    return found;
  }

  private Tensor found(Noise noise) {
    return initialization
        .orElse(Initialization.feasible())
        .at(sample, noise)
        .getOrElseThrow(() -> new IllegalStateException("feasible gives every site a value"));
  }

  private Tensor repeated(Tensor value) {
    Tensor all = value;
    for (Frame frame : plates()) {
      if (frame.size() < frame.fullSize()) {
        long[] rows = new long[(int) frame.fullSize()];
        Arrays.setAll(rows, i -> i % frame.size());
        all = all.indexSelect(all.dim() + frame.dim() - eventDims(), Tensor.of(rows));
      }
    }
    return all;
  }

  private SiteException bad(Tensor found, String reason) {
    return new SiteException(
        name(),
        "the starting value %s %s. Fix: another initialization, such as Initialization.feasible() or values(Map.of(\"%s\", …))."
            .formatted(shown(found), reason, name()));
  }

  private static String shown(Tensor value) {
    return value.numel() <= 8 ? value.toString() : "of shape " + value.shape();
  }

  private static void needContinuous(String guide, Sample sample) {
    Constraint support = sample.distribution().support();
    if (support.isDiscrete()) {
      throw new SiteException(
          sample.name(),
          "%s: it is discrete (%s), and the guide draws numbers that gradients pass. Fix one of: sum it out in the model, as MixtureSameFamily does; leave it to a guide of your own with except(\"%s\") in an AutoGuideList; use a relaxed distribution."
              .formatted(guide, support.name(), sample.name()));
    }
    try {
      Bijectors.to(support);
    } catch (JyroException e) {
      throw new SiteException(
          sample.name(),
          "%s: no bijector leads to its support, %s. Fix one of: sample free numbers and map them in the model; leave it to a guide of your own with except(\"%s\") in an AutoGuideList."
              .formatted(guide, support.name(), sample.name()),
          e);
    }
  }
}
