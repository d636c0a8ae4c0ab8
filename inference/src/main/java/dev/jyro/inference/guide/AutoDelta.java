package dev.jyro.inference.guide;

import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Delta;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Try;

/**
 * One value for each latent site: the posterior's mode (MAP).
 *
 * <p>{@code q(z) = δ(z - loc)} with log density 0, so that the loss is {@code -log p(x, z)}, the
 * density being that of z in its own space, not in free space.
 *
 * <p>Parameters: {@code AutoDelta.z.loc}, of the shape of site z for all indices of its plates,
 * constrained to the support; if that has bounds that are tensors, free numbers under the same
 * name. It begins with {@link Initialization#median}. Mean, median and quantiles are the value.
 *
 * <p>Errors and threads: see {@link AutoGuide}. Source: Gelman et al., Bayesian Data Analysis,
 * third edition, 2013, section 13.1.
 *
 * @param <A> what the model is given
 */
public final class AutoDelta<A> extends Points<A, AutoDelta<A>> {
  private AutoDelta(Settings<A> settings) {
    super(settings);
  }

  /** Of all latent sites of a model. */
  public static <A> AutoDelta<A> of(Model<A> model) {
    return new AutoDelta<>(Settings.of(model, "AutoDelta", Initialization.median()));
  }

  @Override
  AutoDelta<A> with(Settings<A> other) {
    return new AutoDelta<>(other);
  }

  @Override
  void draw(Prototype read, Openings openings) {
    openings.each(
        read.latents(),
        (site, rows) -> {
          Tensor value = rows.of(value(site), site.eventDims());
          Primitives.sample(site.name(), Delta.of(value, site.eventDims()));
        });
  }

  private Tensor value(Latent site) {
    String name = site.name() + ".loc";
    return isSaved(site.support())
        ? param(name, site.support(), site::start)
        : site.bijector().forward(param(name, Constraints.real(), site::freeStart));
  }

  /** Whether files can hold a constraint; its name is all that they do hold. */
  private static boolean isSaved(Constraint support) {
    return Try.of(() -> Constraints.parse(support.name())).exists(support::equals);
  }
}
