package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Param;
import dev.jyro.effect.Setting;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.param.Session;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * One evaluation of an objective: a model and a guide on one batch, with noise of its own.
 *
 * @param <A> what the programs are given
 */
public final class Run<A> {
  private static final String PARTICLES = "_particles";

  private final Programs<A> programs;
  private final int step;
  private final Noise noise;
  private final Checks checks;
  private final ToIntFunction<ToIntFunction<Run<A>>> nesting;
  private final Session session;
  private final boolean proven;
  private final List<Particle> particles = new ArrayList<>();
  private final Map<String, Tensor> memories = new LinkedHashMap<>();

  Run(
      Programs<A> programs,
      int step,
      Noise noise,
      Checks checks,
      ToIntFunction<ToIntFunction<Run<A>>> nesting,
      Session session,
      boolean proven) {
    this.programs = programs;
    this.step = step;
    this.noise = noise;
    this.checks = checks;
    this.nesting = nesting;
    this.session = session;
    this.proven = proven;
  }

  /** What the programs are given. */
  public A data() {
    return programs.data();
  }

  /** How many steps of training there were before this one. */
  public int step() {
    return step;
  }

  /**
   * Draws one particle and checks it.
   *
   * @param number which; each number has noise of its own
   * @throws dev.jyro.effect.SiteException if model and guide do not fit, or shapes do not fit the
   *     plates
   */
  public Particle particle(int number) {
    return drawn(Option.none(), noise.at(number), Option.none());
  }

  /**
   * Draws one particle, and frees it when the body is done with it.
   *
   * @param number which; each number has noise of its own
   * @param loss computes what the particle adds to the loss
   * @return that
   * @throws dev.jyro.effect.SiteException as {@link #particle(int)}, and if the loss is not finite
   */
  public double particle(int number, ToDoubleFunction<Particle> loss) {
    return once(
        number,
        particle -> {
          double share = loss.applyAsDouble(particle);
          if (!Double.isFinite(share)) {
            throw blame(share, List.of(particle));
          }
          return share;
        });
  }

  /** What the body makes of a particle, which is freed then. */
  <T> T once(int number, Function<Particle, T> body) {
    try (TensorScope scope = TensorScope.open()) {
      Particle particle = particle(number);
      T made = body.apply(particle);
      particles.remove(particle);
      return made;
    }
  }

  /**
   * Draws several particles side by side, in a plate outside all others of the programs.
   *
   * @param count how many
   * @param nesting how many batch dimensions the programs' own plates take at the most
   */
  public Particle particles(int count, int nesting) {
    return drawn(sideBySide(count, nesting), noise.at(0), Option.none());
  }

  /** One particle whose data the model draws too: see {@link Replica}. */
  Particle replica(int number) {
    return drawn(Option.none(), noise.at(number), Replica.DRAWING);
  }

  /** Several of them side by side. */
  Particle replicas(int count) {
    int nesting = this.nesting.applyAsInt(Run::countedNestingOfReplicas);
    return drawn(sideBySide(count, nesting), noise.at(0), Replica.DRAWING);
  }

  private static Option<Plate> sideBySide(int count, int nesting) {
    return Option.of(Plate.of(PARTICLES, count).dim(-nesting - 1));
  }

  /**
   * How many batch dimensions the programs' plates take: found by running them once, with checks;
   * nothing is left of that run but parameters.
   *
   * @throws dev.jyro.effect.SiteException if shapes do not fit the plates
   */
  public int plateNesting() {
    return nesting.applyAsInt(Run::countedNesting);
  }

  /**
   * Runs the programs once and counts. Densities are computed too: beside several particles a stray
   * dimension could pass for theirs.
   */
  int countedNesting() {
    Particle trial = drawn(Option.none(), noise, Option.none());
    new Terms(trial).elbo();
    return nesting(trial);
  }

  /** The same without densities, which there may not be where data are drawn. */
  private int countedNestingOfReplicas() {
    Particle trial = replica(0);
    trial.guideSites().appendAll(trial.modelSites()).forEach(Points::needPlates);
    return nesting(trial);
  }

