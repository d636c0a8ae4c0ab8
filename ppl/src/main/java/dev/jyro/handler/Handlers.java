package dev.jyro.handler;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Unit;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.Tuple;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Programs from programs: each method gives a model that runs as the given one does, but for one
 * thing.
 *
 * <p>They compose as functions, the outermost handler written first: {@code condition(scale(model,
 * 2), data)}. Where two handlers speak of one thing the outer one has the last word, for it sees
 * the request later.
 *
 * <p>All are safe for threads: what a handler has to remember, it remembers for one run.
 */
public final class Handlers {
  private Handlers() {}

  // ---- Any handler

  /** Runs the body with one more handler inside those of now, and gives its value. */
  public static <T> T under(Handler handler, Supplier<T> body) {
    return Interpreter.under(handler, body);
  }

  /** The model with this handler around it; the handler must not remember anything between runs. */
  public static <A> Model<A> with(Handler handler, Model<A> model) {
    return each(() -> handler, model);
  }

  /** The model with a new handler from the supplier around it at every run. */
  public static <A> Model<A> each(Supplier<? extends Handler> handler, Model<A> model) {
    return data -> Interpreter.under(handler.get(), () -> model.run(data));
  }

  // ---- Values

  /** Runs the model on the data and records it. */
  public static <A> Trace trace(Model<A> model, A data) {
    return Trace.of(model, data);
  }

  /**
   * The latent sites get their values from the trace, and the plates their indices; sites that the
   * trace does not have are drawn. Observed sites stay as they are.
   *
   * @throws SiteException in the run, if a latent site was something else in the trace, or a plate
   *     had another size
   */
  public static <A> Model<A> replay(Model<A> model, Trace trace) {
    return with(new Replay(trace), model);
  }

  /**
   * Sample sites of these names are data, with these values, whatever they were. A name for which
   * there is none is warned of in the log, once; see {@link #conditionStrictly}.
   */
  public static <A> Model<A> condition(Model<A> model, Map<String, Tensor> data) {
    return ByName.CONDITION.around(model, data, Naming.warning());
  }

  /**
   * {@link #condition} on what another run drew, the indices of subsampled plates included: values
   * of a subsample are those of its rows.
   *
   * @throws SiteException in the run, if a plate that takes a subsample, here or in the trace, had
   *     another size
   */
  public static <A> Model<A> condition(Model<A> model, Trace trace) {
    return condition(
        with(new Resubsample(trace, "condition"), model),
        trace
            .sites()
            .filter(Site::isSample)
            .toJavaMap(site -> Tuple.of(site.name(), site.value())));
  }

  /**
   * {@link #condition}, but a name for which there is no sample site is an error.
   *
   * @throws SiteException after the run, naming the sites that there were
   */
  public static <A> Model<A> conditionStrictly(Model<A> model, Map<String, Tensor> data) {
    return ByName.CONDITION.around(model, data, Naming.strictly());
  }

  /**
   * Observed sites are drawn; what they were is kept as {@link Hint#WAS_OBSERVED}. Factors, which
   * are no data, stay.
   */
  public static <A> Model<A> uncondition(Model<A> model) {
    return with((effect, outer) -> outer.ask(forgetting(effect)), model);
  }

  /**
   * Latent sites, parameters and plates of these names have these values, without being data. A
   * name for which there is none is warned of in the log, once.
   */
  public static <A> Model<A> substitute(Model<A> model, Map<String, Tensor> values) {
    return ByName.SUBSTITUTE.around(model, values, Naming.warning());
  }

  /**
   * Pearl's do: the sites of these names are drawn or observed as ever, but what follows in the
   * program goes on with these values. A name that does not come up is warned of in the log, once.
   */
  public static <A> Model<A> intervene(Model<A> model, Map<String, Tensor> values) {
    return ByName.INTERVENE.around(model, values, Naming.warning());
  }

  /**
   * All draws are decided by the seed, by the name of each site, and by how often the name came up.
   * The innermost seed counts; where else it stands among the handlers makes no difference.
   */
  public static <A> Model<A> seed(Model<A> model, long seed) {
    return data -> Interpreter.seeded(Noise.of(seed), () -> model.run(data));
  }

  // ---- Visibility and names

  /** No handler outside sees anything; parameters excepted, since somebody must keep them. */
  public static <A> Model<A> block(Model<A> model) {
    return block(model, effect -> !(effect instanceof Param));
  }

