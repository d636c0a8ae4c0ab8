package dev.jyro.inference.guide;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Sample;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Provenance;
import io.vavr.collection.List;
import io.vavr.collection.Set;

/**
 * What a guide knows of its model: the latent sites of one run, in their order. Immutable.
 *
 * @param latents the sites that the guide draws
 * @param picked the plates whose indices the model picked itself
 */
record Prototype(List<Latent> latents, Set<String> picked) {
  /** Noise of its own, so that the steps' draws do not depend on when the model was read. */
  private static final long SEED = 0;

  /**
   * Runs the model and reads its latent sites.
   *
   * @throws JyroException if there is none
   */
  static <A> Prototype of(Settings<A> settings, A data) {
    Provenance origins = new Provenance();
    Reading reading =
        new Reading(settings.name(), settings::isOwn, settings.initialization(), origins);
    read(reading, origins, settings.model(), data);
    Prototype prototype = new Prototype(reading.latents(), reading.picked());
    if (prototype.latents.isEmpty()) {
      throw new JyroException(
          "%s: the model has no latent site%s. Fix: an empty guide, data -> {}, if nothing is to be inferred."
              .formatted(settings.name(), settings.only()));
    }
    prototype.needNames(settings);
    return prototype;
  }

  /** The priors' tensors are needed later, to begin with and as bounds of supports. */
  private static <A> void read(Reading reading, Provenance origins, Model<A> model, A data) {
    try (TensorScope scope = TensorScope.open(origins)) {
      Gradients.paused(() -> run(reading, model, data));
      scope.pack().release();
    }
  }

  private static <A> Reading run(Reading reading, Model<A> model, A data) {
    Interpreter.seeded(Noise.of(SEED), () -> Interpreter.under(reading, () -> model.run(data)));
    return reading;
  }

  private void needNames(Settings<?> settings) {
    List<String> names = latents.map(Latent::name);
    for (String name : settings.initialization().names()) {
      if (!names.contains(name)) {
        throw new JyroException(
            "%s: there is a starting value for '%s', and no latent site of that name. There are: %s."
                .formatted(settings.name(), name, names.mkString(", ")));
      }
    }
  }

  /** Whether an effect is a sample site of which the guide knows nothing. */
  boolean hides(Effect effect) {
    return effect instanceof Sample && !latents.exists(site -> site.name().equals(effect.name()));
  }

  /** How many dimensions the plates of its sites take. */
  int nesting() {
    return latents.map(Latent::nesting).max().getOrElse(0);
  }

  /** The type for numbers of all sites together. */
  DataType type() {
    boolean some = latents.exists(site -> site.type() == DataType.FLOAT64);
    return some ? DataType.FLOAT64 : latents.head().type();
  }
}
