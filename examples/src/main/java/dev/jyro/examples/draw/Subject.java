package dev.jyro.examples.draw;

import dev.jyro.examples.bench.EightSchools;
import dev.jyro.examples.bench.LinearRegression;
import dev.jyro.examples.vae.Vae;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.List;
import java.util.function.Supplier;

/**
 * A program of the examples, with data to run it on.
 *
 * @param name what it is asked for by
 * @param program what is drawn
 * @param data makes what it is given
 */
record Subject<A>(String name, Model<A> program, Supplier<A> data) {
  private static final int ROWS = 100;
  private static final int IMAGES = 128;
  private static final int PIXELS = 784;

  /** All of them. */
  static List<Subject<?>> all() {
    Vae vae = new Vae(PIXELS, 400, 50);
    return List.of(
        new Subject<>("vae", vae::model, Subject::images),
        new Subject<>("vae-guide", vae::guide, Subject::images),
        new Subject<>("regression", LinearRegression::model, Subject::rows),
        new Subject<>("regression-guide", LinearRegression::guide, Subject::rows),
        new Subject<>("schools", EightSchools::model, EightSchools::data),
        new Subject<>("schools-guide", EightSchools::guide, EightSchools::data));
  }

  /** The program in this format. */
  String draw(Format format) {
    try (TensorScope scope = TensorScope.open()) {
      return format.draw(program, data.get());
    }
  }

  private static Tensor images() {
    return Tensor.zeros(IMAGES, PIXELS);
  }

  private static LinearRegression.Data rows() {
    return LinearRegression.data(ROWS);
  }
}
