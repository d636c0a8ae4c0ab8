package dev.jyro.ppl;

import ai.djl.nn.Block;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Unit;
import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Setting;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The verbs of a probabilistic program; import them statically.
 *
 * <p>Each asks the handlers of the thread (see {@link dev.jyro.effect.Handler}). Without handlers
 * {@code sample} draws, {@code observe} gives the data, and {@code param} fails, for somebody must
 * keep parameters.
 *
 * <p>A name may be used once in a run, but for parameters, which may be asked for again.
 */
public final class Primitives {
  private Primitives() {}

  /** A value of the distribution: drawn, unless a handler decides otherwise. */
  public static Tensor sample(String name, Distribution distribution) {
    return Interpreter.perform(Sample.free(name, distribution)).value();
  }

  /** {@link #sample} at a guide's site that the model does not have, on purpose. */
  public static Tensor sampleAuxiliary(String name, Distribution distribution) {
    Setting setting = Setting.plain().hinting(Hint.AUXILIARY, true);
    return Interpreter.perform(Sample.free(name, distribution).in(setting)).value();
  }

  /**
   * {@link #sample} at a guide's site whose draw carries no gradient, with a guess at what it will
   * be charged with. An objective that uses baselines subtracts it, which takes noise out of the
   * gradient and changes nothing in its mean, and trains the guess; others take no notice.
   *
   * <p>The guess's training goes wherever the guess was computed from. What it shares with the
   * guide, such as an earlier draw or an encoder's output, is to be given to it detached: {@code
   * net.forward(hidden.detach())}. Else the guide is trained to be easy to guess, too.
   *
   * @param baseline of the batch shape, or what broadcasts to it; must not be computed from the
   *     draw or from what comes after it
   */
  public static Tensor sample(String name, Distribution distribution, Tensor baseline) {
    Setting setting = Setting.plain().hinting(Hint.BASELINE, baseline);
    return Interpreter.perform(Sample.free(name, distribution).in(setting)).value();
  }

  /**
   * States that the value was drawn from the distribution.
   *
   * @return the value, unless a handler decides otherwise
   */
  public static Tensor observe(String name, Distribution distribution, Tensor value) {
    return Interpreter.perform(Sample.free(name, distribution).observing(value)).value();
  }

  /**
   * Adds to the log density; an observed site without content. Inside a plate it counts once for
   * each repetition, and it is scaled and masked as any density.
   *
   * @param logFactor of a shape that the plates allow
   */
  public static void factor(String name, Tensor logFactor) {
    Setting setting = Setting.plain().hinting(Hint.AUXILIARY, true);
    Tensor nothing = Tensor.constant(0, logFactor.dataType());
    Interpreter.perform(Sample.free(name, Unit.of(logFactor)).in(setting).observing(nothing));
  }

  /** Gives a computed value a name, under which traces and predictions hold it. */
  public static Tensor deterministic(String name, Tensor value) {
    return Interpreter.perform(new Deterministic(name, value, Setting.plain())).value();
  }

  // ---- Parameters

  /**
   * A parameter that exists already.
   *
   * @throws SiteException if it does not
   */
  public static Tensor param(String name) {
    return Interpreter.perform(Param.trained(name, Option.none(), Constraints.real())).value();
  }

  /** A parameter that starts with this number, float32. */
  public static Tensor param(String name, double initial) {
    return param(name, initial, Constraints.real());
  }

  /** A parameter that starts with this number, float32, and stays inside the constraint. */
  public static Tensor param(String name, double initial, Constraint constraint) {
    return param(name, () -> Tensor.scalar(initial), constraint);
  }

  /** A parameter that starts with these numbers. */
  public static Tensor param(String name, Tensor initial) {
    return param(name, initial, Constraints.real());
  }

  /** A parameter that starts with these numbers and stays inside the constraint. */
  public static Tensor param(String name, Tensor initial, Constraint constraint) {
    return param(name, () -> initial, constraint);
  }

