package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small models spend their time in calls of Torch, so how many a density makes is pinned. */
final class OperationCountTest {
  @ParameterizedTest
  @MethodSource("densities")
  void theDensityCosts(String title, int operations, Supplier<Distribution> maker) {
    Distribution distribution = maker.get();
    boolean isMatrix = distribution.eventShape().dimension() == 2;
    Tensor value = isMatrix ? Tensor.eye(3) : Tensor.of(0.5f, 0.25f, 0.75f);
    List<String> ran = new ArrayList<>();
    try (TensorScope scope =
        TensorScope.open((operation, inputs, attributes, output, nanos) -> ran.add(operation))) {
      distribution.logProb(value);
    }
    assertThat(ran).as(title).hasSize(operations);
  }

  private static Stream<Arguments> densities() {
    return Stream.of(
        row("standard normal", 3, () -> Normal.standard(3)),
        row("normal of numbers", 4, () -> Normal.of(2, 3)),
        row("normal of a tensor and a number", 4, () -> Normal.of(ones(), 3)),
        row("normal of tensors", 7, () -> Normal.of(ones(), ones())),
        row("log-normal of numbers", 7, () -> LogNormal.of(0.0, 1.0)),
        row("log-normal of tensors", 11, () -> LogNormal.of(ones(), ones())),
        row("half-normal of a number", 5, () -> HalfNormal.of(2)),
        row("half-normal of a tensor", 8, () -> HalfNormal.of(ones())),
        row("half-Cauchy of a number", 7, () -> HalfCauchy.of(2)),
        row("half-Cauchy of a tensor", 9, () -> HalfCauchy.of(ones())),
        row("uniform of numbers", 4, () -> Uniform.of(0.0, 1.0)),
        row("uniform of tensors", 7, () -> Uniform.of(ones().neg(), ones())),
        row("exponential of a number", 4, () -> Exponential.of(2)),
        row("exponential of a tensor", 5, () -> Exponential.of(ones())),
        row("gamma of numbers", 6, () -> Gamma.of(2, 3)),
        row("gamma of numbers with concentration 1", 5, () -> Gamma.of(1, 3)),
        row("gamma of tensors", 13, () -> Gamma.of(ones(), ones())),
        row("beta of numbers", 8, () -> Beta.of(2, 3)),
        row("beta of tensors", 22, () -> Beta.of(ones(), ones())),
        row("Bernoulli of a number", 2, () -> Bernoulli.of(0.3)),
        row("Bernoulli of a tensor", 9, () -> Bernoulli.of(ones())),
        row("Bernoulli of a logit", 2, () -> Bernoulli.ofLogits(0.3)),
        row("Bernoulli of logits", 3, () -> Bernoulli.ofLogits(ones())),
        row("categorical", 1, () -> Categorical.of(ones())),
        row("categorical of logits", 1, () -> Categorical.ofLogits(ones())),
        row("Poisson of a number", 5, () -> Poisson.of(2)),
        row("Poisson of a tensor", 7, () -> Poisson.of(ones())),
        row("Dirichlet", 16, () -> Dirichlet.of(ones())),
        row("Gaussian random walk", 14, () -> GaussianRandomWalk.of(Tensor.scalar(1), 3)),
        row("Gaussian random walk of a number", 9, () -> GaussianRandomWalk.of(1, 3)),
        row("inverse Wishart", 31, () -> InverseWishart.ofScaleTril(3, Tensor.eye(3))),
        row("LKJ", 28, () -> LKJCholesky.of(3, Tensor.scalar(1))),
        row("logistic normal", 25, () -> LogisticNormal.of(Tensor.ones(2), Tensor.ones(2))),
        row(
            "low-rank normal",
            39,
            () -> LowRankMultivariateNormal.of(ones(), Tensor.ones(3, 1), ones())),
        row(
            "matrix normal",
            18,
            () -> MatrixNormal.of(Tensor.zeros(3, 3), Tensor.eye(3), Tensor.eye(3))),
        row("multivariate normal", 14, () -> MultivariateNormal.of(ones(), Tensor.eye(3))),
        row(
            "multivariate normal around 0",
            13,
            () -> MultivariateNormal.ofScaleTril(0, Tensor.eye(3))),
        row(
            "multivariate t",
            52,
            () -> MultivariateStudentT.of(Tensor.scalar(3), ones(), Tensor.eye(3))),
        row(
            "multivariate t of a number",
            16,
            () -> MultivariateStudentT.of(3, ones(), Tensor.eye(3))),
        row("projected normal", 45, () -> ProjectedNormal.of(ones())),
        row("Wishart", 30, () -> Wishart.ofScaleTril(3, Tensor.eye(3))),
        row("delta", 2, () -> Delta.of(ones())));
  }

  private static Tensor ones() {
    return Tensor.ones(3);
  }

  private static Arguments row(String title, int operations, Supplier<Distribution> maker) {
    return Arguments.of(title, operations, maker);
  }
}
