package dev.jyro.inference.guide;

import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.Map;

/**
 * A guide that writes itself: made from a model, handed to SVI, asked for its posterior afterwards.
 *
 * <pre>{@code
 * AutoNormal<Batch> guide = AutoNormal.of(model);
 * SVI<Batch> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
 * …
 * Map<String, Tensor> median = guide.median(svi.params());
 * }</pre>
 *
 * <p>It runs the model once, when it is first run itself, and learns its latent sites: where their
 * values lie, of what shapes they are, in which plates. That does not change any more; a copy made
 * by a setting reads the model anew. Its parameters are named {@code GUIDE.site.loc} and so on.
 * Values and their summaries are in the site's own space, by the site's name, for all indices of
 * its plates.
 *
 * <p>Where the model takes a subsample of a plate, so does the guide: parameters are those of all
 * indices, and a step uses the rows that it takes. Which rows a batch stands for the guide cannot
 * see where the model picks them itself; it is told by a setting, {@code plates}.
 *
 * <p>Errors, at the first run: {@link dev.jyro.effect.SiteException} for a latent site that is
 * discrete, that lies where no bijector leads, or that is in a plate whose body runs once an index;
 * for a starting value that is outside the support, not finite, or of another shape. {@link
 * dev.jyro.JyroException} for a model without latent sites, and for a summary before the first run
 * or without the parameters.
 *
 * <p>Immutable but for what it learnt at its first run; safe for any number of threads.
 *
 * @param <A> what the model is given
 */
public interface AutoGuide<A> extends Model<A> {
  /**
   * Independent draws.
   *
   * @param params the fitted parameters, {@code svi.params()}
   * @param noise decides the draws
   * @return for each site {@code [count] + shape of its value}
   * @throws dev.jyro.JyroException if the guide has not been run, or lacks a parameter
   */
  Draws sample(ParamStore params, int count, Noise noise);

  /**
   * The mean of each number: exact up to rounding where the values of the site's numbers do not
   * bound each other, else of draws.
   *
   * @throws dev.jyro.JyroException as {@link #sample}
   */
  Map<String, Tensor> mean(ParamStore params);

  /**
   * The value in the middle: the median of each number, exact where the values of the site's
   * numbers do not bound each other; else what lies over the middle of the free numbers, a value of
   * the support.
   *
   * @throws dev.jyro.JyroException as {@link #sample}
   */
  Map<String, Tensor> median(ParamStore params);

  /**
   * Quantiles of each number by itself, exact or of draws as {@link #mean}.
   *
   * @param probabilities each between 0 and 1
   * @return for each site {@code [probabilities] + shape of its value}
   * @throws dev.jyro.JyroException as {@link #sample}, and for a probability that is none
   */
  Map<String, Tensor> quantiles(ParamStore params, double... probabilities);
}
