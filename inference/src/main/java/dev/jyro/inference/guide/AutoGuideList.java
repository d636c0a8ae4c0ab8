package dev.jyro.inference.guide;

import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Different guides for different sites of one model.
 *
 * <pre>{@code
 * AutoGuideList<Batch> guide =
 *     AutoGuideList.of(
 *         AutoMultivariateNormal.of(model).only("slope", "intercept"),
 *         AutoNormal.of(model).except("slope", "intercept"));
 * }</pre>
 *
 * <p>{@code log q} is the sum over the parts, which are independent of each other. They draw in
 * their order; plates that several open take the same indices. Two guides of one kind that draw
 * vectors need names of their own, {@code name("…")}. {@link #beside} adds a guide by hand, for
 * sites that no guide of this package can draw, such as discrete ones.
 *
 * <p>Summaries and draws are those of the parts, without what was added by hand. Errors and
 * threads: see {@link AutoGuide}; a site that two parts draw is an error in the run, and one that
 * none draws an error of SVI.
 *
 * @param <A> what the model is given
 */
public final class AutoGuideList<A> implements AutoGuide<A> {
  private final List<AutoGuide<A>> parts;
  private final List<Model<A>> programs;

  private AutoGuideList(List<AutoGuide<A>> parts, List<Model<A>> programs) {
    this.parts = parts;
    this.programs = programs;
  }

  /** Of two guides. */
  public static <A> AutoGuideList<A> of(AutoGuide<A> first, AutoGuide<A> second) {
    return new AutoGuideList<>(List.of(first, second), List.of(first, second));
  }

  /** The same with one more guide. */
  public AutoGuideList<A> and(AutoGuide<A> next) {
    return new AutoGuideList<>(parts.append(next), programs.append(next));
  }

  /** The same with a guide by hand, of which there are no summaries. */
  public AutoGuideList<A> beside(Model<A> byHand) {
    return new AutoGuideList<>(parts, programs.append(byHand));
  }

  @Override
  public void run(A data) {
    Interpreter.under(new Reopening(), () -> programs.forEach(program -> program.run(data)));
  }

  @Override
  public Draws sample(ParamStore params, int count, Noise noise) {
    return Draws.of(
        joined(
            part -> {
              Draws draws = part.sample(params, count, noise);
              Map<String, Tensor> byName = new LinkedHashMap<>();
              draws.names().forEach(name -> byName.put(name, draws.get(name)));
              return byName;
            }));
  }

  @Override
  public Map<String, Tensor> mean(ParamStore params) {
    return joined(part -> part.mean(params));
  }

  @Override
  public Map<String, Tensor> median(ParamStore params) {
    return joined(part -> part.median(params));
  }

  @Override
  public Map<String, Tensor> quantiles(ParamStore params, double... probabilities) {
    return joined(part -> part.quantiles(params, probabilities));
  }

  private Map<String, Tensor> joined(Function<AutoGuide<A>, Map<String, Tensor>> what) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    parts.forEach(part -> all.putAll(what.apply(part)));
    return Collections.unmodifiableMap(all);
  }
}
