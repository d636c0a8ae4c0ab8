package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A guide whose free numbers are normal, each by itself: its summaries are in closed form. */
abstract class Normals<A, G extends AutoGuide<A>> extends Prototyped<A, G> {
  static final double SCALE = 0.1;

  private final double scale;

  Normals(Settings<A> settings, double scale) {
    super(settings);
    this.scale = scale;
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new JyroException(
          "%s: scale %s. Needed: a positive number.".formatted(settings.name(), scale));
    }
  }

  /** A guide of this kind with these. */
  abstract G with(Settings<A> other, double otherScale);

  /** What the parameters say of each site's free numbers. */
  abstract Function<Latent, FreeNormal> normals(Prototype read, ParamStore params);

  @Override
  final G with(Settings<A> other) {
    return with(other, scale);
  }

  /** The same beginning with another standard deviation in free space; it is 0.1 else. */
  public final G scale(double other) {
    return with(settings(), other);
  }

  final double scale() {
    return scale;
  }

  @Override
  public final Map<String, Tensor> median(ParamStore params) {
    Function<Latent, FreeNormal> normals = normals(known(), params);
    return Summaries.of(known().latents(), site -> normals.apply(site).median(site));
  }

  @Override
  public final Map<String, Tensor> mean(ParamStore params) {
    Function<Latent, FreeNormal> normals = normals(known(), params);
    return known(params, site -> normals.apply(site).mean(site), draws -> draws.mean(0));
  }

  @Override
  public final Map<String, Tensor> quantiles(ParamStore params, double... probabilities) {
    Summaries.needProbabilities(probabilities);
    Function<Latent, FreeNormal> normals = normals(known(), params);
    return known(
        params,
        site -> normals.apply(site).quantiles(site, probabilities),
        draws -> Summaries.quantiles(draws, probabilities));
  }

  /** In closed form where there is one, else of draws. */
  private Map<String, Tensor> known(
      ParamStore params, Function<Latent, Tensor> exact, UnaryOperator<Tensor> ofDraws) {
    List<Latent> sites = known().latents();
    List<Latent> bound = sites.reject(Latent::isElementwise);
    Map<String, Tensor> estimated = Summaries.ofDraws(this, bound, params, ofDraws);
    Map<String, Tensor> computed = Summaries.of(sites.filter(Latent::isElementwise), exact);
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (Latent site : sites) {
      all.putAll(one(site, site.isElementwise() ? computed : estimated));
    }
    return all;
  }

  private static Map<String, Tensor> one(Latent site, Map<String, Tensor> from) {
    Tensor found = Objects.requireNonNull(from.get(site.name()));
    return Map.of(site.name(), found);
  }
}
