package dev.jyro.examples.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.examples.mini.MiniPpl.Param;
import dev.jyro.examples.mini.MiniPpl.Sample;
import dev.jyro.examples.mini.MiniPpl.Site;
import dev.jyro.handler.HandlerLaws;
import dev.jyro.handler.Language;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MiniPplTest implements HandlerLaws<Map<String, Site>> {
  @Override
  public Language<Map<String, Site>> language() {
    return new Mini();
  }

  /** The normal mean of normal data, whose posterior is known. */
  @Nested
  final class ANormalMean {
    private static final double PRIOR_SCALE = 2;
    private static final double DATA_SCALE = 1;
    private static final int BURN_IN = 1500;
    private static final int AVERAGED = 2000;

    private final Tensor data = Tensor.of(1.5f, 2.5f, 1f, 3f, 2f);
    private final Param loc = new Param("loc", Tensor.scalar(0));
    private final Param logScale = new Param("logScale", Tensor.scalar(0));

    private void model() {
      Tensor mean = MiniPpl.sample("mean", Normal.of(0, PRIOR_SCALE));
      MiniPpl.plate(data.numel(), () -> MiniPpl.observe("x", Normal.of(mean, DATA_SCALE), data));
    }

    private void guide() {
      Tensor scale = MiniPpl.param("logScale", Tensor.scalar(0)).exp();
      MiniPpl.sample("mean", Normal.of(MiniPpl.param("loc", Tensor.scalar(0)), scale));
    }

    private void step(MiniPpl.Svi svi, int number) {
      MiniPpl.seed(() -> svi.step(this::model, this::guide, 0.01), number).run();
    }

    /**
     * Near the optimum a step moves loc by noise of the posterior's scale s, and log scale by noise
     * of 1/√2, whatever the learning rate; the mean of n steps is that divided by √n. Five standard
     * errors are allowed.
     */
    @Test
    void isLearnt() {
      double precision = 1 / (PRIOR_SCALE * PRIOR_SCALE) + data.numel() / (DATA_SCALE * DATA_SCALE);
      double scale = 1 / Math.sqrt(precision);
      double mean = data.sum().item() / (DATA_SCALE * DATA_SCALE) / precision;
      var svi = new MiniPpl.Svi();
      for (int i = 0; i < BURN_IN; i++) {
        step(svi, i);
      }
      double sumOfLoc = 0;
      double sumOfLogScale = 0;
      for (int i = 0; i < AVERAGED; i++) {
        step(svi, BURN_IN + i);
        sumOfLoc += svi.value(loc).item();
        sumOfLogScale += svi.value(logScale).item();
      }
      double root = Math.sqrt(AVERAGED);
      assertThat(sumOfLoc / AVERAGED).isCloseTo(mean, within(5 * scale / root));
      assertThat(sumOfLogScale / AVERAGED)
          .isCloseTo(Math.log(scale), within(5 * Math.sqrt(0.5) / root));
    }

    @Test
    void hasTheEvidenceAsItsBoundWhenTheGuideIsThePosterior() {
      double precision = 1 / (PRIOR_SCALE * PRIOR_SCALE) + data.numel();
      Runnable posterior =
          () ->
              MiniPpl.sample(
                  "mean", Normal.of(data.sum().item() / precision, 1 / Math.sqrt(precision)));
      double first = MiniPpl.elbo(MiniPpl.seed(this::model, 1), posterior).item();
      double second = MiniPpl.elbo(MiniPpl.seed(this::model, 2), posterior).item();
      double squares = data.square().sum().item();
      double sum = data.sum().item();
      double logEvidence =
          -0.5 * data.numel() * Math.log(2 * Math.PI)
              - 0.5 * Math.log(PRIOR_SCALE * PRIOR_SCALE * precision)
              - 0.5 * (squares - sum * sum / precision);
      assertThat(first).isCloseTo(logEvidence, within(1e-4));
      assertThat(second).isCloseTo(logEvidence, within(1e-4));
    }
  }

  /** The language of the file. */
  private static final class Mini implements Language<Map<String, Site>> {
    @Override
    public Tensor sample(String name, Distribution distribution) {
      return MiniPpl.sample(name, distribution);
    }

    @Override
    public Tensor observe(String name, Distribution distribution, Tensor value) {
      return MiniPpl.observe(name, distribution, value);
    }

    @Override
    public Tensor param(String name) {
      return MiniPpl.param(name, Tensor.scalar(0));
    }

    @Override
    public void plate(String name, long size, Runnable body) {
      MiniPpl.plate(size, body);
    }

    @Override
    public Map<String, Site> trace(Runnable program) {
      return MiniPpl.trace(program);
    }

    @Override
    public Runnable replay(Runnable program, Map<String, Site> earlier) {
      return MiniPpl.replay(program, earlier);
    }

    @Override
    public Runnable condition(Runnable program, Map<String, Tensor> data) {
      return MiniPpl.condition(program, data);
    }

    @Override
    public Runnable seed(Runnable program, long seed) {
      return MiniPpl.seed(program, seed);
    }

    @Override
    public Runnable block(Runnable program) {
      return MiniPpl.block(program);
    }

    @Override
    public Runnable given(Runnable program, Map<String, Tensor> params) {
      return MiniPpl.given(
          program, param -> Objects.requireNonNull(params.get(param.name()), param.name()));
    }

    @Override
    public List<Seen> sites(Map<String, Site> trace) {
      return trace.values().stream().map(Mini::seen).toList();
    }

    @Override
    public int depth() {
      return MiniPpl.depth();
    }

    private static Seen seen(Site site) {
      String name = site.effect().name();
      return site.effect() instanceof Sample sample
          ? Seen.of(name, sample.isData(), site.value(), sample.of().logProb(site.value()))
          : Seen.of(name, site.value());
    }
  }
}
