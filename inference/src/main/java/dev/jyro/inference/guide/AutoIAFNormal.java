package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.flow.AffineAutoregressive;
import dev.jyro.ppl.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Inverse autoregressive flows of all latent sites.
 *
 * <p>The vector of all n free numbers is {@code x = loc + scale f(ε)}, ε standard normal and f one
 * or more {@link AffineAutoregressive} flows, the order of the numbers reversed between two; an
 * auxiliary draw named {@code _AutoIAFNormal_latent}. Each site is what its bijector makes of its
 * piece.
 *
 * <p>Parameters: {@code AutoIAFNormal.flow.0.…} and so on, {@code .loc} and {@code .scale}. One
 * flow, with a hidden layer of 3 n + 1 units, unless said otherwise. A single flow gives the first
 * number a normal distribution, each other one a normal distribution given those before it. It
 * begins with {@link Initialization#median} and scale 0.1, times what the flows do at their start.
 * Summaries are of 1,001 draws.
 *
 * <p>Not for objectives that give the guide values that it did not draw: a site has density only
 * where the vector leads. Errors: {@link JyroException} for less than one flow or hidden unit;
 * else, and for threads, see {@link AutoGuide}. Source: Kingma et al., Improving Variational
 * Inference with Inverse Autoregressive Flow, 2016.
 *
 * @param <A> what the model is given
 */
public final class AutoIAFNormal<A> extends JointFlow<A, AutoIAFNormal<A>> {
  private final int flows;
  private final List<Integer> hidden;

  private AutoIAFNormal(Settings<A> settings, int flows, List<Integer> hidden) {
    super(settings);
    this.flows = flows;
    this.hidden = hidden;
    if (flows < 1 || hidden.stream().anyMatch(units -> units < 1)) {
      throw new JyroException(
          "%s: %d flows with hidden layers %s. Needed: at least 1 of each."
              .formatted(settings.name(), flows, hidden));
    }
  }

  /** Of all latent sites of a model. */
  public static <A> AutoIAFNormal<A> of(Model<A> model) {
    return new AutoIAFNormal<>(
        Settings.of(model, "AutoIAFNormal", Initialization.median()), 1, List.of());
  }

  /** The same with so many flows. */
  public AutoIAFNormal<A> flows(int count) {
    return new AutoIAFNormal<>(settings(), count, hidden);
  }

  /** The same with hidden layers of so many units in each flow. */
  public AutoIAFNormal<A> hidden(Integer... units) {
    return new AutoIAFNormal<>(settings(), flows, List.of(units));
  }

  @Override
  AutoIAFNormal<A> with(Settings<A> other) {
    return new AutoIAFNormal<>(other, flows, hidden);
  }

  @Override
  List<Bijector> flow(String name, int size) {
    List<Bijector> all = new ArrayList<>();
    for (int i = 0; i < flows; i++) {
      if (i > 0) {
        all.add(Bijectors.permute(LongStream.range(0, size).map(k -> size - 1 - k).toArray()));
      }
      all.add(AffineAutoregressive.param(name + "." + i, size, units(size)));
    }
    return all;
  }

  private int[] units(int size) {
    return hidden.isEmpty()
        ? new int[] {3 * size + 1}
        : hidden.stream().mapToInt(Integer::intValue).toArray();
  }
}
