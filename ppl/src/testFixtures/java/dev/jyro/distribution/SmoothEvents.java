package dev.jyro.distribution;

import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** For families whose samples are a smooth function of parameters and of fixed noise. */
interface SmoothEvents extends EventGradientLaws {
  /** The places of the parameters for which that holds. */
  default IntStream smooth() {
    return IntStream.range(0, examples().get(0).parameters().size());
  }

  @TestFactory
  default Stream<DynamicTest> gradientsOfSamplesAreThoseWithTheSameNoise() {
    return forEachExample(
        example ->
            smooth()
                .forEach(
                    place ->
                        checkByParameter(
                            example, place, of -> of.sample(Noise.of(5), Shapes.of(20)))));
  }
}
