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
        row("gamma of numbers", 8, () -> Gamma.of(2, 3)),
        row("gamma of numbers with concentration 1", 7, () -> Gamma.of(1, 3)),
        row("gamma of tensors", 17, () -> Gamma.of(ones(), ones())),
        row("beta of numbers", 10, () -> Beta.of(2, 3)),
        row("beta of tensors", 26, () -> Beta.of(ones(), ones())),
        row("Bernoulli of a number", 2, () -> Bernoulli.of(0.3)),
        row("Bernoulli of a tensor", 11, () -> Bernoulli.of(ones())),
        row("Bernoulli of a logit", 2, () -> Bernoulli.ofLogits(0.3)),
        row("Bernoulli of logits", 3, () -> Bernoulli.ofLogits(ones())),
        row("categorical", 1, () -> Categorical.of(ones())),
        row("categorical of logits", 1, () -> Categorical.ofLogits(ones())),
        row("Poisson of a number", 7, () -> Poisson.of(2)),
        row("Poisson of a tensor", 10, () -> Poisson.of(ones())),
        row("geometric of a tensor", 9, () -> Geometric.of(ones().mul(0.5))),
        row("geometric of logits", 7, () -> Geometric.ofLogits(ones())),
        row("binomial of numbers", 16, () -> Binomial.of(3, 0.5)),
        row("binomial of logits", 20, () -> Binomial.ofLogits(3, ones())),
        row("negative binomial of tensors", 23, () -> NegativeBinomial.of(ones(), ones())),
        row("negative binomial of logits", 18, () -> NegativeBinomial.ofLogits(3, ones())),
        row("gamma-Poisson of numbers", 13, () -> GammaPoisson.of(2, 3)),
        row("beta-binomial of numbers", 20, () -> BetaBinomial.of(2, 3, 5)),
        row("discrete uniform of numbers", 7, () -> DiscreteUniform.of(0.0, 1.0)),
        row("one-hot categorical", 7, () -> OneHotCategorical.of(ones())),
        row("one-hot categorical of logits", 7, () -> OneHotCategorical.ofLogits(ones())),
        row("multinomial", 21, () -> Multinomial.of(3, ones())),
        row("Dirichlet-multinomial", 24, () -> DirichletMultinomial.of(ones(), 3)),
        row("ordered logistic", 18, () -> OrderedLogistic.of(0.5, Tensor.of(-1f, 0f, 1f))),
        row("zero-inflated Poisson", 17, () -> ZeroInflated.of(Poisson.of(2), 0.3)),
        row(
            "mixture of normals",
            20,
            () -> MixtureSameFamily.of(Categorical.of(ones()), Normal.of(ones(), 1))),
        row(
            "mixture of normals by logits",
            8,
            () -> MixtureSameFamily.of(Categorical.ofLogits(ones()), Normal.of(ones(), 1))),
        row(
            "mixture of two families",
            30,
            () -> Mixture.of(Categorical.of(1, 1), Normal.of(0.0, 1), Exponential.of(2))),
        row("empirical", 6, () -> Empirical.of(ones())),
        row("truncated normal of numbers", 12, () -> Truncated.of(Normal.of(0.0, 1), -1, 2)),
        row("folded normal", 12, () -> Folded.of(Normal.of(0.5, 1))),
        row("relaxed Bernoulli of logits", 25, () -> RelaxedBernoulli.ofLogits(0.5, ones())),
        row("relaxed one-hot categorical", 13, () -> RelaxedOneHotCategorical.of(0.5, ones())),
        row("unit", 0, () -> Unit.of(ones())),
        row("beta by mean of numbers", 10, () -> BetaProportion.of(0.3, 5)),
        row("beta by mean of tensors", 29, () -> BetaProportion.of(ones(), ones())),
        row("affine beta of numbers", 15, () -> AffineBeta.of(2, 3, 0.25, 4.0)),
        row("affine beta of tensors", 34, () -> AffineBeta.of(ones(), ones(), ones(), ones())),
        row("continuous Bernoulli of a number", 7, () -> ContinuousBernoulli.of(0.3)),
        row("continuous Bernoulli of logits", 32, () -> ContinuousBernoulli.ofLogits(ones())),
        row("Cauchy of numbers", 6, () -> Cauchy.of(2.0, 3.0)),
        row("Cauchy of tensors", 8, () -> Cauchy.of(ones(), ones())),
        row("Gumbel of numbers", 7, () -> Gumbel.of(2.0, 3.0)),
        row("Gumbel of tensors", 9, () -> Gumbel.of(ones(), ones())),
        row("Laplace of numbers", 4, () -> Laplace.of(2.0, 3.0)),
        row("Laplace of tensors", 6, () -> Laplace.of(ones(), ones())),
        row("logistic of numbers", 8, () -> Logistic.of(2.0, 3.0)),
        row("logistic of tensors", 10, () -> Logistic.of(ones(), ones())),
        row("chi-squared of a number", 8, () -> Chi2.of(3)),
        row("chi-squared of a tensor", 15, () -> Chi2.of(ones())),
        row("inverse gamma of numbers", 9, () -> InverseGamma.of(2.0, 3.0)),
        row("inverse gamma of tensors", 16, () -> InverseGamma.of(ones(), ones())),
        row("asymmetric Laplace of numbers", 7, () -> AsymmetricLaplace.of(2.0, 3.0, 0.5)),
        row(
            "asymmetric Laplace of tensors",
            13,
            () -> AsymmetricLaplace.of(ones(), ones(), ones())),
        row("folded normal of numbers", 9, () -> FoldedNormal.of(2.0, 3.0)),
        row("folded normal of tensors", 16, () -> FoldedNormal.of(ones(), ones())),
        row("logit-normal of numbers", 14, () -> LogitNormal.of(2.0, 3.0)),
        row("logit-normal of tensors", 17, () -> LogitNormal.of(ones(), ones())),
        row("soft Laplace of numbers", 7, () -> SoftLaplace.of(2.0, 3.0)),
        row("soft Laplace of tensors", 9, () -> SoftLaplace.of(ones(), ones())),
        row("truncated normal of numbers", 10, () -> TruncatedNormal.of(2.0, 3.0, 0.0, 1.0)),
        row("truncated normal of tensors", 31, OperationCountTest::truncatedNormal),
        row("Pareto of numbers", 6, () -> Pareto.of(0.1, 3.0)),
        row("Pareto of tensors", 9, () -> Pareto.of(ones(), ones())),
        row("Student's t of numbers", 7, () -> StudentT.of(4.0, 2.0, 3.0)),
        row("Student's t of tensors", 17, () -> StudentT.of(ones(), ones(), ones())),
        row("Kumaraswamy of numbers", 10, () -> Kumaraswamy.of(2.0, 3.0)),
        row("Kumaraswamy of tensors", 21, () -> Kumaraswamy.of(ones(), ones())),
        row("log-uniform of numbers", 6, () -> LogUniform.of(0.1, 1.0)),
        row("log-uniform of tensors", 11, () -> LogUniform.of(ones(), ones())),
        row("Weibull of numbers", 9, () -> Weibull.of(2.0, 3.0)),
        row("Weibull of tensors", 15, () -> Weibull.of(ones(), ones())),
        row("F of numbers", 8, () -> FisherSnedecor.of(5, 8)),
        row("F of tensors", 23, () -> FisherSnedecor.of(ones(), ones())),
        row("inverse Gaussian of numbers", 12, () -> InverseGaussian.of(2, 3)),
        row("inverse Gaussian of tensors", 14, () -> InverseGaussian.of(ones(), ones())),
        row("Lévy of numbers", 8, () -> Levy.of(0, 2)),
        row("Lévy of tensors", 13, () -> Levy.of(ones(), ones())),
        row("skew-normal of numbers", 7, () -> SkewNormal.of(0, 2, 3)),
        row("skew-normal of tensors", 10, () -> SkewNormal.of(ones(), ones(), ones())),
        row("von Mises of numbers", 6, () -> VonMises.of(2, 3)),
        row("von Mises of tensors", 10, () -> VonMises.of(ones(), ones())),
        row("Dirichlet", 17, () -> Dirichlet.of(ones())),
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

  private static Distribution truncatedNormal() {
    return TruncatedNormal.of(ones(), ones(), ones().neg(), ones());
  }

  private static Tensor ones() {
    return Tensor.ones(3);
  }

  private static Arguments row(String title, int operations, Supplier<Distribution> maker) {
    return Arguments.of(title, operations, maker);
  }
}
