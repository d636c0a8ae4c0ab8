package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class DirichletMultinomialTest implements FiniteRows {
  @Override
  public Distribution of(Tensor parameter) {
    return DirichletMultinomial.of(parameter, 5);
  }

  @Override
  public Tensor parameter() {
    return Tensor.of(0.5, 2.0, 3.0);
  }

  @Override
  public Tensor values() {
    return Compositions.ofThree(5);
  }

  @Test
  void ofTwoClassesIsBetaBinomial() {
    Tensor counts = Tensor.of(new double[][] {{0, 6}, {2, 4}, {6, 0}});
    Tensor found = DirichletMultinomial.of(Tensor.of(2.0, 0.5), 6).logProb(counts);
    Tensor needed = BetaBinomial.of(Tensor.of(2.0), Tensor.of(0.5), 6).logProb(counts.select(1, 0));
    Numbers.assertClose(found, needed, 1e-12, "density");
  }

  @Test
  void tinyConcentrationsPutAllIntoOneClass() {
    Tensor draws =
        DirichletMultinomial.of(Tensor.full(1e-4, ai.djl.ndarray.types.DataType.FLOAT32, 3), 4)
            .sample(Noise.of(1), Shapes.of(300));
    assertThat(draws.sum(-1).toDoubles()).containsOnly(4);
    assertThat(draws.max(-1).toDoubles()).containsOnly(4);
  }

  @Test
  void refusesBadParametersByName() {
    assertThatThrownBy(() -> DirichletMultinomial.of(Tensor.ones(2), -1))
        .hasMessage("DirichletMultinomial: totalCount is -1.0. Needed: nonNegativeInteger.");
    assertThatThrownBy(() -> DirichletMultinomial.of(Tensor.of(0f, 1f), 1).validate())
        .hasMessageStartingWith("DirichletMultinomial: concentration is [0.0, 1.0]. Needed: ");
    assertThatThrownBy(() -> DirichletMultinomial.of(Tensor.scalar(1), 1))
        .isInstanceOf(ShapeException.class);
  }
}
