package dev.jyro.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.BijectorLaws;
import dev.jyro.distribution.Numbers;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class UsualBijectorsTest implements BijectorLaws {
  private static final double[] THREE = {0.3, -1.2, 0.8};
  private static final double[] SIX = {0.3, -1.2, 0.8, 0.1, -0.4, 1.1};

  @Override
  public Stream<Case> cases() {
    return Stream.concat(Stream.concat(ofNumbers(), ofEvents()), madeOfOthers());
  }

  private static Stream<Case> ofNumbers() {
    return Stream.of(
        Case.of("identity", Bijectors.to(Constraints.real()), 0.7),
        Case.of("exp", Bijectors.exp(), -1.3),
        Case.of("sigmoid", Bijectors.sigmoid(), 0.4),
        Case.of("sigmoid between bounds", Bijectors.sigmoid(-2, 5), 0.4),
        Case.of("softplus", Bijectors.softplus(), -0.8),
        Case.of("softplus, far out", Bijectors.softplus(), 17),
        Case.of("tanh", Bijectors.tanh(), 0.6),
        Case.of("tanh of 0", Bijectors.tanh(), 0),
        Case.of("affine", Bijectors.affine(2, 0.1), 0.6),
        Case.of("affine, falling", Bijectors.affine(Tensor.scalar(2), -3), 0.6),
        Case.of("affine of tensors", Bijectors.affine(-1, Tensor.of(0.3).select(0, 0)), 0.6),
        Case.of("power", Bijectors.power(2.5), 0.6),
        Case.of("power, falling", Bijectors.power(Tensor.scalar(-0.5)), 3),
        Case.of("greater than", Bijectors.to(Constraints.greaterThan(3)), 0.6),
        Case.of("greater than or equal", Bijectors.to(Constraints.greaterThanEq(-3)), 0.6),
        Case.of(
            "from a tensor on", Bijectors.to(Constraints.greaterThanEq(Tensor.scalar(-3))), 0.6),
        Case.of("up to a tensor", Bijectors.to(Constraints.lessThanEq(Tensor.scalar(3))), 0.6),
        Case.of("less than or equal", Bijectors.to(Constraints.lessThanEq(-3)), 0.6),
        Case.of("less than", Bijectors.to(Constraints.lessThan(3)), 0.6),
        Case.of("half open", Bijectors.to(Constraints.halfOpenInterval(1, 3)), 0.6),
        Case.of("circular", Bijectors.to(Constraints.circular()), 0.6),
        Case.of("softplus positive", Bijectors.to(Constraints.softplusPositive()), 0.6));
  }

  private static Stream<Case> ofEvents() {
    return Stream.of(
        Case.of("stick breaking", Bijectors.stickBreaking(), THREE),
        Case.of("stick breaking in two", Bijectors.to(Constraints.simplex()), 0.4),
        Case.of("ordered", Bijectors.ordered(), THREE),
        Case.of("one ordered", Bijectors.to(Constraints.orderedVector()), 0.4),
        Case.of("positive ordered", Bijectors.to(Constraints.positiveOrderedVector()), THREE),
        Case.of("lower Cholesky", Bijectors.lowerCholesky(), SIX).free(0, 3, 4, 6, 7, 8),
        Case.of("lower Cholesky by softplus", Bijectors.softplusLowerCholesky(), SIX)
            .free(0, 3, 4, 6, 7, 8),
        Case.of("lower Cholesky of one", Bijectors.to(Constraints.lowerCholesky()), 0.3),
        Case.of("correlations", Bijectors.corrCholesky(), SIX).free(4, 8, 9, 12, 13, 14),
        Case.of("one correlation", Bijectors.corrCholesky(), 0.3).free(2),
        Case.of("positive definite", Bijectors.to(Constraints.positiveDefinite()), SIX)
            .free(0, 3, 4, 6, 7, 8),
        Case.of("correlation matrix", Bijectors.to(Constraints.corrMatrix()), SIX)
            .free(4, 8, 9, 12, 13, 14),
        Case.of("permutation", Bijectors.permute(2, 0, 1), THREE));
  }

  private static Stream<Case> madeOfOthers() {
    Bijector affine = Bijectors.affine(Tensor.of(1.0, 2, 3), Tensor.of(-0.5, 2, 0.1));
    return Stream.of(
        Case.of("independent", Bijectors.independent(Bijectors.exp(), 1), THREE),
        Case.of(
            "composed, of vectors in the end",
            Bijectors.exp().then(Bijectors.power(0.5)).then(Bijectors.permute(1, 2, 0)),
            THREE),
        Case.of(
            "composed, of vectors in between",
            Bijectors.compose(
                Bijectors.tanh(), Bijectors.ordered(), Bijectors.independent(affine, 1)),
            THREE),
        Case.of("composed of numbers", Bijectors.affine(1, -2).then(Bijectors.exp()), 0.3),
        Case.of("inverse of composed", Bijectors.exp().then(Bijectors.tanh()).inverted(), 0.3),
        Case.of(
            "stacked",
            Bijectors.to(
                Constraints.stack(
                    -1, Constraints.positive(), Constraints.real(), Constraints.lessThan(2))),
            THREE),
        Case.of(
                "joined",
                Bijectors.to(
                    Constraints.cat(
                        -1, new long[] {3, 1}, Constraints.simplex(), Constraints.positive())),
                THREE)
            .free(0, 1, 3),
        Case.of(
            "image",
            Bijectors.to(Bijectors.image(Constraints.positive(), Bijectors.affine(3, -2))),
            0.4));
  }

  /** But for the exponential of an exponential, which soon has no place in any type. */
  @TestFactory
  Stream<DynamicTest> staysFiniteFarOut() {
    return cases()
        .filter(test -> !test.title().equals("positive ordered"))
        .filter(test -> test.bijector().domain().name().contains("real"))
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.title(),
                    () -> {
                      assertFinite(test, Tensor.of(test.x()).sign().mul(300));
                      assertFinite(test, Tensor.of(test.x()).sign().mul(-300));
                      assertFinite(test, Tensor.of(test.x()).sign().mul(40).to(DataType.FLOAT32));
                      assertFinite(test, Tensor.of(test.x()).sign().mul(-40).to(DataType.FLOAT32));
                    }));
  }

  private static void assertFinite(Case test, Tensor far) {
    Tensor x = test.bijector().domain().eventDim() == 0 ? far.select(0, 0) : far;
    Image image = test.bijector().image(x);
    assertThat(image.value().isFinite().all().item()).as("image").isEqualTo(1);
    assertThat(image.logAbsDetJacobian().isFinite().item()).as("volume").isEqualTo(1);
    Tensor gradient =
        Gradients.grad(at -> test.bijector().image(at).logAbsDetJacobian().sum(), x.add(0));
    assertThat(gradient.isFinite().all().item()).as("gradient of the volume").isEqualTo(1);
  }

  @Test
  void zerosAreEqualSharesAndNoCorrelation() {
    Tensor shares = Bijectors.stickBreaking().forward(Tensor.zeros(Shapes.of(4), DataType.FLOAT64));
    Numbers.assertClose(shares.toDoubles(), new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, 1e-15, "");
    assertThat(Bijectors.corrCholesky().forward(Tensor.zeros(3)).toDoubles())
        .containsExactly(Tensor.eye(3).toDoubles());
  }

  @Test
  void theIdentityMatrixIsZeroAsInPyro() {
    Tensor zeros = Bijectors.to(Constraints.lowerCholesky()).inverse(Tensor.eye(3));
    assertThat(zeros.toDoubles()).containsOnly(0.0).hasSize(6);
  }

  @Test
  void anAffineMapStretchesABatch() {
    Bijector wide = Bijectors.affine(Tensor.zeros(2, 1), Tensor.of(2f, 3f, 4f));
    assertThat(wide.forward(Tensor.scalar(1)).shape()).isEqualTo(Shapes.of(2, 3));
    assertThat(wide.forwardShape(Shapes.scalar())).isEqualTo(Shapes.of(2, 3));
    assertThat(wide.logAbsDetJacobian(Tensor.scalar(1), Tensor.scalar(1)).shape())
        .isEqualTo(Shapes.of(2, 3));
  }

  @Test
  void composingNothingChangesNothing() {
    assertThat(Bijectors.compose()).isEqualTo(Bijectors.to(Constraints.real()));
    assertThat(Bijectors.compose(Bijectors.exp())).isSameAs(Bijectors.exp());
    assertThat(Bijectors.exp().inverted().inverted()).isSameAs(Bijectors.exp());
  }

  @Test
  void refusesWhatIsNoTriangle() {
    assertThatThrownBy(() -> Bijectors.lowerCholesky().forward(Tensor.zeros(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("a vector of 5 numbers");
    assertThatThrownBy(() -> Bijectors.corrCholesky().inverseShape(Shapes.of(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("square matrices");
  }

  @Test
  void refusesAPowerOrScaleOfZeroAndWhatIsNoOrder() {
    assertThatThrownBy(() -> Bijectors.power(0))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("power: exponent is 0.0.");
    assertThatThrownBy(() -> Bijectors.affine(1, 0))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("affine: scale is 0.0.");
    assertThatThrownBy(() -> Bijectors.permute(0, 2))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("permute: the order is [0, 2].");
  }

  @Test
  void parametersReachASimplexBySoftmaxAndASphereByTheirLength() {
    Tensor shares = Tensor.of(0.2, 0.3, 0.5);
    Transform softmax = Transforms.to(Constraints.simplex());
    Numbers.assertClose(softmax.inverse(shares), shares.log(), 1e-15, "logarithms");
    Numbers.assertClose(softmax.forward(softmax.inverse(shares)), shares, 1e-15, "shares");
    Transform sphere = Transforms.to(Constraints.sphere());
    assertThat(sphere.codomain().check(sphere.forward(Tensor.of(3.0, -4))).item()).isEqualTo(1);
    assertThat(Transforms.to(Constraints.positive())).isEqualTo(Bijectors.exp());
    List.of(Transforms.softmax(), Transforms.normalize())
        .forEach(each -> assertThat(each.domain().name()).isEqualTo("independent(real, 1)"));
  }
}
