package dev.jyro.inference.svi;

import dev.jyro.inference.data.Batches;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.LearningRate;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Importance;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.Epoch;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.inference.training.Step;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;

/** The training of a {@link RiskyProgram}, all of whose parts pass the mine. */
final class RiskyTraining {
  static final String BATCH = "a batch";

  private static final int ROWS = 3;
  private static final int PER_EPOCH = 2;
  private static final int RENYI = 4;
  private static final int DRAWS = 3;

  private final Mine mine;
  private final Executor threads;
  private final Model<Tensor> model;
  private final Model<Tensor> guide;
  private final int objective;
  private final WatchedOptimizer optimizer;
  private final SVI<Tensor> svi;
  private final int ahead;
  private final Batches<Tensor> batches;
  private final int drawing;
  private final Map<Integer, Double> losses = new LinkedHashMap<>();

  RiskyTraining(long seed, Mine mine, Executor threads) {
    this.mine = mine;
    this.threads = threads;
    Random random = new Random(~seed);
    this.objective = random.nextInt(6);
    RiskyProgram program = new RiskyProgram(seed, mine, objective < 2);
    this.model = program.model();
    this.guide = program.guide();
    this.optimizer = new WatchedOptimizer(optimizer(random.nextInt(4)));
    var options = SVI.Options.defaults().seed(seed).nonFinite(policy(random.nextBoolean()));
    this.svi = SVI.of(model, guide, optimizer, objective(objective, threads), options);
    this.ahead = random.nextInt(3);
    this.batches = batches(seed, ahead);
    this.drawing = random.nextInt(3);
  }

  private static NonFinite policy(boolean forgiving) {
    return forgiving ? NonFinite.skip(3) : NonFinite.fail();
  }

  private static ELBO objective(int kind, Executor threads) {
    return switch (kind) {
      case 1 -> TraceELBO.withParticles(2);
      case 2 -> TraceELBO.vectorized(2);
      case 3 -> TraceELBO.withParticles(3).parallel(threads);
      case RENYI -> RenyiELBO.withParticles(0.5, 2);
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
    float[] numbers = new float[2 * PER_EPOCH * ROWS];
    Random random = new Random(seed);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    Tensor all = Tensor.of(numbers, Shapes.of(PER_EPOCH * ROWS, 2));
    return Batches.of(all, ROWS).shuffled(seed).map(this::mapped).ahead(ahead);
  }

  private Tensor mapped(Tensor rows) {
    mine.pass(BATCH);
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
      mine.pass("a listener of steps");
    }

    @Override
    public void passed(Epoch epoch) {
      mine.pass("a listener of epochs");
    }

    @Override
    public void ended(Ended how) {
      mine.pass("a listener of the end");
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

  /** What may be asked of it: a loss that is no sum over sites is not taken apart. */
  Set<Query> queries() {
    EnumSet<Query> all = EnumSet.allOf(Query.class);
    if (objective == RENYI) {
      all.remove(Query.LOSS_BY_SITE);
    }
    return all;
  }

  /** All numbers of the answer, about the batch of the next step. */
  List<Double> answer(Query query) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor batch = batches.at(svi.steps());
      return switch (query) {
        case LOSS -> List.of(svi.evaluateLoss(batch));
        case LOSS_BY_SITE -> List.copyOf(svi.lossBySite(batch).sites().values());
        case PREDICTIONS -> numbers(predictive().draw(batch, svi.steps()));
        case WEIGHTED_DRAWS -> numbers(predictive().importance(batch, svi.steps()));
      };
    }
  }

  private Predictive<Tensor> predictive() {
    Predictive<Tensor> some = Predictive.of(model, svi.params(), guide).draws(DRAWS);
    return switch (drawing) {
      case 1 -> some.sideBySide(2);
      case 2 -> some.parallel(threads, 2);
      default -> some;
    };
  }

  private static List<Double> numbers(Importance weighted) {
    List<Double> numbers = new ArrayList<>(numbers(weighted.draws()));
    numbers.addAll(Arrays.stream(weighted.logWeights()).boxed().toList());
    return numbers;
  }

  private static List<Double> numbers(Draws draws) {
    return draws.names().stream().flatMap(name -> boxed(draws.get(name)).stream()).toList();
  }

  /** Whether batches are made ahead, some of which nobody may ask for. */
  boolean isAhead() {
    return ahead > 0;
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
      numbers.put(name, boxed(svi.params().unconstrained(name)));
    }
    return numbers;
  }

  /** All that the optimizer remembers. */
  Map<String, Object> remembered() {
    return optimizer.remembered(Regression.leaves(svi));
  }

  private static List<Double> boxed(Tensor tensor) {
    return Arrays.stream(tensor.toDoubles()).boxed().toList();
  }
}
