package dev.jyro.inference.reparam;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Image;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import java.util.HashMap;
import java.util.Map;

/**
 * A flow over all latent sites together.
 *
 * @param flow of vectors
 * @param places where in the vector each site is
 * @param type of the numbers
 */
record FlowWarp(Bijector flow, List<Place> places, DataType type) implements Warp {
  static FlowWarp of(Bijector flow, Trace trace) {
    if (flow.domain().eventDim() != 1) {
      throw new JyroException(
          "Warp: the flow maps events of %d dimensions. Needed: vectors. Fix: Bijectors.independent(flow, 1) makes one of numbers a flow of vectors."
              .formatted(flow.domain().eventDim()));
    }
    List<Place> places = Place.of(trace.latents());
    if (places.isEmpty()) {
      throw new JyroException(
          "Warp: the trace has no continuous latent site. Needed: at least one. Fix: trace the model, not conditioned on everything. Its sites are:\n"
              + trace.table());
    }
    return new FlowWarp(flow, places, trace.value(places.head().name()).dataType());
  }

  @Override
  public Distribution base() {
    Tensor zero = Tensor.constant(0, type);
    return Normal.of(zero, 1).expand(Shapes.of(places.last().end())).toEvent(1);
  }

  @Override
  public Warped at(Tensor z) {
    Image whole = flow.image(z);
    Shape batch = Shapes.leading(z.shape(), z.dim() - 1);
    Tensor volume = whole.logAbsDetJacobian();
    Map<String, Tensor> values = new HashMap<>();
    for (Place place : places) {
      Image image = place.image(whole.value(), batch);
      values.put(place.name(), image.value());
      volume = volume.add(image.logAbsDetJacobian());
    }
    return new Warped(values, volume);
  }
}
