package dev.jyro.inference.reparam;

import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Unit;
import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model whose latent sites are drawn in the space that a fitted guide has straightened for them.
 *
 * <p>All latent sites of a {@link Warp} become one, the vector {@value #VECTOR}, and are computed
 * from it, {@code x = f(z)}. The log density of a run is
 *
 * <pre>{@code
 * log p(f(z), data) + log |det ∂f/∂z|
 * }</pre>
 *
 * <p>which is that of z under the posterior: nearly standard normal, if the guide fits. So it suits
 * Hamiltonian Monte Carlo, or another guide. z is drawn from the warp's base, and the rest stands
 * as factors: {@value #VOLUME} the volume less the density that z was drawn with, and for each site
 * {@code x.density}, with the plates, the scale and the mask of the site. A prior run therefore
 * gives draws of the guide, with their weights.
 *
 * <p>Latent sites that the warp does not have are left alone, observed ones too. Plates must run
 * whole.
 *
 * <p>Errors: {@link SiteException} if a site of the warp does not come up as a latent one, which
 * the volume would be wrong for; if one is pinned, for instance by an inner {@code replay}; if its
 * value and its distribution do not fit. Threads: as the warp.
 *
 * <p>Source: Hoffman et al. 2019, NeuTra-lizing Bad Geometry in Hamiltonian Monte Carlo Using
 * Neural Transport.
 */
public final class NeuTra {
  /** The name of the vector's site. */
  public static final String VECTOR = "neutra";

  /** The name of the site that counts the volume. */
  public static final String VOLUME = "neutra.volume";

  private NeuTra() {}

  /** The model, its latent sites drawn by the warp. */
  public static <A> Model<A> around(Model<A> model, Warp warp) {
    return data -> {
      Tensor z = Primitives.sample(VECTOR, warp.base());
      Warp.Warped warped = warp.at(z);
      Primitives.factor(VOLUME, warped.logAbsDetJacobian().sub(warp.base().logProb(z)));
      Run run = new Run(warped.values(), new TreeSet<>(warped.values().keySet()));
      Handlers.with(run, model).run(data);
      run.needAll();
    };
  }

  /** One run of the model, and the sites of the warp that have not come up in it. */
  private record Run(Map<String, Tensor> values, Set<String> missing) implements Handler {
    @Override
    public Site handle(Effect effect, Next outer) {
      Tensor value = values.get(effect.name());
      return value != null && effect instanceof Sample site && !site.isObserved()
          ? computed(site, value, outer)
          : outer.ask(effect);
    }

    private Site computed(Sample site, Tensor value, Next outer) {
      needFree(site);
      missing.remove(site.name());
      outer.ask(density(site, logProb(site, value)));
      return outer.ask(new Deterministic(site.name(), value, site.setting()));
    }

    private static Tensor logProb(Sample site, Tensor value) {
      Distribution distribution = site.distribution();
      try {
        return distribution.logProb(value);
      } catch (JyroException e) {
        throw new SiteException(
            site.name(),
            "NeuTra: the warp's value has shape %s, and the distribution is %s, batch %s, event %s. Fix: make the warp from a trace of this very model, with plates of the same sizes.\n%s"
                .formatted(
                    value.shape(),
                    distribution.name(),
                    distribution.batchShape(),
                    distribution.eventShape(),
                    e.getMessage()),
            e);
      }
    }

    private static Sample density(Sample site, Tensor logProb) {
      return site.named(site.name() + ".density")
          .of(Unit.of(logProb))
          .observing(Tensor.constant(0, logProb.dataType()))
          .in(site.setting().hinting(Hint.AUXILIARY, true));
    }

    private static void needFree(Sample site) {
      if (site.draw() instanceof Draw.Pinned) {
        throw new SiteException(
            site.name(),
            "NeuTra: its value is chosen already, by a handler inside, and one site's value does not say what the vector is. Fix one of: replay or substitute outside of NeuTra.around, by the name %s; leave the site out of the warp."
                .formatted(VECTOR));
      }
    }

    private void needAll() {
      if (!missing.isEmpty()) {
        throw new SiteException(
            missing.iterator().next(),
            "NeuTra: the warp has values for %s, and there was no such latent site in the run. Fix: fit the guide to this very model, with the same data conditioned on."
                .formatted(missing));
      }
    }
  }
}
