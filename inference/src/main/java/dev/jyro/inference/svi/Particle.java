package dev.jyro.inference.svi;

import dev.jyro.effect.Site;
import dev.jyro.ppl.Plate;
import dev.jyro.random.Noise;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** One draw of the guide, or several side by side, and the model run on it. Immutable. */
public final class Particle {
  private final Trace guide;
  private final Trace model;
  private final Option<Plate> plate;
  private final Noise noise;

  Particle(Trace guide, Trace model, Option<Plate> plate, Noise noise) {
    this.guide = guide;
    this.model = model;
    this.plate = plate;
    this.noise = noise;
  }

  /** The guide's trace. */
  public Trace guide() {
    return guide;
  }

  /** The model's trace, its latent sites replayed from the guide's. */
  public Trace model() {
    return model;
  }

  /** The model's sites that have a density. */
  public List<Site> modelSites() {
    return model.sites().filter(Site::isSample);
  }

  /** The guide's sites that have a density. */
  public List<Site> guideSites() {
    return guide.sites().filter(Site::isSample);
  }

  /** The plate of several particles, outside all others. */
  Option<Plate> plate() {
    return plate;
  }

  /** What it was drawn with. */
  Noise noise() {
    return noise;
  }
}
