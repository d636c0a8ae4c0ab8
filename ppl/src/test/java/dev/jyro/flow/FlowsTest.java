package dev.jyro.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Image;
import dev.jyro.distribution.BijectorLaws;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Numbers;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Param;
import dev.jyro.ppl.Interpreter;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class FlowsTest implements BijectorLaws {
  private static final double[] TWO = {0.3, -1.2};
  private static final double[] FOUR = {0.3, -1.2, 0.8, 1.9};
  private static final long SEED = 11;

  @Override
  public Stream<Case> cases() {
    Tensor u = numbers(1, 4);
    Tensor w = numbers(2, 4);
    return Stream.of(
        Case.of("planar", Planar.of(u, w, scalar(0.3)), FOUR),
        Case.of("planar, steeply folded", Planar.of(w.mul(-9), w, scalar(-0.2)), FOUR),
        Case.of("planar, far moved", Planar.of(u.mul(5), w.mul(3), scalar(0)), FOUR),
        Case.of("radial, outwards", Radial.of(u, scalar(-0.5), scalar(2)), FOUR),
        Case.of("radial, inwards", Radial.of(w, scalar(2), scalar(-3)), FOUR),
        Case.of("Householder", Householder.of(numbers(3, 3, 4)), FOUR),
        Case.of("affine coupling", AffineCoupling.of(1, linear(4, 1, 6)), FOUR),
        Case.of("affine coupling of two", AffineCoupling.of(1, linear(5, 1, 2)), TWO),
        Case.of(
            "affine autoregressive", asked(() -> AffineAutoregressive.param("iaf", 4, 8, 5)), FOUR),
        Case.of(
            "masked autoregressive",
            asked(() -> AffineAutoregressive.param("maf", 4, 8)).inverted(),
            FOUR),
        Case.of("autoregressive of one", asked(() -> AffineAutoregressive.param("one", 1, 3)), 0.4),
        Case.of("spline", Spline.of(numbers(6, 4, 5), numbers(7, 4, 5), numbers(8, 4, 4), 3), FOUR),
        Case.of(
            "spline of two bins, partly outside",
            Spline.of(numbers(6, 4, 2), numbers(7, 4, 2), numbers(8, 4, 1), 1),
            FOUR),
        Case.of("spline coupling", SplineCoupling.of(2, 3, 2.5, linear(9, 2, 16)), FOUR));
  }

  private static Tensor scalar(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private static Tensor numbers(int seed, long... sizes) {
    return Noise.of(seed).normal(Shapes.of(sizes), DataType.FLOAT64);
  }

  /** A function that is not linear, and of the type of what it is given. */
  private static UnaryOperator<Tensor> linear(int seed, int in, int out) {
    Tensor weight = numbers(seed, out, in);
    Tensor bias = numbers(seed + 100, out);
    return x -> x.sin().linear(weight.to(x.dataType()), bias.to(x.dataType()));
  }

  /** With each parameter as it starts, in float64. */
  private static <T> T asked(Supplier<T> flow) {
    List<String> names = new ArrayList<>();
    return Interpreter.under(starting(names), flow);
  }

  private static Handler starting(List<String> names) {
    return (effect, outer) -> {
      if (effect instanceof Param param) {
        names.add(param.name());
        Noise noise = Noise.of(SEED).at(param.name());
        return outer.ask(param.pinning(param.initial().get().apply(noise).to(DataType.FLOAT64)));
      }
      return outer.ask(effect);
    };
  }

  @TestFactory
  Stream<DynamicTest> theInverseHasGradientsToo() {
    return cases()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.title(),
                    () -> {
                      UnaryOperator<Tensor> of =
                          y -> {
                            Image image = test.bijector().preimage(y);
                            return image.value().sin().sum().add(image.logAbsDetJacobian().sum());
                          };
                      Tensor y = Tensor.of(test.x()).mul(0.9);
                      Numbers.assertClose(
                          Gradients.grad(of, y).toDoubles(),
                          Numbers.slopes(at -> of.apply(at).item(), y),
                          1e-5,
                          "gradient");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> staysFiniteFarOut() {
    return cases()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.title(),
                    () -> {
                      for (double far : new double[] {-300, 300, 0}) {
                        Tensor x = Tensor.of(test.x()).mul(0).add(far);
                        assertFinite(test.bijector().image(x));
                        assertFinite(test.bijector().preimage(x));
                        assertFinite(test.bijector().image(x.to(DataType.FLOAT32)));
                      }
                    }));
  }

  private static void assertFinite(Image image) {
    assertThat(image.value().isFinite().all().item()).as("value").isEqualTo(1);
    assertThat(image.logAbsDetJacobian().isFinite().all().item()).as("volume").isEqualTo(1);
  }

  @Test
  void anAutoregressiveFlowLooksBackOnly() {
    Bijector flow = asked(() -> AffineAutoregressive.param("f", 5, 16, 16));
    Tensor x = numbers(3, 5);
    for (int i = 0; i < 5; i++) {
      int place = i;
      double[] row = Gradients.grad(at -> flow.forward(at).select(0, place), x).toDoubles();
      for (int j = 0; j < 5; j++) {
        if (j > i) {
          assertThat(row[j]).as("d y[%d] / d x[%d]", i, j).isZero();
        } else {
          assertThat(row[j]).as("d y[%d] / d x[%d]", i, j).isNotZero();
        }
      }
    }
  }

  @Test
  void eachOutputOfMadeDependsOnAllInputsBeforeItsNumber() {
    MADE made = asked(() -> MADE.param("m", 4, 3, 20));
    Tensor x = numbers(3, 4);
    for (int output = 0; output < 12; output++) {
      int place = output;
      double[] row = Gradients.grad(at -> made.forward(at).select(0, place), x).toDoubles();
      int before = output % 4;
      assertThat(IntStream.range(0, 4).filter(j -> row[j] != 0).boxed().toList())
          .isEqualTo(IntStream.range(0, before).boxed().toList());
    }
  }

  @Test
  void aCouplingLeavesTheFirstAsTheyAre() {
    Tensor x = numbers(3, 7, 4);
    for (Bijector flow :
        List.of(
            AffineCoupling.of(2, linear(4, 2, 4)), SplineCoupling.of(2, 3, 2, linear(5, 2, 16)))) {
      Tensor y = flow.forward(x);
      assertThat(y.narrow(-1, 0, 2).toDoubles()).isEqualTo(x.narrow(-1, 0, 2).toDoubles());
      assertThat(y.narrow(-1, 2, 2).toDoubles()).isNotEqualTo(x.narrow(-1, 2, 2).toDoubles());
    }
  }

  @Test
  void aSplineOfZerosIsTheIdentityAndSoIsWhatLiesOutside() {
    Spline identity = asked(() -> Spline.param("s", 4));
    Tensor x = numbers(3, 20, 4);
    Numbers.assertClose(identity.forward(x), x, 1e-12, "inside");
    Spline some = Spline.of(numbers(6, 4, 5), numbers(7, 4, 5), numbers(8, 4, 4), 3);
    Tensor far = Tensor.of(3.0, -3, 17, -9000);
    assertThat(some.forward(far).toDoubles()).isEqualTo(far.toDoubles());
    assertThat(some.image(far).logAbsDetJacobian().item()).isZero();
  }

  @Test
  void aHouseholderFlowKeepsLengths() {
    Householder turn = asked(() -> Householder.param("h", 4, 3));
    Tensor x = numbers(3, 9, 4);
    Numbers.assertClose(
        turn.forward(x).square().sum(-1), x.square().sum(-1), 1e-12, "squared length");
  }

  @Test
  void namesItsParameters() {
    List<String> names = new ArrayList<>();
    Interpreter.under(
        starting(names),
        () -> {
          assertThat(Planar.param("p", 2)).isNotNull();
          assertThat(Radial.param("r", 2)).isNotNull();
          assertThat(AffineCoupling.param("c", 2, 1, 4)).isNotNull();
          assertThat(MADE.param("m", 2, 2, 4)).isNotNull();
          assertThat(SplineCoupling.param("s", 2, 1)).isNotNull();
        });
    assertThat(names)
        .contains("p.u", "p.w", "p.b", "r.centre", "r.a", "r.b", "m.0.weight", "m.1.bias")
        .contains("c.0.weight", "s.1.bias");
  }

  @Test
  void makesADistribution() {
    Transformed of =
        Transformed.of(
            Normal.standard(7, 4).toEvent(1), asked(() -> AffineAutoregressive.param("f", 4, 8)));
    Tensor draws = of.sample(Noise.of(1));
    assertThat(draws.shape()).isEqualTo(Shapes.of(7, 4));
    assertThat(of.logProb(draws).shape()).isEqualTo(Shapes.of(7));
    Numbers.assertClose(
        of.draw(Noise.of(1)).density().get().logProb(), of.logProb(draws), 1e-4, "density");
  }

  @Test
  void refusesNetworksThatSayTooLittle() {
    Tensor x = numbers(3, 4);
    assertThatThrownBy(() -> AffineCoupling.of(1, linear(4, 1, 5)).forward(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Needed: 2 for each of 3, so 6");
    assertThatThrownBy(() -> AffineCoupling.of(4, linear(4, 4, 2)).forward(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Needed: longer ones");
    assertThatThrownBy(() -> AffineAutoregressive.of(y -> y).forward(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Needed: 8 in the last dimension");
    assertThatThrownBy(() -> AffineCoupling.of(0, y -> y)).isInstanceOf(JyroException.class);
    assertThatThrownBy(() -> Spline.param("s", 2, 1, 3))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("A spline with 1 bins");
    assertThatThrownBy(() -> MADE.param("m", 2, 2))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("and a hidden layer");
  }
}
