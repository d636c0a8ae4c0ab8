package dev.jyro.inference.guide;

import dev.jyro.constraint.Bijector;
import dev.jyro.ppl.Model;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A normalising flow of all latent sites: any shape that the flow can take.
 *
 * <pre>{@code
 * AutoNormalizingFlow.of(model, (name, size) -> SplineCoupling.param(name, size, size / 2))
 * }</pre>
 *
 * <p>The vector of all free numbers is {@code x = loc + scale f(ε)}, ε standard normal and f the
 * flow, an auxiliary draw named {@code _AutoNormalizingFlow_latent}; each site is what its bijector
 * makes of its piece. {@code log q} by the change of variables.
 *
 * <p>Parameters: those of the flow, which begin with {@code AutoNormalizingFlow.flow}, and the
 * vectors {@code AutoNormalizingFlow.loc} and {@code .scale}, positive by softplus. It begins with
 * {@link Initialization#median} and scale 0.1, times what the flow does at its start. Summaries are
 * of 1,001 draws.
 *
 * <p>Not for objectives that give the guide values that it did not draw: a site has density only
 * where the vector leads. Errors and threads: see {@link AutoGuide}. Source: Rezende and Mohamed,
 * Variational Inference with Normalizing Flows, 2015.
 *
 * @param <A> what the model is given
 */
public final class AutoNormalizingFlow<A> extends JointFlow<A, AutoNormalizingFlow<A>> {
  private final BiFunction<String, Integer, ? extends Bijector> flow;

  private AutoNormalizingFlow(
      Settings<A> settings, BiFunction<String, Integer, ? extends Bijector> flow) {
    super(settings);
    this.flow = flow;
  }

  /**
   * Of all latent sites of a model.
   *
   * @param flow makes the bijector of vectors, given what its parameters' names begin with and how
   *     many numbers there are; it is called in each run
   */
  public static <A> AutoNormalizingFlow<A> of(
      Model<A> model, BiFunction<String, Integer, ? extends Bijector> flow) {
    return new AutoNormalizingFlow<>(
        Settings.of(model, "AutoNormalizingFlow", Initialization.median()), flow);
  }

  @Override
  AutoNormalizingFlow<A> with(Settings<A> other) {
    return new AutoNormalizingFlow<>(other, flow);
  }

  @Override
  List<Bijector> flow(String name, int size) {
    return List.of(flow.apply(name, size));
  }
}
