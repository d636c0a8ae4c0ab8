package dev.jyro.inference.guide;

import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import dev.jyro.ppl.Primitives;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import java.util.Arrays;

/**
 * The free numbers of all sites as one vector, one site after the other.
 *
 * <p>The vector is an auxiliary draw; each site is what follows from it for sure, and has the log
 * density of the change of variables only. The vector has the numbers of all indices of all plates:
 * in a subsampled plate its own density counts in full and the model's is scaled up, which is right
 * on average.
 */
final class Layout {
  private final List<Latent> latents;
  private final long[] sizes;

  Layout(Prototype read) {
    this.latents = read.latents();
    this.sizes = latents.toJavaStream().mapToLong(site -> site.freeShape().size()).toArray();
  }

  /** How long the vector is. */
  int size() {
    return Math.toIntExact(Arrays.stream(sizes).sum());
  }

  Shape shape() {
    return Shapes.of(size());
  }

  /** The vector to begin with. */
  Tensor start(Prototype read, Noise noise) {
    return ShapeOps.cat(
        0,
        latents
            .map(site -> site.freeStart(noise.at(site.name())).to(read.type()).flatten())
            .toJavaArray(Tensor[]::new));
  }

  /** Samples the vector, and the sites from it. */
  void draw(String name, Distribution joint, Openings openings) {
    Map<String, Tensor> pieces = split(Primitives.sampleAuxiliary(name, joint));
    openings.each(
        latents,
        (site, rows) -> {
          Tensor all = shaped(pieces.get(site.name()).get(), site).to(site.type());
          Tensor free = rows.of(all, site.freeEventDims());
          Primitives.sample(site.name(), site.delta(free));
        });
  }

  /** The vector's pieces, by site, each a vector. */
  Map<String, Tensor> split(Tensor vector) {
    return HashMap.ofEntries(latents.map(Latent::name).zip(List.of(vector.split(sizes, -1))));
  }

  /** What stands left of the vector is a batch of particles, and stands left of the site's. */
  private static Tensor shaped(Tensor piece, Latent site) {
    Shape batch = Shapes.leading(piece.shape(), piece.dim() - 1);
    int own = site.freeShape().dimension() - site.freeEventDims();
    Shape particles = Shapes.leading(batch, Math.max(0, batch.dimension() - own));
    return piece.reshape(Shapes.concat(particles, site.freeShape()));
  }
}