  private static int nesting(Particle trial) {
    return trial
        .guideSites()
        .appendAll(trial.modelSites())
        .flatMap(site -> site.setting().plates())
        .map(frame -> -frame.dim())
        .max()
        .getOrElse(0);
  }

  /** Whether a step has succeeded; until then all is done on one thread, with checks. */
  boolean isProven() {
    return proven;
  }

  /** The same run for a part of it on another thread, to be {@linkplain #join joined} again. */
  Run<A> fork() {
    return new Run<>(programs, step, noise, checks, nesting, session.fork(), false);
  }

  /** What the part came to is this run's. */
  void join(Run<?> fork) {
    session.join(fork.session);
    particles.addAll(fork.particles);
    memories.putAll(fork.memories);
  }

  /** The work for any thread: under the handlers of this one, and with this run's parameters. */
  <T> Supplier<T> carried(Supplier<T> work) {
    boolean recording = Gradients.isRecording();
    Supplier<T> recorded = () -> recording ? Gradients.recording(work) : Gradients.paused(work);
    return Interpreter.carried(() -> Interpreter.under(session, recorded));
  }

  /** Says where a loss came from that is not finite. */
  JyroException blame(double loss, List<Particle> where) {
    JyroException found = Diagnosis.of(loss, where);
    session.blame(found);
    return found;
  }

  /** The particles drawn so far. */
  List<Particle> drawn() {
    return particles;
  }

  /** The guide once more on the draws of a particle, some of what it uses being held constant. */
  Trace guideAgain(Particle particle, Held held) {
    return programs.guideAgain(particle, held);
  }

  /** The model once more on the draws of a particle, some of what it uses being held constant. */
  Trace modelAgain(Particle particle, Held held) {
    return programs.modelAgain(particle, held);
  }

  /** The model on draws of its own, beside those of a particle. */
  Trace prior(Particle particle) {
    return programs.prior(particle);
  }

  /**
   * A guide's run on what the model dreamt: its latent sites have the dream's values.
   *
   * @param asleep the guide, given the dream
   * @throws dev.jyro.effect.SiteException if it does not fit the model
   */
  Trace dreamt(Model<Trace> asleep) {
    Particle dream = programs.dreamt(asleep, noise.at("dream"));
    checks.inspect(dream);
    return dream.guide();
  }

  /**
   * A number that an objective remembers from step to step: a parameter that is kept and saved, but
   * not trained.
   */
  Tensor remembered(String name, Tensor initial) {
    Param param =
        new Param(
            name,
            Option.of(any -> initial),
            Constraints.real(),
            Param.Role.KEPT,
            Option.none(),
            Setting.plain());
    return session.kept(param);
  }

  /** Remembers another number, if the loss of this step turns out to be finite. */
  void remember(String name, Tensor number) {
    memories.put(name, number);
  }

  /** What is to be remembered. */
  Map<String, Tensor> memories() {
    return memories;
  }

  private Particle drawn(Option<Plate> plate, Noise noise, Option<Handler> data) {
    Particle particle = programs.particle(plate, noise, data);
    plate.forEach(any -> needRoom(particle));
    checks.inspect(particle);
    particles.add(particle);
    return particle;
  }

  /** A plate left of the particles' would be taken for theirs. */
  private static void needRoom(Particle drawn) {
    for (Site site : drawn.guideSites().appendAll(drawn.modelSites())) {
      for (Frame outermost : leftOfParticles(site)) {
        throw new SiteException(
            site.name(),
            "it is in plate '%s' in dimension %d, and the first batch had no plate there: the plate of the particles is to the right of it. Needed: as many nested plates for each batch. Fix one of: open the plate for every batch, of size 1 if need be; particles one after the other, withParticles."
                .formatted(outermost.name(), outermost.dim()));
      }
    }
  }

  private static Option<Frame> leftOfParticles(Site site) {
    return site.setting()
        .plates()
        .minBy(Frame::dim)
        .filter(outermost -> !outermost.name().equals(PARTICLES));
  }
}
