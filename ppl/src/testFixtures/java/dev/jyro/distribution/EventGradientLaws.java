package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gradients, against central differences in float64. */
interface EventGradientLaws extends EventFamily {
  double TOLERANCE = 1e-6;

  @TestFactory
  default Stream<DynamicTest> gradientsOfTheDensityByParametersAreRight() {
    return forEachExample(
        example -> {
          Tensor values = example.inside(DataType.FLOAT64);
          for (int i = 0; i < example.parameters().size(); i++) {
            checkByParameter(example, i, of -> of.logProb(values));
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsOfTheDensityByTheValueAreRight() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor values = example.inside(DataType.FLOAT64);
          double[] found =
              Gradients.grad(x -> subject.logProb(mended(x)).sum(), values).toDoubles();
          double[] needed = Numbers.slopes(x -> subject.logProb(mended(x)).sum().item(), values);
          Numbers.assertClose(found, needed, TOLERANCE, "by the value");
        });
  }

  @TestFactory
  default Stream<DynamicTest> aDrawKnowsItsDensityAndTheTotalDerivative() {
    return forEachExample(
        example -> {
          checkDraw(example, x -> x.expand(Shapes.of(5)), Operand.of(-1));
          checkDraw(example, x -> x.expand(Shapes.of(2)), Operand.of(Tensor.of(0.5, -3.0)));
          checkDraw(example, x -> x.expand(Shapes.of(2, 3)).toEvent(1), Operand.of(2));
          checkDraw(example, x -> x.expand(Shapes.of(5)).notReparameterized(), Operand.of(2));
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsPassThroughSamplesIffReparameterized() {
    return forEachExample(
        example ->
            assertThat(passesThroughSamples(example))
                .isEqualTo(of(example, DataType.FLOAT64).isReparameterized()));
  }

  private boolean passesThroughSamples(EventExample example) {
    return Gradients.recording(
        () -> {
          List<Tensor> parameters =
              example.tensors(DataType.FLOAT64).stream().map(p -> Leaf.of(p).value()).toList();
          return of(parameters).sample(Noise.of(2)).requiresGradient();
        });
  }

  /** The gradient of what a function makes of the example's distribution, by one parameter. */
  default void checkByParameter(
      EventExample example, int place, Function<Distribution, Tensor> function) {
    List<Tensor> parameters = example.tensors(DataType.FLOAT64);
    Function<Tensor, Tensor> at =
        moved -> {
          List<Tensor> changed = new ArrayList<>(parameters);
          changed.set(place, moved);
          return function.apply(of(changed)).sum();
        };
    double[] found = Gradients.grad(at::apply, parameters.get(place)).toDoubles();
    double[] needed = Numbers.slopes(moved -> at.apply(moved).item(), parameters.get(place));
    Numbers.assertClose(found, needed, TOLERANCE, "by parameter " + place);
  }

  private void checkDraw(
      EventExample example, Function<Distribution, Distribution> made, Operand derivative) {
    Noise noise = Noise.of(11);
    List<Leaf> leaves = new ArrayList<>();
    example.tensors(DataType.FLOAT64).forEach(parameter -> leaves.add(Leaf.of(parameter)));
    List<double[]> needed =
        gradients(
            leaves,
            at -> {
              Distribution distribution = made.apply(of(at));
              Tensor logProb = distribution.logProb(distribution.sample(noise));
              return Cotangents.of(logProb.mul(derivative.stretchedTo(logProb)).sum());
            });
    List<double[]> found =
        gradients(
            leaves,
            at -> {
              Distribution distribution = made.apply(of(at));
              Drawn drawn = distribution.draw(noise);
              Density density = drawn.density().get();
              Numbers.assertClose(drawn.value(), distribution.sample(noise), 0, "value");
              Numbers.assertClose(
                  density.logProb(), distribution.logProb(drawn.value()), 1e-9, "density");
              Cotangents cotangents = Cotangents.none();
              density.pull(derivative, cotangents);
              return cotangents;
            });
    for (int i = 0; i < needed.size(); i++) {
      Numbers.assertClose(found.get(i), needed.get(i), 1e-8, "by parameter " + i);
    }
  }

  private static List<double[]> gradients(
      List<Leaf> leaves, Function<List<Tensor>, Cotangents> way) {
    FusedUpdates.zero(leaves);
    Gradients.recording(
        () -> {
          way.apply(leaves.stream().map(Leaf::value).toList()).backward();
          return leaves;
        });
    return leaves.stream()
        .map(leaf -> leaf.gradient().map(Tensor::toDoubles).getOrElse(new double[0]))
        .toList();
  }
}
