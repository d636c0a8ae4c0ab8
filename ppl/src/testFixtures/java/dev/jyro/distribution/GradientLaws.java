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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gradients, against central differences in float64. */
interface GradientLaws extends Family {
  double TOLERANCE = 1e-6;

  @TestFactory
  default Stream<DynamicTest> gradientsOfTheDensityByParametersAreRight() {
    return forEachExample(
        example -> {
          Tensor values = example.values(DataType.FLOAT64);
          checkByParameters(example, of -> of.logProb(values));
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsOfTheDensityByTheValueAreRight() {
    return forEachExample(
        example -> {
          Distribution distribution = of(example, DataType.FLOAT64);
          if (!distribution.support().isDiscrete()) {
            Tensor values = example.values(DataType.FLOAT64);
            double[] found = Gradients.grad(x -> distribution.logProb(x).sum(), values).toDoubles();
            double[] needed = Numbers.slopes(x -> distribution.logProb(x).sum().item(), values);
            Numbers.assertClose(found, needed, TOLERANCE, "by the value");
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> theDensityCarriesBackTheDerivativesThatTorchFinds() {
    return forEachExample(
        example -> {
          Tensor values = example.values(DataType.FLOAT64);
          int count = (int) values.numel();
          Tensor each = Tensor.linspace(-1, 2, count, DataType.FLOAT64);
          checkDensity(example, values, x -> x, Operand.of(-1));
          checkDensity(example, values, x -> x, Operand.of(2.5));
          checkDensity(example, values, x -> x, Operand.of(each));
          checkDensity(example, values, x -> x.expand(Shapes.of(3, count)), Operand.of(-1));
          checkDensity(
              example,
              values,
              x -> x.expand(Shapes.of(3, count)).toEvent(1),
              Operand.of(Tensor.of(1.0, -2.0, 0.5)));
          checkDensity(example, values, x -> x.mask(each.gt(0)), Operand.of(-1));
          checkDensity(example, values, x -> x.mask(each.gt(0)), Operand.of(each));
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

  private void checkDraw(Example example, UnaryOperator<Distribution> made, Operand derivative) {
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

  /** A density's own way back, against Torch's through its log density. */
  private void checkDensity(
      Example example, Tensor values, UnaryOperator<Distribution> made, Operand derivative) {
    List<Leaf> leaves = new ArrayList<>();
    example.tensors(DataType.FLOAT64).forEach(parameter -> leaves.add(Leaf.of(parameter)));
    boolean smooth = !of(example, DataType.FLOAT64).support().isDiscrete();
    leaves.add(smooth ? Leaf.of(values) : Leaf.kept(values));
    List<double[]> needed =
        gradients(
            leaves,
            at -> {
              Tensor logProb = made.apply(of(at)).logProb(at.get(at.size() - 1));
              return Cotangents.of(logProb.mul(derivative.stretchedTo(logProb)).sum());
            });
    List<double[]> found =
        gradients(
            leaves,
            at -> {
              Cotangents cotangents = Cotangents.none();
              made.apply(of(at)).density(at.get(at.size() - 1)).pull(derivative, cotangents);
              return cotangents;
            });
    for (int i = 0; i < needed.size(); i++) {
      Numbers.assertClose(
          found.get(i), needed.get(i), 1e-12, "by parameter " + i + ", the value last");
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

  @TestFactory
  default Stream<DynamicTest> gradientsPassThroughSamplesIffReparameterized() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          boolean passes =
              Gradients.recording(
                  () -> {
                    Tensor leaf = Leaf.of(example.tensors(DataType.FLOAT64).get(0)).value();
                    List<Tensor> parameters = new ArrayList<>(example.tensors(DataType.FLOAT64));
                    parameters.set(0, leaf);
                    return of(parameters).sample(Noise.of(2)).requiresGradient();
                  });
          assertThat(passes).isEqualTo(subject.isReparameterized());
        });
  }

  /** The gradients of what a function makes of the example's distribution, by each parameter. */
  default void checkByParameters(Example example, Function<Distribution, Tensor> function) {
    List<Tensor> parameters = example.tensors(DataType.FLOAT64);
    List<Tensor> found = Gradients.grad(p -> function.apply(of(p)).sum(), parameters);
    for (int i = 0; i < parameters.size(); i++) {
      int place = i;
      double[] needed =
          Numbers.slopes(
              moved -> {
                List<Tensor> changed = new ArrayList<>(parameters);
                changed.set(place, moved);
                return function.apply(of(changed)).sum().item();
              },
              parameters.get(i));
      Numbers.assertClose(found.get(i).toDoubles(), needed, TOLERANCE, "by parameter " + i);
    }
  }
}