  /** A parameter whose start is computed only if it is new. */
  public static Tensor param(String name, Supplier<Tensor> initial, Constraint constraint) {
    return Interpreter.perform(Param.trained(name, Option.of(noise -> initial.get()), constraint))
        .value();
  }

  /**
   * The network with its weights taken from the surroundings: each is the parameter {@code
   * name.weight}.
   */
  public static Net module(String name, Net net) {
    return net.bound(weight -> Interpreter.perform(weight.under(name)).value());
  }

  /** {@link #module(String, Net)} of a DJL block that has been initialised. */
  public static Net module(String name, Block block) {
    return module(name, Net.of(block));
  }

  // ---- Plates

  /** Runs the body once, for all of {@code size} independent repetitions side by side. */
  public static void plate(String name, long size, Runnable body) {
    plate(Plate.of(name, size), indices -> body.run());
  }

  /**
   * {@link #plate(String, long, Runnable)} that gives what the body gives: {@code Tensor z =
   * plate("data", 10, () -> sample("z", Normal.of(0, 1)));}
   */
  public static <T> T plate(String name, long size, Supplier<T> body) {
    Plate plate = Plate.of(name, size);
    return Interpreter.under(handler(plate, indices(plate)), body);
  }

  /**
   * Runs the body once, for {@code subsample} of {@code size} repetitions side by side; densities
   * inside count {@code size / subsample} fold.
   *
   * @param body is given the indices, int64
   */
  public static void plate(String name, long size, long subsample, Consumer<Tensor> body) {
    plate(Plate.of(name, size).subsample(subsample), body);
  }

  /**
   * Runs the body once for the repetitions that the plate takes; it is given their indices.
   *
   * <p>A plate takes the first batch dimension from the right that no plate outside it has. It may
   * be opened again in the same run if it takes the same indices.
   *
   * @throws dev.jyro.JyroException if a plate of its name or in its dimension is open already
   * @throws SiteException if it was replayed with another number of indices
   */
  public static void plate(Plate plate, Consumer<Tensor> body) {
    Site indices = indices(plate);
    Interpreter.under(handler(plate, indices), () -> body.accept(indices.value()));
  }

  /**
   * Runs the body once for each index; names inside must differ, so put the index into them. As in
   * every plate the runs are declared independent of each other: a chain, where one goes on from
   * another, is a plain loop.
   */
  public static void sequentialPlate(String name, long size, LongConsumer body) {
    sequentialPlate(Plate.of(name, size), body);
  }

  /**
   * Runs the body once for each repetition that the plate takes, one after the other.
   *
   * <p>It takes no batch dimension; it scales for a subsample as the other plates do.
   *
   * @throws dev.jyro.JyroException if a plate of its name is open already, or it was given a
   *     dimension
   */
  public static void sequentialPlate(Plate plate, LongConsumer body) {
    Site site = indices(plate);
    long[] indices = site.value().toLongs();
    Frame frame = plate.sequentialFrame(site.name(), indices.length, Interpreter.plates());
    for (int run = 0; run < indices.length; run++) {
      long index = indices[run];
      Interpreter.under(new PlateHandler(frame.at(run)), () -> body.accept(index));
    }
  }

  private static PlateHandler handler(Plate plate, Site indices) {
    long taken = indices.value().numel();
    return new PlateHandler(plate.frame(indices.name(), taken, Interpreter.plates()));
  }

  private static Site indices(Plate plate) {
    long count = plate.count().getOrElse(plate.size());
    Site site =
        Interpreter.perform(
            new Subsample(plate.name(), plate.size(), count, plate.indices(), Setting.plain()));
    long taken = site.value().numel();
    if (plate.count().isDefined() && taken != count) {
      throw new SiteException(
          site.name(),
          "the plate takes %d of %d repetitions here, and was given %d by a handler. Fix: use one subsample size in model and guide."
              .formatted(count, plate.size(), taken));
    }
    return site;
  }
}
