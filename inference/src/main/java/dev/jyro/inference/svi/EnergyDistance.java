package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * The energy score of what guide and model predict, against the data: for models whose data can be
 * drawn and need no density.
 *
 * <p>With Z, Z' of the guide and X, X' drawn by the model in place of the data x, given Z and Z':
 *
 * <pre>{@code loss = E|X - x|^β - ½ E|X - X'|^β - λ E log p(Z)}</pre>
 *
 * <p>All data are one vector: the norm is over all observed sites, plates and events. The score is
 * proper: of all distributions of X that of x has the least mean. The power β is 1 unless said
 * otherwise ({@link #power}). With λ ({@link #prior}), which is 0 unless said otherwise, the guide
 * is drawn to the prior; it is no posterior all the same, and the guide's own density is never
 * computed.
 *
 * <p>The squares in the norm are scaled and masked as their sites are; a plate of which a part is
 * used so stands for all of it. Means are over particles and over pairs of them, without bias.
 *
 * <p>Every gradient goes through draws: those of the guide and of the data must be pathwise, and
 * other latent sites there are not. The loss is not in nats and not a sum over data.
 *
 * <p>Immutable. Errors: a {@link dev.jyro.effect.SiteException} names a site whose draws carry no
 * gradient, data that do not fit what is drawn in their place, and factors, of which nothing can be
 * drawn; a {@link JyroException} says that nothing is observed. Source: Gneiting and Raftery 2007,
 * Strictly Proper Scoring Rules, Prediction, and Estimation, section 4.3; Székely and Rizzo 2013,
 * Energy Statistics.
 */
public final class EnergyDistance implements ELBO {
  private static final String NAME = "EnergyDistance";

  private final Particles particles;
  private final double power;
  private final double prior;

  private EnergyDistance(Particles particles, double power, double prior) {
    if (!(power > 0 && power < 2)) {
      throw new JyroException(
          "EnergyDistance: power %s. Needed: a number between 0 and 2, both excluded. Fix: take 1, or less if the data have heavy tails."
              .formatted(power));
    }
    if (!(prior >= 0) || Double.isInfinite(prior)) {
      throw new JyroException(
          "EnergyDistance: prior %s. Needed: a number that is 0 or greater. Fix: take 0 to leave the prior out."
              .formatted(prior));
    }
    this.particles = particles;
    this.power = power;
    this.prior = prior;
  }

  /** With so many particles, at least 2, one after the other. */
  public static EnergyDistance withParticles(int count) {
    return new EnergyDistance(Particles.apart(NAME, count).pairs(NAME), 1, 0);
  }

  /**
   * With so many particles, at least 2, side by side; the programs must leave dimensions left of
   * their plates alone.
   */
  public static EnergyDistance vectorized(int count) {
    return new EnergyDistance(Particles.together(NAME, count).pairs(NAME), 1, 0);
  }

  /**
   * The same with programs at once on several threads: see {@link TraceELBO#parallel()}; here the
   * same up to rounding, since one pass goes back through all particles.
   */
  public EnergyDistance parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * {@link #parallel()} on the threads of this executor: see {@link TraceELBO#parallel(Executor)}.
   */
  public EnergyDistance parallel(Executor executor) {
    return new EnergyDistance(particles.on(executor), power, prior);
  }

  /**
   * The same with another power of the distance.
   *
   * @param exponent between 0 and 2; data with heavy tails need a small one: {@code E|X|^β} must be
   *     finite
   */
  public EnergyDistance power(double exponent) {
    return new EnergyDistance(particles, exponent, prior);
  }

  /**
   * The same with the log density of the latent sites under the model subtracted.
   *
   * @param weight how much it counts, 0 or greater
   */
  public EnergyDistance prior(double weight) {
    return new EnergyDistance(particles, power, weight);
  }

  @Override
  public double estimate(Run<?> run, Consumer<Cotangents> descend) {
    List<Particle> drawn = particles.replicasFrom(run);
    Points.needPathwiseGuide(NAME, drawn);
    Tensor score = score(Replica.of(NAME, drawn, particles.count()));
    Tensor loss = prior == 0 ? score : score.sub(logPrior(drawn).mul(prior / particles.count()));
    double number = loss.item();
    if (Double.isFinite(number) && Gradients.isRecording()) {
      descend.accept(Cotangents.of(loss));
    }
    return number;
  }

  private Tensor score(List<Replica> replicas) {
    Tensor error = replicas.map(this::fromData).reduce(Tensor::add);
    Tensor spread = replicas.map(this::fromEachOther).reduce(Tensor::add);
    return risen(error).mean().sub(risen(spread).mean().div(2));
  }

  private Tensor fromData(Replica replica) {
    return squares(replica, replica.drawn().values().sub(replica.data().values()));
  }

  /** Of each pair of particles. */
  private Tensor fromEachOther(Replica replica) {
    int count = particles.count();
    long[] first = new long[count * (count - 1) / 2];
    long[] second = new long[first.length];
    int pair = 0;
    for (int i = 1; i < count; i++) {
      for (int j = 0; j < i; j++) {
        first[pair] = i;
        second[pair++] = j;
      }
    }
    Tensor values = replica.drawn().values();
    Tensor other = values.indexSelect(0, Tensor.of(second));
    return squares(replica, values.indexSelect(0, Tensor.of(first)).sub(other));
  }

  private static Tensor squares(Replica replica, Tensor difference) {
    return difference.square().sum(1, 2).mul(replica.site().setting().scale());
  }

  /** The power of the norm; where that is 0, so is what we take for its gradient. */
  private Tensor risen(Tensor squares) {
    Tensor none = squares.le(0);
    Tensor positive = squares.maskedFill(none, 1);
    Tensor risen = power == 1 ? positive.sqrt() : positive.pow(power / 2);
    return risen.maskedFill(none, 0);
  }

  private static Tensor logPrior(List<Particle> drawn) {
    return drawn.map(EnergyDistance::logPrior).reduce(Tensor::add);
  }

  private static Tensor logPrior(Particle particle) {
    return particle
        .model()
        .explaining(
            () ->
                particle
                    .model()
                    .latents()
                    .map(Site::logProb)
                    .map(Tensor::sum)
                    .reduceOption(Tensor::add)
                    .getOrElse(() -> Tensor.scalar(0)));
  }
}
