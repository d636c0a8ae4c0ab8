package dev.jyro.inference.guide;

import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.reparam.Warp;
import dev.jyro.ppl.Interpreter;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** A guide whose free numbers are a vector that a flow makes of standard normal numbers. */
abstract class JointFlow<A, G extends AutoGuide<A>> extends Prototyped<A, G> {
  JointFlow(Settings<A> settings) {
    super(settings);
  }

  /**
   * The bijectors, the first first; their parameters are asked for.
   *
   * @param name what those begin with
   * @param size of the vector
   */
  abstract List<Bijector> flow(String name, int size);

  @Override
  final void draw(Prototype read, Openings openings) {
    Layout layout = new Layout(read);
    Normal base = Normal.of(Tensor.zeros(layout.shape(), read.type()), 1);
    Transformed vector = Transformed.of(base.toEvent(1), whole(read, layout));
    layout.draw("_" + settings().name() + "_latent", vector, openings);
  }

  private Bijector[] whole(Prototype read, Layout layout) {
    List<Bijector> all = new ArrayList<>(flow(named("flow"), layout.size()));
    all.add(placed(read, layout));
    return all.toArray(Bijector[]::new);
  }

  /**
   * The fitted flow as a map to all its sites at once, for {@link
   * dev.jyro.inference.reparam.NeuTra}. It stays as it is, however the parameters move on.
   *
   * @param params the fitted parameters, {@code svi.params()}
   * @param data whatever the model can be run on, once
   * @throws dev.jyro.JyroException as {@link #sample}, and if a site is in a plate that is
   *     subsampled
   */
  public final Warp warp(ParamStore params, A data) {
    Prototype read = known();
    try (TensorScope scope = TensorScope.open()) {
      Warp warp =
          Gradients.paused(() -> Interpreter.under(params.values(), () -> warp(read, data)));
      scope.pack().release();
      return warp;
    }
  }

  private Warp warp(Prototype read, A data) {
    Bijector flow = Bijectors.compose(whole(read, new Layout(read)));
    return Warp.of(flow, Trace.of(Handlers.block(settings().model(), read::hides), data));
  }

  /** Moves the flow to where the guide begins, and makes it as narrow as other guides are. */
  private Bijector placed(Prototype read, Layout layout) {
    Tensor loc = param("loc", Constraints.real(), noise -> layout.start(read, noise));
    Tensor scale =
        param(
            "scale",
            Constraints.softplusPositive(),
            noise -> Tensor.full(Normals.SCALE, read.type(), layout.size()));
    return Bijectors.affine(loc, scale);
  }
}
