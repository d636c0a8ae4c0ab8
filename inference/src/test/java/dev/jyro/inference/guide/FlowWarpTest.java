package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.flow.SplineCoupling;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.reparam.NeuTra;
import dev.jyro.inference.reparam.Warp;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fitted flow straightens its model. */
final class FlowWarpTest {
  private static final Model<Tensor> MODEL =
      data -> {
        Tensor scale = sample("scale", Gamma.of(2, 1));
        plate(
            "rows",
            3,
            () -> {
              Tensor z = sample("z", Normal.of(0, scale));
              observe("x", Normal.of(z, 1), data);
            });
      };

  private static final double[] DATA = {1, -2, 3};

  static List<Supplier<JointFlow<Tensor, ?>>> guides() {
    return List.of(
        () -> AutoIAFNormal.of(MODEL).flows(2),
        () ->
            AutoNormalizingFlow.of(
                MODEL, (name, size) -> SplineCoupling.param(name, size, size / 2)));
  }

  private static double meanLoss(SVI<Tensor> svi, Tensor data) {
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += svi.evaluateLoss(data) / 50;
    }
    return sum;
  }

  /**
   * In the flow's space the flow itself is a standard normal guide: its loss is the flow's, which
   * has a deviation of below 2 nats a draw, of 50 000 draws each.
   */
  @ParameterizedTest
  @MethodSource("guides")
  void isAStandardNormalGuideInItsOwnSpace(Supplier<JointFlow<Tensor, ?>> make) {
    JointFlow<Tensor, ?> guide = make.get();
    Tensor data = Tensor.of(DATA);
    TraceELBO many = TraceELBO.vectorized(1000);
    SVI<Tensor> fitting =
        SVI.of(MODEL, guide, Adam.withLearningRate(0.02), TraceELBO.vectorized(10));
    for (int i = 0; i < 300; i++) {
      fitting.step(data);
    }
    ParamStore params = fitting.params();
    SVI.Options fitted = SVI.Options.defaults().params(params);
    SVI<Tensor> flow = SVI.of(MODEL, guide, SGD.withLearningRate(0), many, fitted);

    Warp warp = guide.warp(params, data);

    SVI<Tensor> straight =
        SVI.of(
            NeuTra.around(MODEL, warp),
            any -> sample(NeuTra.VECTOR, warp.base()),
            SGD.withLearningRate(0),
            many);
    double error = 2 * Math.sqrt(2.0 / 50_000);
    assertThat(meanLoss(straight, data)).isEqualTo(meanLoss(flow, data), within(4.5 * error));
  }

  @Test
  void isOfTheParametersOfItsMoment() {
    Tensor data = Tensor.of(DATA);
    AutoIAFNormal<Tensor> guide = AutoIAFNormal.of(MODEL);
    SVI<Tensor> svi = SVI.of(MODEL, guide, Adam.withLearningRate(0.1), TraceELBO.create());
    svi.step(data);
    Warp warp = guide.warp(svi.params(), data);
    Tensor z = Tensor.zeros(4);
    double before = warp.at(z).logAbsDetJacobian().item();

    svi.step(data);

    assertThat(warp.at(z).logAbsDetJacobian().item()).isEqualTo(before);
    assertThat(guide.warp(svi.params(), data).at(z).logAbsDetJacobian().item())
        .isNotEqualTo(before);
  }

  @Test
  void needsAGuideThatHasRun() {
    assertThatThrownBy(() -> AutoIAFNormal.of(MODEL).warp(ParamStore.create(), Tensor.of(DATA)))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("has not been run yet");
  }
}
