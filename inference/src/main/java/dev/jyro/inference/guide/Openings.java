package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.effect.Frame;
import dev.jyro.ppl.Plate;
import dev.jyro.ppl.Primitives;
import io.vavr.collection.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens the plates of latent sites as their model does, the sites in the model's order: neighbours
 * in one plate stand side by side in it.
 *
 * @param plate how a plate is opened
 */
record Openings(Function<Frame, Plate> plate) {
  /** For training: subsampled as in the model, or as the batch says. */
  static Openings training(String guide, Prototype prototype, List<Plate> ofBatch) {
    return new Openings(frame -> training(guide, prototype, ofBatch, frame).dim(frame.dim()));
  }

  private static Plate training(
      String guide, Prototype prototype, List<Plate> ofBatch, Frame frame) {
    return ofBatch
        .find(plate -> plate.name().equals(frame.name()))
        .getOrElse(
            () -> {
              if (prototype.picked().contains(frame.name())) {
                throw picked(guide, frame);
              }
              return asRead(frame);
            });
  }

  private static Plate asRead(Frame frame) {
    Plate all = Plate.of(frame.name(), frame.fullSize());
    return frame.size() == frame.fullSize() ? all : all.subsample(frame.size());
  }

  private static JyroException picked(String guide, Frame frame) {
    return new JyroException(
        "%s: the model picks the indices of plate '%s' itself, and the guide cannot see which. Fix: tell it, plates(batch -> List.of(Plate.of(\"%s\", %d).subsample(batch.indices())))."
            .formatted(guide, frame.name(), frame.name(), frame.fullSize()));
  }

  /** For what is asked of a fitted guide: all indices. */
  static Openings full() {
    return new Openings(frame -> Plate.of(frame.name(), frame.fullSize()).dim(frame.dim()));
  }

  /** Runs the body for each site inside its plates, with the rows that they take. */
  void each(List<Latent> latents, BiConsumer<Latent, Rows> body) {
    each(latents, 0, Rows.all(), body);
  }

  private void each(List<Latent> latents, int depth, Rows rows, BiConsumer<Latent, Rows> body) {
    List<Latent> rest = latents;
    while (!rest.isEmpty()) {
      Latent first = rest.head();
      if (first.plates().size() == depth) {
        body.accept(first, rows);
        rest = rest.tail();
      } else {
        Frame frame = first.plates().get(depth);
        var split = rest.span(site -> site.isInside(frame, depth));
        inside(frame, rows, taken -> each(split._1, depth + 1, taken, body));
        rest = split._2;
      }
    }
  }

  private void inside(Frame frame, Rows rows, Consumer<Rows> body) {
    Plate opened = plate.apply(frame);
    Primitives.plate(opened, indices -> body.accept(rows.of(opened, frame, indices)));
  }
}
