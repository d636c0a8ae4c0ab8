package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrderedLogisticTest implements DistributionContract {
  @Override
  public OrderedLogistic of(List<Tensor> parameters) {
    return OrderedLogistic.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public OrderedLogistic ofNumbers(double... parameters) {
    double[] cutpoints = Arrays.copyOfRange(parameters, 1, parameters.length);
    OrderedLogistic made =
        OrderedLogistic.of(parameters[0], Tensor.of(cutpoints).to(DataType.FLOAT32));
    made.validate();
    return made;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        example("spread", 0.3, -1, 0.5, 2).inside(0, 1, 3).outside(-1, 4),
        example("close", 1, 0, 0.1, 0.2).inside(0, 2, 3).outside(-1, 4),
        example("low", -3, -1, 0, 1).inside(0, 1, 2).outside(-1, 9));
  }

  private static Example example(String title, double predictor, double... cutpoints) {
    List<Double> rising = Arrays.stream(cutpoints).boxed().toList();
    return new Example(title, List.of(List.of(predictor), rising), List.of(), List.of());
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        new Bad("predictor", "NaN", "real", List.of(List.of(Double.NaN), List.of(-1.0, 0.5, 2.0))),
        new Bad(
            "cutpoints",
            "[1.0, 0.5, 2.0]",
            "orderedVector",
            List.of(List.of(0.0), List.of(1.0, 0.5, 2.0))));
  }

  @Test
  void farTailsAreExact() {
    Tensor cutpoints = Tensor.of(300.0, 301.0);
    OrderedLogistic subject = OrderedLogistic.of(0, cutpoints);
    double[] needed = {0, -300 + Math.log(-Math.expm1(-1)), -301};
    Tensor classes = Tensor.of(0L, 1L, 2L);
    Numbers.assertClose(subject.logProb(classes).toDoubles(), needed, 1e-12, "density");
    Tensor found =
        Gradients.grad(
            p -> OrderedLogistic.of(p, cutpoints).logProb(classes).sum(),
            Tensor.scalar(0, DataType.FLOAT64));
    Numbers.assertClose(found.item(), 2, 1e-12, "gradient");
  }

  @Test
  void aNumberBesideTensorsTakesTheirType() {
    Tensor cutpoints = Tensor.of(-1.0, 0.5, 2.0);
    OrderedLogistic mixed = OrderedLogistic.of(0.3, cutpoints);
    OrderedLogistic tensors = OrderedLogistic.of(Tensor.scalar(0.3, DataType.FLOAT64), cutpoints);
    Tensor classes = Tensor.of(0L, 1L, 2L, 3L);
    Numbers.assertClose(mixed.logProb(classes), tensors.logProb(classes), 1e-12, "density");
    Numbers.assertClose(mixed.sample(Noise.of(3)), tensors.sample(Noise.of(3)), 0, "sample");
  }

  @Test
  void oneCutpointIsABernoulliDistribution() {
    Tensor predictor = Tensor.of(-1.0, 2.0);
    OrderedLogistic subject = OrderedLogistic.of(predictor, Tensor.of(0.0));
    Tensor ones = Tensor.of(1L, 1L);
    Numbers.assertClose(
        subject.logProb(ones), Bernoulli.ofLogits(predictor).logProb(ones), 1e-12, "density");
    assertThat(subject.enumerateSupport().shape()).isEqualTo(Shapes.of(2, 2));
  }

  @Test
  void refusesCutpointsWithoutADimension() {
    assertThatThrownBy(() -> OrderedLogistic.of(0, Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("OrderedLogistic: cutpoints has shape ()");
  }
}
