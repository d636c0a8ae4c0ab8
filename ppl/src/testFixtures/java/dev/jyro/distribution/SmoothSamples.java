package dev.jyro.distribution;

import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** For families whose samples are a smooth function of the parameters and of fixed noise. */
interface SmoothSamples extends GradientLaws {
  @TestFactory
  default Stream<DynamicTest> gradientsOfSamplesAreThoseWithTheSameNoise() {
    return forEachExample(
        example -> checkByParameters(example, of -> of.sample(Noise.of(5), Shapes.of(20))));
  }
}
