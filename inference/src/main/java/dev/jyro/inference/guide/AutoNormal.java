package dev.jyro.inference.guide;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import java.util.function.Function;

/**
 * A normal distribution for each number of each latent site, independent of all others: mean field.
 *
 * <p>In free space {@code N(loc, scale)}, which the bijector of the site's support maps into it:
 * {@code log q(z) = Σ log N(x | loc, scale) - log |det ∂z/∂x|}, {@code z = f(x)}.
 *
 * <p>Parameters: {@code AutoNormal.z.loc} and {@code AutoNormal.z.scale}, of the shape of the free
 * numbers of site z for all indices of its plates; scale is a standard deviation, positive by
 * softplus. It begins with {@link Initialization#feasible} and scale 0.1. The sites are plain ones,
 * so every objective works, those with divergences in closed form included. Inside a subsampled
 * plate only the rows that a step takes have a gradient.
 *
 * <p>Errors and threads: see {@link AutoGuide}. Source: Kucukelbir, Tran, Ranganath, Gelman and
 * Blei, Automatic Differentiation Variational Inference, 2017, section 2.4.
 *
 * @param <A> what the model is given
 */
public final class AutoNormal<A> extends Normals<A, AutoNormal<A>> {
  private AutoNormal(Settings<A> settings, double scale) {
    super(settings, scale);
  }

  /** Of all latent sites of a model. */
  public static <A> AutoNormal<A> of(Model<A> model) {
    return new AutoNormal<>(
        Settings.of(model, "AutoNormal", Initialization.feasible()), Normals.SCALE);
  }

  @Override
  AutoNormal<A> with(Settings<A> other, double otherScale) {
    return new AutoNormal<>(other, otherScale);
  }

  @Override
  void draw(Prototype read, Openings openings) {
    openings.each(read.latents(), this::draw);
  }

  private void draw(Latent site, Rows rows) {
    Tensor loc = param(site.name() + ".loc", Constraints.real(), site::freeStart);
    Tensor width =
        param(
            site.name() + ".scale",
            Constraints.softplusPositive(),
            noise -> Tensor.full(scale(), site.type(), site.freeShape().getShape()));
    int event = site.freeEventDims();
    Normal free = Normal.of(rows.of(loc, event), rows.of(width, event));
    Primitives.sample(site.name(), site.mapped(free));
  }

  @Override
  Function<Latent, FreeNormal> normals(Prototype read, ParamStore params) {
    return site ->
        new FreeNormal(
            params.get(named(site.name() + ".loc")), params.get(named(site.name() + ".scale")));
  }
}
