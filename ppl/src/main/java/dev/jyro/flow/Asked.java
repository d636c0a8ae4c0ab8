package dev.jyro.flow;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.effect.Param;
import dev.jyro.ppl.Interpreter;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.function.Function;

/** Parameters that a flow asks the surroundings for, float32. */
record Asked(String flow) {
  /** One that starts uniformly within {@code ±bound}. */
  Tensor uniform(String name, double bound, long... sizes) {
    Shape shape = Shapes.of(sizes);
    return param(name, noise -> noise.uniform(shape, DataType.FLOAT32).mul(2 * bound).sub(bound));
  }

  /** One that starts with standard normal numbers. */
  Tensor normal(String name, long... sizes) {
    return param(name, noise -> noise.normal(Shapes.of(sizes), DataType.FLOAT32));
  }

  /** One that starts with zeros. */
  Tensor zeros(String name, long... sizes) {
    return param(name, noise -> Tensor.zeros(sizes));
  }

  private Tensor param(String name, Function<Noise, Tensor> initial) {
    Param wanted = Param.trained(flow + "." + name, Option.of(initial), Constraints.real());
    return Interpreter.perform(wanted).value();
  }
}
