package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.Arrays;

/**
 * Reads what a batch of draws left at a site, as {@code [draws of the batch] + shape for one draw}.
 *
 * <p>Side by side a site's batch has the draws' dimension outermost, then a dimension for each that
 * the program's plates may take, of size 1 where the site is in no such plate; those of size 1 are
 * left out that lie outside of its own plates.
 *
 * @param batch the draws
 */
record Reading(Batch batch) {
  /** The values of a sample or deterministic site. */
  Tensor value(Site site) {
    if (batch.isAlone()) {
      return site.value().unsqueeze(0);
    }
    return site.effect() instanceof Sample sample
        ? cut(site, site.value().expand(whole(sample)))
        : computed(site);
  }

  /** Something of the batch shape of a sample site, such as its log density. */
  Tensor ofBatchShape(Site site, Tensor numbers) {
    Tensor full = numbers.expand(site.sample().distribution().batchShape());
    return batch.isAlone() ? full.unsqueeze(0) : cut(site, full);
  }

  private static Shape whole(Sample sample) {
    return Shapes.concat(sample.distribution().batchShape(), sample.distribution().eventShape());
  }

  /** What it is for one draw says where its dimensions are; else its plates must. */
  private Tensor computed(Site site) {
    Option<Shape> alone = layout().shape(site.name());
    Tensor value = site.value();
    if (value.dim() <= layout().nesting()
        || value.size(0) != batch.count()
        || alone.exists(one -> value.numel() != batch.count() * one.size())) {
      throw withoutDraws(site, value);
    }
    alone.filter(one -> couldPass(site, one)).forEach(one -> refuse(site, one));
    return alone.fold(
        () -> cut(site, value), one -> value.reshape(Shapes.concat(Shapes.of(batch.count()), one)));
  }

  /** Whether the outermost dimension for one draw has the size of the draws', and of no plate. */
  private boolean couldPass(Site site, Shape one) {
    return batch.count() > 1
        && one.dimension() > 0
        && one.get(0) == batch.count()
        && !site.setting().plates().exists(this::isAsLong);
  }

  /** Whether it is a plate of the program, as long as the draws are many. */
  private boolean isAsLong(Frame plate) {
    return inside(plate) > 0 && plate.size() == batch.count();
  }

  private void refuse(Site site, Shape one) {
    throw new SiteException(
        site.name(),
        "its value has the shape %s for one draw, and there are %d draws side by side, so that its first dimension could pass for theirs. Fix one of: take another number of draws side by side; open a plate for the dimension; predict one draw after the other; leave it out, naming with sites(…) those that are wanted."
            .formatted(one, batch.count()));
  }

  private Tensor cut(Site site, Tensor value) {
    int plates = site.setting().plates().map(this::inside).max().getOrElse(0);
    int cut = layout().nesting() - plates;
    long[] sizes = value.shape().getShape();
    for (int dim = 1; dim <= cut; dim++) {
      if (sizes[dim] != 1) {
        throw stray(site, value, dim);
      }
    }
    long[] rest = Arrays.copyOfRange(sizes, cut, sizes.length);
    rest[0] = batch.count();
    return value.reshape(rest);
  }

  /** How many dimensions reach to this plate, the draws' own left out. */
  private int inside(Frame frame) {
    return -frame.dim() > layout().nesting() ? 0 : -frame.dim();
  }

  private Layout layout() {
    return batch.layout().get();
  }

  private SiteException withoutDraws(Site site, Tensor value) {
    return new SiteException(
        site.name(),
        "its value has the shape %s with %d draws side by side%s. Needed: their dimension at the left of the %d that the plates take. Either it depends on no draw, or it was computed over all of them at once. Fix one of: compute it with dimensions counted from the right, such as sum(-1); predict one draw after the other; leave it out, naming with sites(…) those that are wanted."
            .formatted(
                value.shape(),
                batch.count(),
                layout()
                    .shape(site.name())
                    .map(one -> ", and %s for one".formatted(one))
                    .getOrElse(""),
                layout().nesting()));
  }

  private SiteException stray(Site site, Tensor value, int dim) {
    return new SiteException(
        site.name(),
        "its value has the shape %s with %d draws side by side, and dimension %d belongs to no plate of it. Fix one of: open a plate for it; make it part of the event with toEvent(n); predict one draw after the other."
            .formatted(value.shape(), batch.count(), dim));
  }
}
