package dev.jyro.inference.optim;

/**
 * A learning rate that falls when a metric, such as the loss on held-out data, stops falling.
 *
 * <pre>{@code
 * ReduceOnPlateau rate = ReduceOnPlateau.from(1e-3).patience(5);
 * SVI<Batch> svi = SVI.of(model, guide, Adam.withLearningRate(rate), TraceELBO.create());
 * for (…) { train(svi); rate.report(heldOutLoss(svi)); }
 * }</pre>
 *
 * <p>A metric is better than the best so far, b, if it is less than {@code b - threshold · |b|}.
 * When more than {@code patience} metrics in a row were not, the rate is multiplied with the
 * factor, and {@code cooldown} metrics are not counted. A metric that is NaN is not better.
 *
 * <p>It goes by what it was told, not by steps, so it belongs to one training, and its {@link
 * Standing} to a checkpoint: it is not in the optimizer's {@link State}. Steps of the optimizer
 * alone never change the rate. For one thread at a time. Source: the reduce-on-plateau schedules of
 * Torch and Keras; here metrics may be negative.
 */
public final class ReduceOnPlateau implements LearningRate {
  private final Rule rule;
  private Standing standing;

  private ReduceOnPlateau(Rule rule) {
    this.rule = rule;
    this.standing = new Standing(rule.start, Double.POSITIVE_INFINITY, 0, 0);
  }

  private record Rule(
      double start, double factor, int patience, double threshold, int cooldown, double lowest) {
    Rule {
      Hyper.rate(start);
      Hyper.need("factor", factor, factor > 0 && factor < 1, "a number in (0, 1)");
      Hyper.need("patience", patience, patience >= 0, "0 or more");
      Hyper.need("threshold", threshold, Hyper.isFraction(threshold), "a number in [0, 1)");
      Hyper.need("cooldown", cooldown, cooldown >= 0, "0 or more");
      Hyper.need("lowest rate", lowest, lowest >= 0, "0 or more");
    }
  }

  /**
   * Where the rate stands, for checkpoints.
   *
   * @param rate the rate of now
   * @param best the best metric so far; at first infinite
   * @param bad how many metrics in a row were not better
   * @param cooling how many metrics to come are not counted
   */
  public record Standing(double rate, double best, int bad, int cooling) {
    /** Checks the numbers. */
    public Standing {
      Hyper.rate(rate);
      Hyper.need("metrics that were not better", bad, bad >= 0, "0 or more");
      Hyper.need("metrics not to be counted", cooling, cooling >= 0, "0 or more");
    }
  }

  /** With factor 0.1, patience 10, threshold 1e-4, no cooldown, and no lowest rate but 0. */
  public static ReduceOnPlateau from(double rate) {
    return new ReduceOnPlateau(new Rule(rate, 0.1, 10, 1e-4, 0, 0));
  }

  /** The same from the start, the rate being multiplied with this. */
  public ReduceOnPlateau factor(double other) {
    return new ReduceOnPlateau(
        new Rule(rule.start, other, rule.patience, rule.threshold, rule.cooldown, rule.lowest));
  }

  /** The same from the start, waiting for so many metrics that are not better. */
  public ReduceOnPlateau patience(int metrics) {
    return new ReduceOnPlateau(
        new Rule(rule.start, rule.factor, metrics, rule.threshold, rule.cooldown, rule.lowest));
  }

  /** The same from the start, a metric being better if it is so much less, relative to the best. */
  public ReduceOnPlateau threshold(double relative) {
    return new ReduceOnPlateau(
        new Rule(rule.start, rule.factor, rule.patience, relative, rule.cooldown, rule.lowest));
  }

  /** The same from the start, not counting so many metrics after the rate fell. */
  public ReduceOnPlateau cooldown(int metrics) {
    return new ReduceOnPlateau(
        new Rule(rule.start, rule.factor, rule.patience, rule.threshold, metrics, rule.lowest));
  }

  /** The same from the start, the rate falling no further than this. */
  public ReduceOnPlateau lowest(double rate) {
    return new ReduceOnPlateau(
        new Rule(rule.start, rule.factor, rule.patience, rule.threshold, rule.cooldown, rate));
  }

  /** Tells of a metric, of which less is better. */
  public void report(double metric) {
    boolean better = metric < standing.best - rule.threshold * Math.abs(best());
    double best = better ? metric : standing.best;
    int bad = better || standing.cooling > 0 ? 0 : standing.bad + 1;
    int cooling = Math.max(0, standing.cooling - 1);
    standing =
        bad > rule.patience
            ? new Standing(reduced(standing.rate), best, 0, rule.cooldown)
            : new Standing(standing.rate, best, bad, cooling);
  }

  @Override
  public double at(int step) {
    return standing.rate;
  }

  /** Where it stands. */
  public Standing standing() {
    return standing;
  }

  /** Goes on from there. */
  public void restore(Standing earlier) {
    standing = earlier;
  }

  private double best() {
    return Double.isInfinite(standing.best) ? 0 : standing.best;
  }

  private double reduced(double rate) {
    return Math.min(rate, Math.max(rate * rule.factor, rule.lowest));
  }
}
