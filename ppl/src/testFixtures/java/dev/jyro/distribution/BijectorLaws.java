package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Image;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every bijector keeps; a test says which ones, and inherits the laws. */
public interface BijectorLaws {
  /** Central differences in float64 of functions of order 1. */
  double DIFFERENCES = 1e-6;

  /** Bijectors, each with a value to start from. */
  Stream<Case> cases();

  /**
   * A bijector and where to try it.
   *
   * @param title in words
   * @param bijector what is tried
   * @param x one value of its domain
   * @param free the places of the numbers that decide an image, row by row; as many as x has
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Case(String title, Bijector bijector, double[] x, int... free) {
    /** One whose images are decided by all their numbers, or by the first of them. */
    public static Case of(String title, Bijector bijector, double... x) {
      return new Case(title, bijector, x, IntStream.range(0, x.length).toArray());
    }

    /** The same, decided by these numbers. */
    public Case free(int... places) {
      return new Case(title, bijector, x, places);
    }

    Shape event() {
      return bijector.domain().eventDim() == 0
          ? Shapes.scalar()
          : bijector.inverseShape(bijector.forwardShape(Shapes.of(x.length)));
    }

    Tensor value(DataType type) {
      return Tensor.of(x).reshape(event()).to(type);
    }

    Tensor batch(DataType type) {
      return value(type).expand(Shapes.concat(Shapes.of(2, 3), event()));
    }
  }

  @TestFactory
  default Stream<DynamicTest> leadsFromItsDomainIntoItsCodomain() {
    return each(
        test -> {
          for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            Tensor x = test.value(type);
            Tensor y = test.bijector.forward(x);
            assertThat(test.bijector.domain().check(x).item()).isEqualTo(1);
            assertThat(test.bijector.codomain().check(y).item()).isEqualTo(1);
            assertThat(y.dataType()).isEqualTo(type);
            assertThat(test.bijector.inverse(y).dataType()).isEqualTo(type);
            assertThat(test.bijector.logAbsDetJacobian(x, y).dataType()).isEqualTo(type);
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> isUndoneByItsInverse() {
    return each(
        test -> {
          Tensor x = test.value(DataType.FLOAT64);
          Tensor y = test.bijector.forward(x);
          Numbers.assertClose(test.bijector.inverse(y), x, 1e-9, "x");
          Numbers.assertClose(test.bijector.forward(test.bijector.inverse(y)), y, 1e-9, "y");
        });
  }

  @TestFactory
  default Stream<DynamicTest> knowsTheDeterminantOfItsJacobian() {
    return each(
        test -> {
          Tensor x = test.value(DataType.FLOAT64);
          Tensor found = test.bijector.logAbsDetJacobian(x, test.bijector.forward(x));
          double needed = jacobian(test).logAbsDet().item();
          Numbers.assertClose(found.item(), needed, DIFFERENCES, "log |det|");
        });
  }

  @TestFactory
  default Stream<DynamicTest> imageAndPreimageAreTheSameAtOnce() {
    return each(
        test -> {
          Tensor x = test.batch(DataType.FLOAT64);
          Tensor y = test.bijector.forward(x);
          Tensor volume = test.bijector.logAbsDetJacobian(x, y);
          Image image = test.bijector.image(x);
          Numbers.assertClose(image.value(), y, 1e-12, "image");
          Numbers.assertClose(image.logAbsDetJacobian(), volume, 1e-9, "volume");
          Image preimage = test.bijector.preimage(y);
          Numbers.assertClose(preimage.value(), x, 1e-9, "pre-image");
          Numbers.assertClose(preimage.logAbsDetJacobian(), volume, 1e-8, "volume there");
        });
  }

  @TestFactory
  default Stream<DynamicTest> goesTheOtherWayRound() {
    return each(
        test -> {
          Bijector inverse = test.bijector.inverted();
          Tensor x = test.batch(DataType.FLOAT64);
          Tensor y = test.bijector.forward(x);
          Numbers.assertClose(inverse.forward(y), test.bijector.inverse(y), 1e-12, "x");
          Numbers.assertClose(inverse.inverse(x), y, 1e-12, "y");
          Numbers.assertClose(
              inverse.logAbsDetJacobian(y, x),
              test.bijector.logAbsDetJacobian(x, y).neg(),
              1e-12,
              "volume");
          Numbers.assertClose(
              inverse.image(y).logAbsDetJacobian(),
              test.bijector.preimage(y).logAbsDetJacobian().neg(),
              1e-12,
              "volume at once");
          assertThat(inverse.domain()).isEqualTo(test.bijector.codomain());
          assertThat(inverse.codomain()).isEqualTo(test.bijector.domain());
        });
  }

  @TestFactory
  default Stream<DynamicTest> knowsTheShapes() {
    return each(
        test -> {
          Tensor x = test.batch(DataType.FLOAT64);
          Tensor y = test.bijector.forward(x);
          assertThat(test.bijector.forwardShape(x.shape())).isEqualTo(y.shape());
          assertThat(test.bijector.inverseShape(y.shape())).isEqualTo(x.shape());
          assertThat(test.bijector.logAbsDetJacobian(x, y).shape()).isEqualTo(Shapes.of(2, 3));
          assertThat(test.bijector.codomain().check(y).shape()).isEqualTo(Shapes.of(2, 3));
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsOfImagesAndVolumesAreRight() {
    return each(
        test -> {
          UnaryOperator<Tensor> both =
              x -> {
                Image image = test.bijector.image(x);
                Tensor weights =
                    Tensor.linspace(0.5, 1.5, (int) image.value().numel(), x.dataType());
                return image
                    .value()
                    .flatten()
                    .mul(weights)
                    .sum()
                    .add(image.logAbsDetJacobian().sum());
              };
          Tensor x = test.value(DataType.FLOAT64);
          double[] found = Gradients.grad(both, x).toDoubles();
          double[] needed = Numbers.slopes(at -> both.apply(at).item(), x);
          Numbers.assertClose(found, needed, DIFFERENCES, "gradient");
        });
  }

  @TestFactory
  default Stream<DynamicTest> aRisingOneRises() {
    return each(
        test ->
            test.bijector
                .sign()
                .forEach(
                    sign ->
                        assertThat(sign.item())
                            .isEqualTo(Math.signum(jacobian(test).flatten().toDoubles()[0]))));
  }

  /** Rows are places of the image, columns those of x. */
  private static Tensor jacobian(Case test) {
    int n = test.x.length;
    Tensor at = test.value(DataType.FLOAT64);
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      int place = test.free[i];
      rows[i] = Numbers.slopes(x -> test.bijector.forward(x).flatten().get(place).item(), at);
    }
    assertThat(Arrays.stream(test.free).distinct().count()).isEqualTo(n);
    return Tensor.of(rows);
  }

  private Stream<DynamicTest> each(Consumer<Case> law) {
    return cases().map(test -> DynamicTest.dynamicTest(test.title, () -> law.accept(test)));
  }
}
