package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.Session;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Plate;
import dev.jyro.ppl.Primitives;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the guides of one model have in common: settings, the prototype, and draws.
 *
 * @param <A> what the model is given
 * @param <G> the guide itself
 */
abstract class Prototyped<A, G extends AutoGuide<A>> implements AutoGuide<A> {
  private static final String DRAWS = "_draws";

  private final Settings<A> settings;
  private final AtomicReference<@Nullable Prototype> prototype = new AtomicReference<>();

  /** The step in which the model was read, as long as no other relies on it. */
  private volatile Option<Object> learner = Option.none();

  Prototyped(Settings<A> settings) {
    this.settings = settings;
  }

  /** A guide of this kind with other settings. */
  abstract G with(Settings<A> other);

  /** Asks for parameters and samples the sites. */
  abstract void draw(Prototype read, Openings openings);

  final Settings<A> settings() {
    return settings;
  }

  // ---- Settings

  /** The same with another name, with which its parameters begin: for two guides in one program. */
  public final G name(String other) {
    return with(settings.name(other));
  }

  /**
   * The same with another place to begin. Sites for which it gives no value begin at {@link
   * Initialization#feasible}.
   */
  public final G initialization(Initialization other) {
    return with(settings.initialization(other));
  }

  /**
   * The same, told which plates a batch stands for; for those whose indices the model picks itself.
   *
   * @param ofBatch gives them as the model opens them: {@code batch -> List.of(Plate.of("data",
   *     1000).subsample(batch.indices()))}
   */
  public final G plates(Function<? super A, ? extends List<Plate>> ofBatch) {
    return with(settings.plates(ofBatch));
  }

  /** The same for the latent sites of these names only; see {@link AutoGuideList}. */
  public final G only(String... sites) {
    return with(settings.sites(Settings.isOneOf(sites)));
  }

  /** The same for all latent sites but these; see {@link AutoGuideList}. */
  public final G except(String... sites) {
    return with(settings.sites(Settings.isOneOf(sites).negate()));
  }

  // ---- Running

  @Override
  public final void run(A data) {
    Prototype read = read(data);
    Openings openings = Openings.training(settings.name(), read, settings.platesOf(data));
    Interpreter.under(new Reopening(), () -> draw(read, openings));
  }

  /**
   * Of two threads that read the model at once, the first is believed; they read the same. A step
   * that fails takes with it what was read in it, unless another has used that meanwhile.
   */
  final Prototype read(A data) {
    Option<Session> session = Interpreter.nearest(Session.class);
    Option<Object> step = session.map(Session::step);
    Prototype before = prototype.get();
    if (before != null) {
      learner = learner.equals(step) ? step : Option.none();
      return before;
    }
    Prototype read = Prototype.of(settings, data);
    learner = step;
    learn(read);
    session.forEach(one -> one.onUndo(() -> forget(read, step)));
    return Option.of(prototype.get()).getOrElse(read);
  }

  private void forget(Prototype read, Option<Object> step) {
    if (learner.equals(step)) {
      prototype.compareAndSet(read, null);
    }
  }

  final void learn(Prototype read) {
    prototype.compareAndSet(null, read);
  }

  /**
   * What the model's run showed.
   *
   * @throws JyroException before the first run
   */
  final Prototype known() {
    return Option.of(prototype.get()).getOrElseThrow(this::unread);
  }

  private JyroException unread() {
    return new JyroException(
        "%s has not been run yet and knows nothing of its model. Fix: params.run(guide, data), once; then the question."
            .formatted(settings.name()));
  }

  /** A parameter, begun with what the function gives. */
  final Tensor param(String name, Constraint constraint, Function<Noise, Tensor> initial) {
    Param param = Param.trained(named(name), Option.of(initial), constraint);
    return Interpreter.perform(param).value();
  }

  /** What a parameter is called. */
  final String named(String parameter) {
    return settings.name() + "." + parameter;
  }

  // ---- Asking

  @Override
  public final Draws sample(ParamStore params, int count, Noise noise) {
    if (count < 1) {
      throw new JyroException(
          "%s: %d draws. Needed: at least 1.".formatted(settings.name(), count));
    }
    Prototype read = known();
    try (TensorScope scope = TensorScope.open()) {
      Trace trace = traced(read, params, count, noise);
      Map<String, Tensor> draws = new LinkedHashMap<>();
      for (Latent site : read.latents()) {
        Tensor each = trace.value(site.name());
        draws.put(
            site.name(), each.reshape(Shapes.concat(Shapes.of(count), site.shape())).contiguous());
      }
      return Draws.of(draws);
    }
  }

  /** In a plate of draws left of all others. */
  private Trace traced(Prototype read, ParamStore params, int count, Noise noise) {
    Plate plate = Plate.of(DRAWS, count).dim(-read.nesting() - 1);
    Runnable body = () -> Primitives.plate(plate, indices -> draw(read, Openings.full()));
    return Interpreter.seeded(noise, () -> Trace.of(data -> asked(params, body), ""));
  }

  /** Runs the body with the parameters that there are; one that is missing is an error. */
  final void asked(ParamStore params, Runnable body) {
    params.run(data -> Interpreter.under(Prototyped::existing, body), "");
  }

  private static Site existing(Effect effect, Next outer) {
    return outer.ask(
        effect instanceof Param param
            ? new Param(
                param.name(),
                Option.none(),
                param.constraint(),
                param.role(),
                param.pinned(),
                param.setting())
            : effect);
  }

  @Override
  public Map<String, Tensor> mean(ParamStore params) {
    return Summaries.ofDraws(this, known().latents(), params, draws -> draws.mean(0));
  }

  @Override
  public Map<String, Tensor> median(ParamStore params) {
    return Summaries.ofDraws(this, known().latents(), params, Summaries::middle);
  }

  @Override
  public Map<String, Tensor> quantiles(ParamStore params, double... probabilities) {
    Summaries.needProbabilities(probabilities);
    return Summaries.ofDraws(
        this, known().latents(), params, draws -> Summaries.quantiles(draws, probabilities));
  }
}