  /**
   * No handler outside sees these effects, plates included; they are answered here, as if there
   * were none.
   *
   * <p>A hidden parameter that is not given by an inner {@link #substitute} is an error, for nobody
   * is left to keep it.
   */
  public static <A> Model<A> block(Model<A> model, Predicate<Effect> hidden) {
    return with(
        (effect, outer) -> hidden.test(effect) ? Interpreter.answer(effect) : outer.ask(effect),
        model);
  }

  /** Every site's and plate's name gets {@code prefix/} in front. */
  public static <A> Model<A> scope(Model<A> model, String prefix) {
    return with((effect, outer) -> outer.ask(effect.named(prefix + "/" + effect.name())), model);
  }

  // ---- Densities

  /**
   * Log densities count only where the mask is true, which broadcasts to their batch; they are
   * exactly 0 elsewhere, even where they would be infinite or NaN. Nested masks combine by and.
   *
   * @throws JyroException if it is not a boolean tensor
   */
  public static <A> Model<A> mask(Model<A> model, Tensor mask) {
    if (mask.dataType() != DataType.BOOLEAN) {
      throw new JyroException(
          "mask: a tensor of type %s. Needed: boolean, such as x.gt(0)."
              .formatted(mask.dataType()));
    }
    return with((effect, outer) -> outer.ask(effect.in(effect.setting().maskedBy(mask))), model);
  }

  /**
   * Log densities are multiplied with the factor; nested factors multiply.
   *
   * @throws JyroException if it is not a positive number; to switch sites off use {@link #mask}
   */
  public static <A> Model<A> scale(Model<A> model, double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new JyroException(
          "scale: %s. Needed: a positive number. To leave sites out use mask.".formatted(factor));
    }
    return with((effect, outer) -> outer.ask(effect.in(effect.setting().scaledBy(factor))), model);
  }

  // ---- Kinds and remarks

  /**
   * The parameters for which a prior is given become sample sites; weights of networks too. A
   * parameter that is asked for twice is one site. Parameters that an inner {@link #substitute}
   * gives stay.
   *
   * @param priors gives the prior from the parameter, or none to leave it a parameter
   */
  public static <A> Model<A> lift(Model<A> model, Function<Param, Option<Distribution>> priors) {
    return each(() -> new Lift(priors), model);
  }

  /**
   * {@link #lift} of the parameters of these names; a name that does not come up is warned of in
   * the log, once.
   */
  public static <A> Model<A> lift(Model<A> model, Map<String, Distribution> priors) {
    Map<String, Distribution> kept = Map.copyOf(priors);
    Consumer<SiteException> complain = Naming.warning();
    return data -> {
      Naming<Distribution> naming = new Naming<>(kept);
      lift(model, param -> naming.find(param, true)).run(data);
      naming.judge("lift", "a parameter", complain);
    };
  }

  /**
   * Latent sites for which there is a reparameterisation are drawn by it, and their values stand
   * under the old names as deterministic ones. Observed sites stay as they are.
   *
   * <p>Handlers outside see the auxiliary sites; what is to treat a site by its old name, such as
   * {@link #condition}, goes inside.
   *
   * @param choice gives the reparameterisation of a site, or none to leave it as it is
   */
  public static <A> Model<A> reparam(Model<A> model, Function<Sample, Option<Reparam>> choice) {
    return with(new Reparameterizing(choice), model);
  }

  /**
   * {@link #reparam} of the sites of these names; a name that does not come up is warned of in the
   * log, once.
   */
  public static <A> Model<A> reparam(Model<A> model, Map<String, ? extends Reparam> sites) {
    return Reparameterizing.byName(model, sites, Naming.warning());
  }

  /**
   * {@link #reparam}, but a name for which there is no sample site is an error.
   *
   * @throws SiteException after the run, naming the sites that there were
   */
  public static <A> Model<A> reparamStrictly(Model<A> model, Map<String, ? extends Reparam> sites) {
    return Reparameterizing.byName(model, sites, Naming.strictly());
  }

  /** The sites that satisfy the condition carry the remark. */
  public static <A, T> Model<A> hint(
      Model<A> model, Predicate<Effect> where, Hint<T> key, T value) {
    return with(
        (effect, outer) ->
            outer.ask(
                where.test(effect) ? effect.in(effect.setting().hinting(key, value)) : effect),
        model);
  }

  private static Effect forgetting(Effect effect) {
    return effect instanceof Sample sample && !(sample.distribution() instanceof Unit)
        ? forgotten(sample)
        : effect;
  }

  private static Sample forgotten(Sample sample) {
    return sample.draw() instanceof Draw.Observed data
        ? sample.freed().in(sample.setting().hinting(Hint.WAS_OBSERVED, data.value()))
        : sample;
  }
}
