package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A function of numbers that Torch lacks: computed in Java, element by element, in double precision
 * whatever the type of the tensors, so that only the result is rounded.
 *
 * <p>It reads its inputs, which waits for a GPU, and computes on one core. So it is for what no
 * model asks for in every step: distribution functions, quantiles, entropies.
 */
@FunctionalInterface
interface Elementwise {
  /** The function of one number from each input. */
  double at(double... x);

  /** The function of inputs that broadcast; a constant. */
  default Tensor of(Tensor... inputs) {
    Shape shape = inputs[0].shape();
    for (Tensor input : inputs) {
      shape = Shapes.broadcast(shape, input.shape());
    }
    double[][] numbers = new double[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      numbers[i] = inputs[i].expand(shape).toDoubles();
    }
    double[] results = new double[numbers[0].length];
    Arrays.setAll(
        results, place -> at(Arrays.stream(numbers).mapToDouble(x -> x[place]).toArray()));
    return Tensor.of(results, shape).to(type(inputs)).to(inputs[0].device());
  }

  /** The same on the way back: asking for its derivative is refused. */
  default Tensor slope(Tensor... inputs) {
    Tensor result = Gradients.paused(() -> of(inputs));
    if (Gradients.isRecording() && Script.isAnyTracked((Object[]) inputs)) {
      result.comeFrom(Node.of(Island.REFUSED, result, inputs));
    }
    return result;
  }

  /** The address of the function's result, which belongs to whoever asks. */
  default long address(Op op, Tensor... inputs) throws Throwable {
    try (TensorScope scope = TensorScope.open()) {
      return (long) Op.DETACH.handle().invokeExact(Gradients.paused(() -> of(inputs)).address());
    } catch (ShapeException e) {
      throw new ShapeException(op.label() + ": " + e.getMessage(), e);
    }
  }

  /** As Torch promotes: numbers of shape () give way to others. */
  private static DataType type(Tensor... inputs) {
    boolean hasDimensions =
        Arrays.stream(inputs).anyMatch(input -> input.isFloating() && input.dim() > 0);
    boolean isDouble =
        Arrays.stream(inputs)
            .filter(input -> input.dim() > 0 || !hasDimensions)
            .anyMatch(input -> input.dataType() == DataType.FLOAT64);
    return isDouble ? DataType.FLOAT64 : DataType.FLOAT32;
  }
}
