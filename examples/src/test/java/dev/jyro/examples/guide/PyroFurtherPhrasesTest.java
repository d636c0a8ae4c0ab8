package dev.jyro.examples.guide;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.constraint.Transforms;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Categorical;
import dev.jyro.distribution.Delta;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Folded;
import dev.jyro.distribution.LKJCholesky;
import dev.jyro.distribution.Mixture;
import dev.jyro.distribution.MixtureSameFamily;
import dev.jyro.distribution.MultivariateNormal;
import dev.jyro.distribution.NegativeBinomial;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.distribution.Stable;
import dev.jyro.distribution.Transformed;
import dev.jyro.distribution.ZeroInflated;
import dev.jyro.flow.AffineAutoregressive;
import dev.jyro.flow.AffineCoupling;
import dev.jyro.flow.Planar;
import dev.jyro.flow.SplineCoupling;
import dev.jyro.inference.diagnostic.EffectiveSampleSize;
import dev.jyro.inference.diagnostic.Interval;
import dev.jyro.inference.diagnostic.LOO;
import dev.jyro.inference.diagnostic.PSIS;
import dev.jyro.inference.diagnostic.RHat;
import dev.jyro.inference.diagnostic.Summary;
import dev.jyro.inference.diagnostic.WAIC;
import dev.jyro.inference.guide.AutoDelta;
import dev.jyro.inference.guide.AutoDiagonalNormal;
import dev.jyro.inference.guide.AutoGuide;
import dev.jyro.inference.guide.AutoGuideList;
import dev.jyro.inference.guide.AutoIAFNormal;
import dev.jyro.inference.guide.AutoLaplace;
import dev.jyro.inference.guide.AutoLowRankMultivariateNormal;
import dev.jyro.inference.guide.AutoMultivariateNormal;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.guide.AutoNormalizingFlow;
import dev.jyro.inference.guide.AutoStructured;
import dev.jyro.inference.guide.Initialization;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Importance;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.reparam.NeuTra;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The phrases of docs/from-pyro.md on guides, predictions and distributions; each runs. */
final class PyroFurtherPhrasesTest {
  private final Tensor x = Tensor.of(0.1f, 0.2f, 0.3f);

  private final Model<Tensor> model =
      x -> {
        Tensor a = sample("a", Normal.of(0, 1));
        Tensor b = sample("b", Normal.of(a, 1));
        plate("n", x.size(0), () -> observe("y", Normal.of(b, 1), x));
      };

  @Test
  void guides() {
    List<AutoGuide<Tensor>> all =
        List.of(
            AutoDelta.of(model),
            AutoDiagonalNormal.of(model),
            AutoMultivariateNormal.of(model),
            AutoLowRankMultivariateNormal.of(model).rank(1),
            AutoIAFNormal.of(model),
            AutoNormalizingFlow.of(model, (name, size) -> SplineCoupling.param(name, size, 1)),
            AutoStructured.of(model).dependency("b", "a"),
            AutoNormal.of(model).initialization(Initialization.median()).scale(0.1),
            AutoGuideList.of(AutoNormal.of(model).only("a"), AutoDelta.of(model).except("a")));
    for (AutoGuide<Tensor> guide : all) {
      SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
      assertThat(svi.step(x)).isFinite();
      assertThat(guide.median(svi.params())).containsKeys("a", "b");
      assertThat(guide.quantiles(svi.params(), 0.05, 0.95)).containsKeys("a", "b");
    }
  }

  @Test
  void laplace() {
    AutoLaplace<Tensor> guide = AutoLaplace.of(model);
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    svi.step(x);
    assertThat(guide.approximation(svi.params(), x).mean(svi.params())).containsKey("a");
  }

  @Test
  void neutra() {
    AutoIAFNormal<Tensor> guide = AutoIAFNormal.of(model);
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    svi.step(x);
    Model<Tensor> straight = NeuTra.around(model, guide.warp(svi.params(), x));
    assertThat(Predictive.prior(straight).draws(2).draw(x, 0).names()).contains("a");
  }

  @Test
  void predictions() {
    AutoNormal<Tensor> guide = AutoNormal.of(model);
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    svi.step(x);
    Predictive<Tensor> predictive = Predictive.of(model, svi.params(), guide).draws(1000);
    Draws draws = predictive.sites("a", "b").draw(x, 42);
    Draws given = Predictive.of(model, draws).sideBySide().draw(x, 43);
    Draws prior = Predictive.prior(model).draws(100).draw(x, 44);
    Importance importance = predictive.sideBySide().importance(x, 45);
    assertThat(importance.logEvidence()).isFinite();
    assertThat(importance.effectiveSize()).isBetween(1.0, 1000.0);
    assertThat(PSIS.of(importance.logWeights()).kHat()).isNotNaN();
    assertThat(importance.resampled(500, 46).size()).isEqualTo(500);
    Draws logs = predictive.sideBySide().logLikelihoods(x, 47);
    assertThat(LOO.of(logs, "y").pointwise()).hasSize(3);
    assertThat(WAIC.of(logs, "y").pointwise()).hasSize(3);
    assertThat(given.get("y").size(0)).isEqualTo(1000);
    assertThat(prior.names()).contains("a", "b", "y");
    assertThat(EffectiveSampleSize.mean(draws, "a")).hasSize(1);
    assertThat(RHat.of(draws, "a")).hasSize(1);
    assertThat(Interval.highestDensity(draws, "a", 0.9)).hasSize(1);
    assertThat(Interval.central(draws, "a", 0.9)).hasSize(1);
    assertThat(draws.get("a").quantile(Tensor.of(0.05f, 0.95f), 0).size(0)).isEqualTo(2);
    assertThat(Summary.of(draws).rows()).hasSize(2);
  }

