package dev.jyro.examples.bench;

import static dev.jyro.examples.bench.EightSchools.SCHOOLS;

import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.List;

/** {@link EightSchools} without the language. */
final class EightSchoolsByHand implements Handwritten {
  private final EightSchools.Data data;
  private final Leaf m = Leaf.of(Tensor.scalar(0));
  private final Leaf logMScale = Leaf.of(Tensor.scalar(0));
  private final Leaf t = Leaf.of(Tensor.scalar(0));
  private final Leaf logTScale = Leaf.of(Tensor.scalar(0));
  private final Leaf l = Leaf.of(Tensor.zeros(SCHOOLS));
  private final Leaf logLScale = Leaf.of(Tensor.zeros(SCHOOLS));
  private final List<Leaf> leaves = List.of(m, logMScale, t, logTScale, l, logLScale);

  EightSchoolsByHand(EightSchools.Data data) {
    this.data = data;
  }

  @Override
  public List<Leaf> leaves() {
    return leaves;
  }

  @Override
  public Tensor loss(Noise noise) {
    Tensor mScale = logMScale.value().exp();
    Tensor mu = m.value().add(Handwritten.normal(noise, "mu").mul(mScale));
    Tensor tScale = logTScale.value().exp();
    Tensor tau = t.value().add(Handwritten.normal(noise, "tau").mul(tScale)).exp();
    Tensor lScale = logLScale.value().exp();
    Tensor theta = l.value().add(Handwritten.normal(noise, "theta", SCHOOLS).mul(lScale));

    Tensor model =
        LogDensity.normal(mu, 5)
            .add(LogDensity.logNormal(tau))
            .add(LogDensity.normal(theta, mu, tau).sum())
            .add(LogDensity.normal(data.effect(), theta, data.error()).sum());
    return model
        .sub(LogDensity.normal(mu, m.value(), mScale))
        .sub(LogDensity.logNormal(tau, t.value(), tScale))
        .sub(LogDensity.normal(theta, l.value(), lScale).sum())
        .neg();
  }
}
