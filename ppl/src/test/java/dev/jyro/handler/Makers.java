package dev.jyro.handler;

import dev.jyro.distribution.Distribution;
import dev.jyro.handler.Kind.Maker;
import dev.jyro.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Makers that choose among the factories of a distribution: of tensors, of numbers, of both. */
final class Makers {
  private Makers() {}

  interface TensorNumber {
    Distribution of(Tensor first, double second);
  }

  interface NumberTensor {
    Distribution of(double first, Tensor second);
  }

  interface Numbers {
    Distribution of(double first, double second);
  }

  interface Tensors3 {
    Distribution of(Tensor first, Tensor second, Tensor third);
  }

  interface Numbers3 {
    Distribution of(double first, double second, double third);
  }

  static Maker one(Function<Tensor, Distribution> tensor, DoubleFunction<Distribution> number) {
    return at -> at[0].isKnown() ? number.apply(at[0].number()) : tensor.apply(at[0].tensor());
  }

  static Maker two(
      BiFunction<Tensor, Tensor, Distribution> tensors,
      TensorNumber tensorNumber,
      NumberTensor numberTensor,
      Numbers numbers) {
    return at -> {
      if (at[0].isKnown()) {
        return at[1].isKnown()
            ? numbers.of(at[0].number(), at[1].number())
            : numberTensor.of(at[0].number(), at[1].tensor());
      }
      return at[1].isKnown()
          ? tensorNumber.of(at[0].tensor(), at[1].number())
          : tensors.apply(at[0].tensor(), at[1].tensor());
    };
  }

  static Maker three(Tensors3 tensors, Numbers3 numbers) {
    return at ->
        at[0].isKnown() && at[1].isKnown() && at[2].isKnown()
            ? numbers.of(at[0].number(), at[1].number(), at[2].number())
            : tensors.of(at[0].tensor(), at[1].tensor(), at[2].tensor());
  }
}
