package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijectors;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class KLDivergenceTest {
  private static final double EXACT = 1e-7;

  /** So far out numbers of the unit interval round to 1, where q may have no density. */
  private static final double LEAST_WEIGHT = 1e-15;

  /** Laplace's density has a corner, which must lie between two steps of the integral. */
  private static final double CORNER = Math.sinh(0.7);

  /** From where to where a pair is integrated. */
  private enum Range {
    LINE,
    ABOVE_ZERO,
    UNIT
  }

  /** Float64 parameters. */
  private static Tensor t(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private static Stream<DynamicTest> pairs(Range range, List<Distribution> of, Distribution... to) {
    return of.stream()
        .flatMap(
            p ->
                Arrays.stream(to)
                    .map(
                        q ->
                            DynamicTest.dynamicTest(
                                p.name() + " to " + q.name(), () -> check(range, p, q))));
  }

  private static void check(Range range, Distribution p, Distribution q) {
    double found = KLDivergence.kl(p, q).item();
    Numbers.assertClose(found, integral(range, p, q), EXACT, "divergence");
    assertThat(found).isGreaterThan(0);
  }

  /** The integral of {@code p (log p - log q)}, over all scales of x. */
  private static double integral(Range range, Distribution p, Distribution q) {
    double[] edges = Tensor.linspace(-40, 40, 2001, DataType.FLOAT64).toDoubles();
    double sum = 0;
    for (double part : Numbers.integrals(s -> at(range, p, q, s), edges)) {
      sum += part;
    }
    return sum;
  }

  private static Tensor at(Range range, Distribution p, Distribution q, Tensor s) {
    Tensor x =
        switch (range) {
          case LINE -> s.mul(0.7).sinh();
          case ABOVE_ZERO -> s.exp();
          case UNIT -> s.sigmoid();
        };
    Tensor slope =
        switch (range) {
          case LINE -> s.mul(0.7).cosh().mul(0.7);
          case ABOVE_ZERO -> x;
          case UNIT -> x.mul(s.neg().sigmoid());
        };
    Tensor logP = p.logProb(x);
    Tensor weight = logP.exp().mul(slope);
    Tensor density = weight.mul(logP.sub(q.logProb(x)));
    return weight.lt(LEAST_WEIGHT).where(0, density);
  }

  @TestFactory
  Stream<DynamicTest> onTheLineTheyAreWhatIntegrationFinds() {
    Distribution normal = Normal.of(t(0.4), t(1.3));
    Distribution gumbel = Gumbel.of(t(-0.3), t(1.2));
    Distribution laplace = Laplace.of(t(0), t(0.8));
    Distribution cauchy = Cauchy.of(t(0.2), t(0.8));
    return Stream.of(
            pairs(
                Range.LINE,
                List.of(
                    gumbel,
                    laplace,
                    Logistic.of(t(1), t(0.4)),
                    StudentT.of(t(9), t(0.3), t(1.5)),
                    Normal.of(t(-1), t(0.5))),
                normal),
            pairs(Range.LINE, List.of(normal), gumbel, laplace),
            pairs(Range.LINE, List.of(Gumbel.of(t(0.5), t(0.7))), gumbel),
            pairs(Range.LINE, List.of(Laplace.of(t(CORNER), t(1.7))), laplace),
            pairs(Range.LINE, List.of(Cauchy.of(t(-1), t(1.7))), cauchy))
        .flatMap(each -> each);
  }

  @TestFactory
  Stream<DynamicTest> ofPositiveNumbersTheyAreWhatIntegrationFinds() {
    Distribution exponential = Exponential.of(t(1.7));
    Distribution gamma = Gamma.of(t(2.3), t(0.6));
    Distribution half = HalfNormal.of(t(1.1));
    Distribution weibull = Weibull.of(t(1.3), t(2.2));
    Distribution chi2 = Chi2.of(t(5));
    Distribution inverse = InverseGamma.of(t(7.5), t(3));
    Distribution logNormal = LogNormal.of(t(0.1), t(0.4));
    return Stream.of(
            pairs(
                Range.ABOVE_ZERO,
                List.of(chi2, gamma, inverse, half, weibull, logNormal, Exponential.of(t(0.9))),
                exponential),
            pairs(
                Range.ABOVE_ZERO,
                List.of(chi2, exponential, inverse, weibull, logNormal, Gamma.of(t(4), t(2))),
                HalfNormal.of(t(2)),
                Normal.of(t(0.3), t(2))),
            pairs(
                Range.ABOVE_ZERO,
                List.of(chi2, exponential, inverse, half, weibull, logNormal),
                gamma,
                Chi2.of(t(3)),
                LogNormal.of(t(-0.2), t(0.9))),
            pairs(Range.ABOVE_ZERO, List.of(exponential, gamma), Gumbel.of(t(0.3), t(1.4))),
            pairs(Range.ABOVE_ZERO, List.of(weibull), Weibull.of(t(0.8), t(1.4))),
            pairs(Range.ABOVE_ZERO, List.of(inverse), InverseGamma.of(t(2), t(1.5))),
            pairs(Range.ABOVE_ZERO, List.of(half), HalfNormal.of(t(3))),
            pairs(Range.ABOVE_ZERO, List.of(HalfCauchy.of(t(0.5))), HalfCauchy.of(t(1.5))),
            pairs(Range.ABOVE_ZERO, List.of(Gamma.of(t(0.7), t(2))), gamma))
        .flatMap(each -> each);
  }

  @TestFactory
  Stream<DynamicTest> ofBoundedNumbersTheyAreWhatIntegrationFinds() {
    Distribution beta = Beta.of(t(2.5), t(1.2));
    Distribution uniform = Uniform.of(t(0), t(1));
    return Stream.of(
            pairs(
                Range.UNIT,
                List.of(beta, uniform),
                Beta.of(t(0.9), t(3)),
                Exponential.of(t(2)),
                Gamma.of(t(1.5), t(2)),
                Chi2.of(t(3)),
                HalfNormal.of(t(0.8)),
                Normal.of(t(0.3), t(2)),
                Uniform.of(t(-0.5), t(2))),
            pairs(Range.UNIT, List.of(uniform), Gumbel.of(t(0.3), t(1.4))),
            pairs(
                Range.UNIT,
                List.of(beta, uniform, ContinuousBernoulli.of(t(0.7))),
                ContinuousBernoulli.ofLogits(t(-1.3))),
            pairs(
                Range.UNIT,
                List.of(ContinuousBernoulli.of(t(0.7))),
                Exponential.of(t(2)),
                Normal.of(t(0.3), t(2)),
                Uniform.of(t(-0.5), t(2))),
            pairs(Range.UNIT, List.of(beta), LogNormal.of(t(-0.3), t(1.4))))
        .flatMap(each -> each);
  }

  @Test
  void ofParetosTooAndOfAUniformThatLiesAbove() {
    Pareto p = Pareto.of(t(2), t(3.5));
    for (Distribution q :
        List.of(Pareto.of(t(1.5), t(2)), Normal.of(t(1), t(3)), Gamma.of(t(2), t(0.5)))) {
      double sum = 0;
      double[] edges = Tensor.linspace(0, 40, 1001, DataType.FLOAT64).toDoubles();
      UnaryOperator<Tensor> above =
          s -> {
            Tensor x = s.exp().mul(2);
            Tensor logP = p.logProb(x);
            return logP.exp().mul(x).mul(logP.sub(q.logProb(x)));
          };
      for (double part : Numbers.integrals(above, edges)) {
        sum += part;
      }
      Numbers.assertClose(KLDivergence.kl(p, q).item(), sum, EXACT, q.name());
    }
    Uniform uniform = Uniform.of(t(2), t(5));
    Pareto below = Pareto.of(t(1.5), t(2));
    double sum = 0;
    for (double part :
        Numbers.integrals(
            x -> uniform.logProb(x).exp().mul(uniform.logProb(x).sub(below.logProb(x))),
            Tensor.linspace(2, 5, 200, DataType.FLOAT64).toDoubles())) {
      sum += part;
    }
    Numbers.assertClose(KLDivergence.kl(uniform, below).item(), sum, EXACT, "uniform");
  }

  private static Stream<List<Distribution>> counts() {
    Distribution poisson = Poisson.of(t(2.5));
    Distribution coin = Bernoulli.of(t(0.3));
    return Stream.of(
        List.of(poisson, Poisson.of(t(0.7))),
        List.of(coin, Bernoulli.ofLogits(t(1.3))),
        List.of(coin, poisson),
        List.of(Geometric.of(t(0.4)), Geometric.ofLogits(t(0.3))),
        List.of(Binomial.of(t(6), t(0.4)), Binomial.ofLogits(t(6), t(0.3))),
        List.of(
            Categorical.of(Tensor.of(0.2, 0.5, 0.3)), Categorical.ofLogits(Tensor.of(1, 0.2, -3))));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void ofCountsTheyAreTheSum(List<Distribution> pair) {
    int most = 60;
    double sum = 0;
    for (int k = 0; k < most; k++) {
      if (pair.get(0).support().contains(k)) {
        double logP = pair.get(0).logProb(t(k)).item();
        sum += Math.exp(logP) * (logP - pair.get(1).logProb(t(k)).item());
      }
    }
    Numbers.assertClose(KLDivergence.kl(pair.get(0), pair.get(1)).item(), sum, EXACT, "");
  }

  @Test
  void ofVectorsTheyAreWhatSamplesFindWithinTheirError() {
    Dirichlet p = Dirichlet.of(Tensor.of(2.0, 3.0, 1.5));
    Dirichlet q = Dirichlet.of(Tensor.of(1.0, 2.5, 4.0));
    Tensor draws = p.sample(Noise.of(11), Shapes.of(20_000));
    Tensor each = p.logProb(draws).sub(q.logProb(draws));
    double error = each.std().item() / Math.sqrt(20_000);
    double found = KLDivergence.kl(p, q).item();
    assertThat(Math.abs(found - each.mean().item())).isLessThan(4 * error);
    Numbers.assertClose(
        KLDivergence.estimate(p, q, Noise.of(11), 20_000).item(), each.mean().item(), 1e-12, "");
  }

  @Test
  void vectorsMayBeGivenInAnyWay() {
    Tensor loc = Tensor.of(0.4, -1.0, 2.0);
    Tensor scale = Tensor.of(0.5, 1.5, 2.0);
    Tensor w = Tensor.of(new double[] {0.3, -0.2, 0.7}, Shapes.of(3, 1));
    Distribution diagonal = Normal.of(loc, scale).toEvent(1);
    Distribution full = MultivariateNormal.of(loc, scale.diagEmbed());
    Distribution low = LowRankMultivariateNormal.of(loc.neg(), w, scale);
    Distribution same =
        MultivariateNormal.of(loc.neg(), w.matmul(w.mT()).add(scale.diagEmbed()).cholesky());
    Distribution q = Normal.of(loc.mul(2), scale.add(1)).toEvent(1);
    Tensor needed = KLDivergence.kl(diagonal, q);
    Numbers.assertClose(KLDivergence.kl(full, q), needed, 1e-12, "to independent numbers");
    Numbers.assertClose(
        KLDivergence.kl(diagonal, same), KLDivergence.kl(full, low), 1e-12, "to low rank");
    Numbers.assertClose(
        KLDivergence.kl(low, diagonal), KLDivergence.kl(same, full), 1e-12, "from low rank");
    assertThat(KLDivergence.kl(full.expand(Shapes.of(4)), low).shape()).isEqualTo(Shapes.of(4));
  }

  @Test
  void binomialsNeedTheSameNumberOfTrials() {
    Binomial three = Binomial.of(t(3), t(0.4));
    Binomial five = Binomial.of(t(5), t(0.4));
    assertThat(KLDivergence.kl(five, three).item()).isInfinite();
    assertThatThrownBy(() -> KLDivergence.kl(three, five))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("fewer trials");
  }

  @Test
  void theDivergenceFromItselfIsZeroAndGradientsFlow() {
    Tensor loc = Tensor.of(0.3, -2);
    assertThat(KLDivergence.kl(Normal.of(loc, 2), Normal.of(loc, 2)).toDoubles()).containsOnly(0);
    UnaryOperator<Tensor> of =
        x -> KLDivergence.kl(Gamma.of(x.exp(), 2), LogNormal.of(x, x.exp())).sum();
    Numbers.assertClose(
        Gradients.grad(of, loc).toDoubles(),
        Numbers.slopes(x -> of.apply(x).item(), loc),
        1e-6,
        "gradient");
  }

  @Nested
  final class WhereOneHasValuesThatTheOtherHasNot {
    @Test
    void itIsInfinite() {
      for (List<Distribution> pair :
          List.<List<Distribution>>of(
              List.of(Normal.of(0, 1), Gamma.of(1, 1)),
              List.of(Normal.of(0, 1), Uniform.of(Tensor.of(-9.0, 0), 9)),
              List.of(Laplace.of(0, 1), Beta.of(1, 1)),
              List.of(Exponential.of(1), Beta.of(1, 1)),
              List.of(Uniform.of(0, 2), Uniform.of(0, 1)),
              List.of(Uniform.of(-1, 2), Gamma.of(2, 1)),
              List.of(Uniform.of(0, 2), Beta.of(2, 1)),
              List.of(Beta.of(2, 1), Uniform.of(0.1, 2)),
              List.of(Poisson.of(2), Bernoulli.of(0.5)),
              List.of(Bernoulli.of(0.5), Bernoulli.of(0)),
              List.of(Bernoulli.of(0.5), Delta.of(1)),
              List.of(Pareto.of(1, 2), Pareto.of(2, 2)),
              List.of(Beta.of(2, 1), Pareto.of(0.5, 2)),
              List.of(Gamma.of(2, 1), Pareto.of(Tensor.of(1.0, 2), 2)),
              List.of(Exponential.of(1), Pareto.of(1, 2)),
              List.of(ContinuousBernoulli.of(0.3), Pareto.of(0.5, 2)),
              List.of(ContinuousBernoulli.of(0.3), Uniform.of(0.1, 2)),
              List.of(Cauchy.of(0, 1), Delta.of(0)))) {
        assertThat(KLDivergence.kl(pair.get(0), pair.get(1)).toDoubles())
            .as("%s", pair)
            .containsOnly(Double.POSITIVE_INFINITY);
      }
    }

    @Test
    void itIsInfiniteToTailsThatAreTooLight() {
      assertThat(KLDivergence.kl(StudentT.of(2, 0, 1), Normal.of(0, 1)).item()).isInfinite();
      assertThat(KLDivergence.kl(Pareto.of(1, 0.5), Exponential.of(1)).item()).isInfinite();
    }
  }

  @Test
  void probabilitiesAtTheirEndsHaveTheLimit() {
    assertThat(KLDivergence.kl(Bernoulli.of(0), Bernoulli.of(0.5)).item())
        .isEqualTo((float) Math.log(2));
    assertThat(KLDivergence.kl(Bernoulli.of(1), Bernoulli.of(1)).item()).isZero();
    assertThat(KLDivergence.kl(Poisson.of(0), Poisson.of(3)).item()).isEqualTo(3);
    assertThat(KLDivergence.kl(Poisson.of(0), Poisson.of(0)).item()).isZero();
    Tensor never = Tensor.of(0.0, 0.5, 0.5);
    Numbers.assertClose(
        KLDivergence.kl(Categorical.of(never), Categorical.of(Tensor.of(1.0, 1, 2))).item(),
        0.5 * Math.log(2) + 0.5 * Math.log(1),
        1e-12,
        "");
    Tensor gradient =
        Gradients.grad(
            logits -> KLDivergence.kl(Categorical.of(never), Categorical.ofLogits(logits)), never);
    assertThat(gradient.isFinite().all().item()).isEqualTo(1);
  }

  @Nested
  final class OfWhatIsMadeOfOthers {
    private final Tensor loc = Tensor.of(new double[] {0, 1, 2, 3, 4, 5}, Shapes.of(2, 3));
    private final Distribution p = Normal.of(loc, 1);
    private final Distribution q = Normal.of(0, 2);
    private final Tensor each = KLDivergence.kl(p, q);

    @Test
    void dimensionsOfTheValueAreSummed() {
      Distribution wide = q.expand(Shapes.of(2, 3));
      Numbers.assertClose(
          KLDivergence.kl(p.toEvent(1), wide.toEvent(1)), each.sum(-1), 1e-12, "one");
      Numbers.assertClose(KLDivergence.kl(p.toEvent(2), wide.toEvent(2)), each.sum(), 1e-12, "two");
    }

    @Test
    void copiesAreThoseOfTheBase() {
      Distribution copies = Expanded.of(q, Shapes.of(2, 3));
      Numbers.assertClose(KLDivergence.kl(p.notReparameterized(), copies), each, 1e-12, "");
      assertThat(KLDivergence.kl(Expanded.of(q, Shapes.of(4)), q).shape()).isEqualTo(Shapes.of(4));
    }

    @Test
    void whatIsMaskedIsZero() {
      Tensor mask = Tensor.of(true, false, true);
      Tensor needed = mask.where(each, 0);
      Numbers.assertClose(KLDivergence.kl(p.mask(mask), q.mask(mask)), needed, 1e-12, "");
    }

    /** {@code E_p log p} would be left where only q is hidden, {@code -E_p log q} the other way. */
    @Test
    void noneIsKnownWhereOneAloneIsMasked() {
      Tensor mask = Tensor.of(true, false, true);
      assertThat(KLDivergence.standard().find(p.mask(mask), q)).isEmpty();
      assertThat(KLDivergence.standard().find(p, q.mask(mask))).isEmpty();
    }

    @Test
    void aPointCostsItsDensity() {
      Numbers.assertClose(
          KLDivergence.kl(Delta.of(loc), q), q.logProb(loc).neg(), 1e-12, "numbers");
      Numbers.assertClose(
          KLDivergence.kl(Delta.of(loc, 0.5, 1), q.expand(Shapes.of(2, 3)).toEvent(1)),
          q.logProb(loc).sum(-1).rsub(0.5),
          1e-12,
          "vectors");
    }

    @Test
    void oneMapForBothChangesNothing() {
      Numbers.assertClose(
          KLDivergence.kl(Transformed.of(p, Bijectors.exp()), Transformed.of(q, Bijectors.exp())),
          each,
          1e-12,
          "");
      assertThatThrownBy(
              () ->
                  KLDivergence.kl(
                      Transformed.of(p, Bijectors.exp()), Transformed.of(q, Bijectors.sigmoid())))
          .isInstanceOf(JyroException.class);
    }
  }

  @Nested
  final class ARegistry {
    @Test
    void namesThePairThatItDoesNotKnow() {
      assertThatThrownBy(() -> KLDivergence.kl(Logistic.of(0, 1), Cauchy.of(0, 1)))
          .isInstanceOf(JyroException.class)
          .hasMessageStartingWith("No divergence is known from Logistic to Cauchy in closed form.")
          .hasMessageContaining("with(Logistic.class, Cauchy.class")
          .hasMessageContaining("KLDivergence.estimate");
    }

    @Test
    void learnsAPairAndLeavesTheOthersAlone() {
      KLDivergence more =
          KLDivergence.standard().with(Logistic.class, Cauchy.class, (p, q) -> t(7));
      assertThat(more.between(Logistic.of(0, 1), Cauchy.of(0, 1)).item()).isEqualTo(7);
      assertThat(
              more.between(
                      Logistic.of(Tensor.zeros(3), 1).toEvent(1),
                      Cauchy.of(Tensor.zeros(3), 1).toEvent(1))
                  .item())
          .isEqualTo(21);
      assertThat(KLDivergence.standard().find(Logistic.of(0, 1), Cauchy.of(0, 1))).isEmpty();
    }

    @Test
    void believesTheLastThatItWasTold() {
      KLDivergence other =
          KLDivergence.standard().with(Normal.class, Normal.class, (p, q) -> t(-1));
      assertThat(other.between(Normal.of(0, 1), Normal.of(0, 2)).item()).isEqualTo(-1);
    }

    @Test
    void needsEventsOfOneShape() {
      assertThatThrownBy(() -> KLDivergence.kl(Normal.standard(3).toEvent(1), Normal.of(0, 1)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("events of shape (3)");
      assertThatThrownBy(() -> KLDivergence.kl(Categorical.of(1, 1), Categorical.of(1, 1, 1)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("2 and of 3 classes");
    }

    @Test
    void estimatesFromOneSampleAtLeast() {
      assertThatThrownBy(
              () -> KLDivergence.estimate(Normal.of(0, 1), Normal.of(0, 1), Noise.of(1), 0))
          .hasMessageStartingWith("estimate: 0 samples.");
    }
  }
}
