package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ProjectedNormalTest {
  @Nested
  final class InThePlane implements MultivariateContract, SmoothEvents {
    @Override
    public ProjectedNormal of(List<Tensor> parameters) {
      return ProjectedNormal.of(parameters.get(0));
    }

    @Override
    public List<EventExample> examples() {
      return List.of(
          EventExample.of("no direction").vector(0, 0).inside(1, 0).inside(-0.6, 0.8),
          EventExample.of("a weak one").vector(0.5, -1).inside(0.6, -0.8).inside(-0.6, 0.8),
          EventExample.of("a strong one").vector(-3, 2).inside(-0.8, 0.6).inside(0.8, -0.6));
    }

    @Override
    public List<EventExample> bad() {
      return List.of(
          EventExample.of("concentration[1, 1] is NaN. Needed: real.").vector(0, Double.NaN));
    }

    @TestFactory
    Stream<DynamicTest> anglesFollowTheDensity() {
      return forEachExample(
          example -> {
            Distribution subject = of(example, DataType.FLOAT64);
            GoodnessOfFit.ofReals(
                angles(draws(example)),
                angles(subject.sample(Noise.of(12), Shapes.of(DRAWS))),
                angle -> subject.logProb(ShapeOps.stack(-1, angle.cos(), angle.sin())).exp());
          });
    }

    private static double[] angles(Tensor draws) {
      return draws.select(-1, 1).atan2(draws.select(-1, 0)).toDoubles();
    }
  }

  @Nested
  final class InSpace implements MultivariateContract, SmoothEvents {
    @Override
    public ProjectedNormal of(List<Tensor> parameters) {
      return ProjectedNormal.of(parameters.get(0));
    }

    @Override
    public List<EventExample> examples() {
      return List.of(
          EventExample.of("no direction").vector(0, 0, 0).inside(1, 0, 0).inside(0.48, 0.64, -0.6),
          EventExample.of("a weak one")
              .vector(0.6, 0, -0.8)
              .inside(1, 0, 0)
              .inside(-0.48, 0.64, 0.6),
          EventExample.of("a strong one")
              .vector(-1.2, 2.4, 2.4)
              .inside(0, 1, 0)
              .inside(0.48, -0.64, -0.6));
    }

    @Override
    public List<EventExample> bad() {
      return List.of(
          EventExample.of("concentration[1, 0] is NaN. Needed: real.").vector(Double.NaN, 0, 0));
    }

    /** The height over the equator; rings of one height have one area. */
    @TestFactory
    Stream<DynamicTest> heightsFollowTheDensity() {
      return forEachExample(
          example -> {
            Tensor c = example.tensors(DataType.FLOAT64).get(0);
            Tensor up = Tensor.of(0.0, 0, 1);
            double length = c.norm(2).item();
            Tensor axis = length == 0 ? up : c.div(length);
            ProjectedNormal upright = ProjectedNormal.of(up.mul(length));
            GoodnessOfFit.ofReals(
                draws(example).matmul(axis).toDoubles(),
                of(example, DataType.FLOAT64)
                    .sample(Noise.of(12), Shapes.of(DRAWS))
                    .matmul(axis)
                    .toDoubles(),
                z -> upright.logProb(onAMeridian(z)).exp().mul(2 * Math.PI));
          });
    }

    private static Tensor onAMeridian(Tensor z) {
      Tensor wide = z.square().rsub(1).sqrt();
      return ShapeOps.stack(-1, wide, z.zerosLike(), z);
    }
  }

  /** By the asymptotic series of the integral, whose next term is 1e-8 of it. */
  @Test
  void farFromTheMeanTheDensityKeepsItsDigits() {
    double s = 100;
    Tensor value = Tensor.of(-1.0, 0);
    double plane = ProjectedNormal.of(Tensor.of(s, 0)).logProb(value).item();
    double series = 1 - 3 / (s * s) + 15 / Math.pow(s, 4);
    double needed = -0.5 * s * s - 2 * Math.log(s) + Math.log(series) - Math.log(2 * Math.PI);
    Numbers.assertClose(plane, needed, 1e-10, "density");
    Tensor single = ProjectedNormal.of(Tensor.of((float) s, 0)).logProb(Tensor.of(-1f, 0));
    Numbers.assertClose(single.item(), needed, 2e-6, "density in float32");
    Tensor gradient = Gradients.grad(c -> ProjectedNormal.of(c).logProb(value), Tensor.of(s, 0));
    Numbers.assertClose(gradient.select(0, 0).item(), -s - 2 / s, 1e-5, "gradient");
  }

  @Test
  void theTwoFormulasMeet() {
    double[] ts = {-1 - 1e-9, -1 + 1e-9};
    for (int n = 1; n <= 2; n++) {
      double[] found = RadialIntegral.log(Tensor.of(ts), n).toDoubles();
      Numbers.assertClose(found[0], found[1], 1e-8, "power " + n);
    }
  }

  @Test
  void otherDimensionsAreRefused() {
    assertThatThrownBy(() -> ProjectedNormal.of(Tensor.zeros(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "ProjectedNormal: concentration has shape (4). Needed: 2 or 3 numbers in the last dimension.");
  }
}