  @Test
  void constraints() {
    List<Constraint> all =
        List.of(
            Constraints.positive(),
            Constraints.nonNegative(),
            Constraints.unitInterval(),
            Constraints.interval(-1, 1),
            Constraints.greaterThan(2),
            Constraints.simplex(),
            Constraints.softplusPositive(),
            Constraints.lowerCholesky(),
            Constraints.corrCholesky());
    for (Constraint c : all) {
      Tensor free = Tensor.zeros(3, 3);
      assertThat(c.check(Transforms.to(c).forward(free)).all().item()).isEqualTo(1);
    }
    Tensor free = Tensor.scalar(0);
    assertThat(Bijectors.to(Constraints.positive()).forward(free).item()).isEqualTo(1);
    assertThat(Bijectors.compose(Bijectors.affine(1, 2), Bijectors.exp()).forward(free).item())
        .isEqualTo(Math.E, within(1e-6));
  }

  @Test
  void distributions() {
    Tensor loc = Tensor.zeros(2);
    Tensor matrix = Tensor.eye(2);
    Tensor probs = Tensor.of(0.3f, 0.7f);
    List<Distribution> all =
        List.of(
            Bernoulli.ofLogits(loc),
            Normal.standard(50).toEvent(1),
            MultivariateNormal.ofScaleTril(loc, matrix),
            MultivariateNormal.ofCovariance(loc, matrix),
            MultivariateNormal.ofPrecision(loc, matrix),
            Transformed.of(Normal.of(0, 1), Bijectors.exp()),
            Normal.of(loc, 1).mask(loc.eq(0)),
            Normal.of(loc, 1).expand(Shapes.of(3, 2)),
            Folded.of(Normal.of(0, 1)),
            ZeroInflated.of(Poisson.of(3), 0.2),
            ZeroInflated.of(NegativeBinomial.of(5, 0.5), 0.2),
            MixtureSameFamily.of(Categorical.of(probs), Normal.of(loc, 1)),
            Mixture.of(Categorical.of(probs), Normal.of(0, 1), Normal.of(3, 1)),
            LKJCholesky.of(3, 1),
            Delta.of(loc, 0, 1),
            Stable.of(1.5, 0, 1, 0));
    Noise noise = Noise.of(0);
    for (Distribution d : all) {
      Tensor five = d.sample(noise, Shapes.of(5));
      assertThat(five.size(0)).isEqualTo(5);
    }
  }

  @Test
  void flows() {
    Model<Tensor> flowing =
        x -> {
          Distribution base = Normal.standard(4).toEvent(1);
          sample("s", Transformed.of(base, SplineCoupling.param("spline", 4, 2)));
          sample("i", Transformed.of(base, AffineAutoregressive.param("iaf", 4, 16)));
          sample("c", Transformed.of(base, AffineCoupling.param("coupling", 4, 2, 16)));
          sample("p", Transformed.of(base, Planar.param("planar", 4)));
        };
    Draws draws = Predictive.prior(flowing, begun(flowing)).draws(2).draw(x, 0);
    assertThat(draws.names()).containsExactly("s", "i", "c", "p");
    assertThat(draws.get("s").dataType()).isEqualTo(DataType.FLOAT32);
  }

  private ParamStore begun(Model<Tensor> program) {
    ParamStore params = ParamStore.create();
    params.run(program, x);
    return params;
  }

  @Test
  void tensors() {
    Tensor matrix = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    assertThat(matrix.matmul(matrix).sum(-1).toFloats()).containsExactly(17, 37);
    assertThat(matrix.select(1, 0).toFloats()).containsExactly(1, 3);
    assertThat(matrix.slice(0, 0, 1, 1).size(0)).isEqualTo(1);
    assertThat(Gradients.grad(t -> t.square().sum(), x).size(0)).isEqualTo(3);
    assertThat(Gradients.paused(() -> x.exp()).detach().numel()).isEqualTo(3);
    Distribution d = Normal.of(x, 1);
    assertThat(d.toEvent(1).notReparameterized().isReparameterized()).isFalse();
  }
}
