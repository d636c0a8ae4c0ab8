package dev.jyro.inference.svi;

import dev.jyro.inference.data.Batches;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.LearningRate;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.Step;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;

/** The training of a {@link RiskyProgram}, all of whose parts pass the mine. */
final class RiskyTraining {
  private static final int ROWS = 3;

  private final Mine mine;
  private final SVI<Tensor> svi;
  private final Batches<Tensor> batches;
  private final Map<Integer, Double> losses = new LinkedHashMap<>();

  RiskyTraining(long seed, Mine mine, Executor threads) {
    this.mine = mine;
    Random random = new Random(~seed);
    int objective = random.nextInt(6);
    RiskyProgram program = new RiskyProgram(seed, mine, objective < 2);
    this.svi =
        SVI.of(
            program.model(),
            program.guide(),
            optimizer(random.nextInt(4)),
            objective(objective, threads),
            SVI.Options.defaults().seed(seed).nonFinite(policy(random.nextBoolean())));
    this.batches = batches(seed, random.nextInt(3));
  }

  private static NonFinite policy(boolean forgiving) {
    return forgiving ? NonFinite.skip(3) : NonFinite.fail();
  }

  private static ELBO objective(int kind, Executor threads) {
    return switch (kind) {
      case 1 -> TraceELBO.withParticles(2);
      case 2 -> TraceELBO.vectorized(2);
      case 3 -> TraceELBO.withParticles(3).parallel(threads);
      case 4 -> RenyiELBO.withParticles(0.5, 2);
      case 5 -> TraceGraphELBO.create().decayingAverage(0.9);
      default -> TraceELBO.create();
    };
  }

  private Optimizer optimizer(int kind) {
    return switch (kind) {
      case 1 -> SGD.withLearningRate(rate());
      case 2 -> new RiskyOptimizer(mine);
      case 3 -> Optimizer.byName(this::byName);
      default -> Adam.withLearningRate(rate()).clipNorm(10);
    };
  }

  private Optimizer byName(String name) {
    mine.pass("the choice of an optimizer");
    return name.startsWith("net") ? new RiskyOptimizer(mine) : Adam.withLearningRate(0.01);
  }

  private LearningRate rate() {
    return step -> {
      mine.pass("a learning rate");
      return 0.01 / (1 + step);
    };
  }

  private Batches<Tensor> batches(long seed, int ahead) {
    float[] numbers = new float[2 * 5 * ROWS];
    Random random = new Random(seed);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    Tensor all = Tensor.of(numbers, Shapes.of(5 * ROWS, 2));
    return Batches.of(all, ROWS).shuffled(seed).map(this::mapped).ahead(ahead);
  }

  private Tensor mapped(Tensor rows) {
    mine.pass("a batch");
    return rows.mul(0.5);
  }

  /** Trains until so many steps are done. */
  void run(int steps) {
    svi.run(batches, new Told(), stop(steps));
  }

  private final class Told implements TrainingListener {
    @Override
    public void stepped(Step step) {
      losses.put(svi.steps(), step.loss());
      mine.pass("a listener");
    }
  }

  private StopWhen stop(int steps) {
    StopWhen after = StopWhen.steps(steps);
    return new StopWhen() {
      @Override
      public boolean isReached(Step step) {
        mine.pass("a condition to stop");
        return after.isReached(step);
      }

      @Override
      public boolean isReachedBefore(long before) {
        mine.pass("a condition to begin");
        return after.isReachedBefore(before);
      }
    };
  }

  /** The loss without training. */
  double evaluated() {
    return svi.evaluateLoss(batches.at(svi.steps()));
  }

  int steps() {
    return svi.steps();
  }

  int skipped() {
    return svi.skipped();
  }

  Map<Integer, Double> losses() {
    return losses;
  }

  /** All free numbers, those that networks keep among them. */
  Map<String, List<Double>> numbers() {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    for (String name : svi.params().names()) {
      double[] free = svi.params().unconstrained(name).toDoubles();
      numbers.put(name, Arrays.stream(free).boxed().toList());
    }
    return numbers;
  }
}
