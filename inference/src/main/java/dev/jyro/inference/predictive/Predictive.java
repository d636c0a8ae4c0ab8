package dev.jyro.inference.predictive;

import dev.jyro.JyroException;
import dev.jyro.inference.parallel.Crew;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.ParamValues;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Predictions of a model: draws of its sites, the latent values coming from a fitted guide, from
 * draws of the posterior, or from the prior.
 *
 * <p>Draws are of {@code p(ỹ | x) = ∫ p(ỹ | z) q(z | x) dz}: for each draw values z of the latent
 * sites, and then whatever else the model has. Observed sites are drawn, too; {@link #keepingData}
 * lets them be what they are. Latent sites for which there is no value are drawn by the model.
 *
 * <pre>{@code
 * Predictive<Tensor> predictive = Predictive.of(model, svi.params(), guide).draws(1000);
 * Draws draws = predictive.draw(inputs, 42);
 * double mean = draws.get("y").mean().item();
 * }</pre>
 *
 * <p>Which sites: all sample and deterministic sites of the model but those of which there are
 * draws already, or the ones that {@link #sites} names. Shapes: {@code [chains, draws] + shape of
 * one value}; one chain, unless posterior draws come in several.
 *
 * <p>One draw is made after the other, which works for any program; {@link #sideBySide} makes many
 * in one run, in a plate outside all others, which is faster and needs a program that is written
 * for plates. {@link #parallel} shares the runs among threads.
 *
 * <p>The parameters are those of the moment at which it was made; networks run as after training.
 * No gradients are recorded, and what a run leaves is freed at its end.
 *
 * <p>The numbers are decided by the seed, the data and the number of draws side by side, by nothing
 * else: not by threads, nor by what else is going on. With a plate's random subsample all draws see
 * the same one; of posterior draws that are of all repetitions those of the subsample are taken.
 * Those of a subsample are an error, unless the plate is given its indices: which they are of is
 * not known.
 *
 * <p>Errors: a {@link dev.jyro.effect.SiteException} if a parameter is missing, if a named site
 * does not come up (the nearest name is suggested), if the guide draws a site that is not a latent
 * one of the model, if there are draws of a site that the model has not or computes, if draws do
 * not fit the plates, or if a value's shape differs between draws.
 *
 * <p>Immutable; one object may serve any number of threads. Handlers of the calling thread are not
 * seen by other threads: put them around the model.
 *
 * <p>Source: Gelman, Carlin, Stern, Dunson, Vehtari and Rubin, Bayesian Data Analysis, third
 * edition, 2013, section 1.3; the words are those of Pyro's {@code Predictive}.
 *
 * @param <A> what the programs are given
 */
public final class Predictive<A> {
  /** Stands among the sites' names, and is none of theirs. */
  private static final String WEIGHTS = "_logWeights";

  private final Programs<A> programs;
  private final Option<Integer> count;
  private final Selection selection;
  private final Plan plan;

  private Predictive(Programs<A> programs, Option<Integer> count, Selection selection, Plan plan) {
    this.programs = programs;
    this.count = count;
    this.selection = selection;
    this.plan = plan;
  }

  // ---- From what

  /** From a guide that was fitted with these parameters. */
  public static <A> Predictive<A> of(Model<A> model, ParamStore params, Model<A> guide) {
    return from(model, params.values(), Source.guide(guide));
  }

  /** From draws of the posterior, as many as there are, of a model without parameters. */
  public static <A> Predictive<A> of(Model<A> model, Draws posterior) {
    return from(model, ParamValues.none(), Source.draws(posterior));
  }

  /** From draws of the posterior, as many as there are, of a model with these parameters. */
  public static <A> Predictive<A> of(Model<A> model, ParamStore params, Draws posterior) {
    return from(model, params.values(), Source.draws(posterior));
  }

  /** From the prior of a model without parameters. */
  public static <A> Predictive<A> prior(Model<A> model) {
    return from(model, ParamValues.none(), Source.prior());
  }

  /** From the prior of a model with these parameters. */
  public static <A> Predictive<A> prior(Model<A> model, ParamStore params) {
    return from(model, params.values(), Source.prior());
  }

  private static <A> Predictive<A> from(Model<A> model, ParamValues params, Source<A> source) {
    return new Predictive<>(
        Programs.of(model, source),
        source.posterior().map(Draws::size),
        new Selection(Option.none()),
        Plan.with(params));
  }

  // ---- How

  /**
   * How many draws; needed unless there are posterior draws, whose number it then is.
   *
   * @throws JyroException if it is less than 1, or another number than that of the posterior draws
   */
  public Predictive<A> draws(int number) {
    if (number < 1) {
      throw new JyroException("Predictive: %d draws. Needed: at least 1.".formatted(number));
    }
    posterior().forEach(posterior -> needAsMany(posterior, number));
    return new Predictive<>(programs, Option.of(number), selection, plan);
  }

  /** Only these sites; deterministic ones may be among them. */
  public Predictive<A> sites(String... names) {
    Selection named = new Selection(Option.of(List.of(names)));
    return new Predictive<>(programs, count, named, plan);
  }

  /** Observed sites stay what they are, instead of being drawn. */
  public Predictive<A> keepingData() {
    return new Predictive<>(programs.keepingData(), count, selection, plan);
  }

  /**
   * All draws in one run of the programs, in a plate outside all others; see {@link
   * #sideBySide(int)} for what the programs must be like.
   */
  public Predictive<A> sideBySide() {
    return sideBySide(Integer.MAX_VALUE);
  }

  /**
   * So many draws in one run of the programs, in a plate outside all others; the fewer, the less
   * memory it takes. How many plates the programs nest is found by one more run.
   *
   * <p>Reductions in the programs must name their dimensions, counted from the right: {@code
   * sum(-1)}, not {@code sum()}, which adds up the draws, too. Predicting throws a {@link
   * dev.jyro.effect.SiteException} at plates and computed values that would mix draws; a reduction
   * over everything whose result goes into a sample site's distribution it does not see. When in
   * doubt compare with one draw after the other.
   *
   * @throws JyroException if it is less than 1
   */
  public Predictive<A> sideBySide(int most) {
    return planned(plan.sideBySide(most));
  }

  /**
   * How many batch dimensions the programs' own plates take at the most. It spares {@link
   * #sideBySide} the run that finds out, and that looks for dimensions which belong to no plate:
   * say it of a program that has predicted without. More than they take does no harm; if it is
   * less, predicting throws a {@link dev.jyro.effect.SiteException}.
   *
   * @throws JyroException if it is negative
   */
  public Predictive<A> plateNesting(int dimensions) {
    return planned(plan.nesting(dimensions));
  }

  /**
   * Shares the runs among this many threads: the caller's, and others of the executor, as far as it
   * has some free.
   *
   * @throws JyroException if it is less than 1
   */
  public Predictive<A> parallel(Executor executor, int threads) {
    return planned(plan.crew(new Crew(executor, threads)));
  }

  // ---- Go

  /**
   * Predicts.
   *
   * @param seed decides the numbers
   * @throws JyroException if it is not said how many draws, or there is no site to predict; and see
   *     the class
   */
  public Draws draw(A data, long seed) {
    return draw(data, Noise.of(seed));
  }

  /** {@link #draw(Object, long)}, each time with other numbers. */
  public Draws draw(A data) {
    return draw(data, Noise.fresh());
  }

  /**
   * The log density of each datum at each draw of the latent sites: what WAIC and cross-validation
   * are computed from. Not scaled for subsamples; NaN for a datum that is masked out, which LOO and
   * WAIC leave out.
   *
   * @param seed decides the latent values, as in {@link #draw(Object, long)}
   * @return for each observed site {@code [chains, draws] + batch shape of the site}
   * @throws JyroException as {@link #draw(Object, long)}, and if nothing is observed
   */
  public Draws logLikelihoods(A data, long seed) {
    return drawn(Noise.of(seed), batch -> programs.logLikelihoods(data, batch));
  }

  /**
   * Importance sampling: draws of the guide, or of the prior, with their weights as draws of the
   * posterior given the data.
   *
   * @param seed decides the draws
   * @throws JyroException as {@link #draw(Object, long)}, and from posterior draws, whose density
   *     is not known
   */
  public Importance importance(A data, long seed) {
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> found =
          plan.draw(
              number(), Noise.of(seed), batch -> programs.weighed(data, batch, selection, WEIGHTS));
      Tensor logWeights = Objects.requireNonNull(found.remove(WEIGHTS));
      return Importance.of(Draws.of(found), logWeights.toDoubles());
    }
  }

  private Draws draw(A data, Noise root) {
    return drawn(root, batch -> programs.predicted(data, batch, selection));
  }

  private Draws drawn(Noise root, Function<Batch, Map<String, Tensor>> body) {
    int chains = posterior().map(Draws::chains).getOrElse(1);
    try (TensorScope scope = TensorScope.open()) {
      return Draws.of(plan.draw(number(), root, body)).inChains(chains);
    }
  }

  private Predictive<A> planned(Plan other) {
    return new Predictive<>(programs, count, selection, other);
  }

  private Option<Draws> posterior() {
    return programs.source().posterior();
  }

  private int number() {
    return count.getOrElseThrow(Predictive::noCount);
  }

  private static void needAsMany(Draws posterior, int number) {
    if (posterior.size() != number) {
      throw new JyroException(
          "Predictive: %d draws are wanted and the posterior has %d. Needed: one for each. Fix: leave draws(%1$d) out."
              .formatted(number, posterior.size()));
    }
  }

  private static JyroException noCount() {
    return new JyroException(
        "Predictive: how many draws? Fix: say draws(1000), or give draws of the posterior.");
  }
}
