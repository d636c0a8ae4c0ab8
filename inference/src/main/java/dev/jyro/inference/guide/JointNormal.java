package dev.jyro.inference.guide;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.Map;
import java.util.function.Function;

/** A guide whose free numbers are one normal vector; its mean is the parameter {@code loc}. */
abstract class JointNormal<A, G extends AutoGuide<A>> extends Normals<A, G> {
  JointNormal(Settings<A> settings, double scale) {
    super(settings, scale);
  }

  /** The distribution of the vector, of event shape {@code (size)}. */
  abstract Distribution joint(Prototype read, int size, Tensor loc);

  /** The standard deviation of each of the vector's numbers. */
  abstract Tensor deviations(ParamStore params);

  @Override
  final void draw(Prototype read, Openings openings) {
    Layout layout = new Layout(read);
    Tensor loc = param("loc", Constraints.real(), noise -> layout.start(read, noise));
    String name = "_" + settings().name() + "_latent";
    layout.draw(name, joint(read, layout.size(), loc), openings);
  }

  @Override
  final Function<Latent, FreeNormal> normals(Prototype read, ParamStore params) {
    Layout layout = new Layout(read);
    Map<String, Tensor> locs = layout.split(params.get(named("loc")));
    Map<String, Tensor> scales = layout.split(deviations(params));
    return site -> FreeNormal.of(site, locs.get(site.name()).get(), scales.get(site.name()).get());
  }
}
