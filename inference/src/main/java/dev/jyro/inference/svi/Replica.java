package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.distribution.Unit;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * What a model draws where it observes, beside the data: for objectives that compare the two and
 * need no density.
 *
 * @param site as the first particle has it
 * @param drawn what the particles drew
 * @param data what was observed: one particle
 */
record Replica(Site site, Points drawn, Points data) {
  /** The model draws its data: a site stays observed, and its answer is a draw. */
  static final Option<Handler> DRAWING = Option.of(Replica::answer);

  private static Site answer(Effect effect, Next outer) {
    return effect instanceof Sample sample && isData(sample)
        ? new Site(effect, outer.ask(sample.freed()).value())
        : outer.ask(effect);
  }

  private static boolean isData(Sample sample) {
    return sample.isObserved() && !(sample.distribution() instanceof Unit);
  }

  /** The data of an observed site. */
  static Option<Tensor> data(Site site) {
    return site.effect() instanceof Sample sample && sample.draw() instanceof Draw.Observed data
        ? Option.of(data.value())
        : Option.none();
  }

  /** Whether the answer is not the data. */
  static boolean isDrawn(Site site) {
    return data(site).exists(data -> data != site.value());
  }

  /**
   * Of all observed sites.
   *
   * @param objective who asks, for messages
   * @param particles one after the other, or one of all
   * @param count how many particles there are
   */
  static List<Replica> of(String objective, List<Particle> particles, int count) {
    List<Site> sites = particles.head().model().observed();
    if (sites.isEmpty()) {
      throw new JyroException(
          "%s: the model observes nothing. Needed: a site with data, to compare with what is drawn in their place. Fix: observe the data in the model."
              .formatted(objective));
    }
    return sites.map(site -> of(objective, site, particles, count));
  }

  private static Replica of(String objective, Site site, List<Particle> particles, int count) {
    needDraw(objective, site);
    Points.needPathwise(objective + ": the data that the model draws", site);
    List<Site> all = particles.map(particle -> particle.model().get(site.name()));
    return new Replica(site, Points.of(all, count), Points.ofData(site, count / all.size()));
  }

  private static void needDraw(String objective, Site site) {
    if (site.sample().distribution() instanceof Unit) {
      throw new SiteException(
          site.name(),
          "%s: it is a factor, of which nothing can be drawn. Needed: data with a distribution. Fix one of: observe a distribution; take an objective that uses densities, such as TraceELBO."
              .formatted(objective));
    }
  }
}
