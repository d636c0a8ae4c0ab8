package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The formulas of the optimizers' documentation in plain Java, in double precision, for settings
 * drawn by a seed. The second parameter comes late and is used at every other step.
 */
final class OptimizersAgainstJavaTest {
  private static final int STEPS = 60;
  private static final double TOLERANCE = 1e-12;

  /** One step of one number: given its gradient and the step counted from 1, for it alone. */
  private interface Rule {
    double step(double x, double gradient, int age, int step);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void adam(long seed) {
    Settings s = new Settings(seed);
    compare(
        Adam.withLearningRate(s.rate).betas(s.beta1, s.beta2).weightDecay(s.decay),
        () -> new JavaAdam(s.beta1, s.beta2, s.decay, 0, Double.MAX_VALUE, step -> s.rate));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void adamW(long seed) {
    Settings s = new Settings(seed);
    compare(
        AdamW.withLearningRate(s.rate).betas(s.beta1, s.beta2).weightDecay(s.decay),
        () -> new JavaAdam(s.beta1, s.beta2, 0, s.decay, Double.MAX_VALUE, step -> s.rate));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void clippedAdam(long seed) {
    Settings s = new Settings(seed);
    compare(
        ClippedAdam.withLearningRate(s.rate)
            .betas(s.beta1, s.beta2)
            .weightDecay(s.decay)
            .clip(s.clip)
            .rateDecay(0.98),
        () ->
            new JavaAdam(
                s.beta1, s.beta2, s.decay, 0, s.clip, step -> s.rate * Math.pow(0.98, step + 1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void sgd(long seed) {
    Settings s = new Settings(seed);
    SGD plain = SGD.withLearningRate(s.rate).weightDecay(s.decay);
    compare(plain, () -> new JavaSgd(s, 0, false));
    compare(plain.momentum(s.momentum), () -> new JavaSgd(s, s.momentum, false));
    compare(plain.nesterov(s.momentum), () -> new JavaSgd(s, s.momentum, true));
  }

  private static void compare(Optimizer optimizer, Supplier<Rule> rules) {
    Problem problem = Problem.float64();
    Optimizer.Course course = optimizer.start();
    Expected expected = new Expected(rules);
    for (int t = 0; t < STEPS; t++) {
      boolean second = t >= 20 && t % 2 == 0;
      problem.step(course, t, name -> name.equals("w") || second);
      expected.step(t, second);
      assertThat(problem.numbers())
          .as("%s after step %d", optimizer, t)
          .containsExactly(expected.numbers(), within(TOLERANCE));
      assertThat(problem.hasNoGradients()).isTrue();
    }
  }

  private static final class Settings {
    final double rate;
    final double beta1;
    final double beta2;
    final double decay;
    final double clip;
    final double momentum;

    Settings(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      rate = Math.exp(random.nextDouble(-6, -2));
      beta1 = random.nextDouble(0, 0.99);
      beta2 = random.nextDouble(0.5, 0.9999);
      decay = random.nextDouble(0, 0.2);
      clip = random.nextDouble(0.1, 2);
      momentum = random.nextDouble(0.1, 0.95);
    }
  }

  private static final class Expected {
    private final double[] w = Problem.W.start.clone();
    private final double[] v = Problem.V.start.clone();
    private final Rule[] rules = new Rule[4];
    private int ageOfV;

    Expected(Supplier<Rule> rules) {
      Arrays.setAll(this.rules, i -> rules.get());
    }

    void step(int t, boolean second) {
      for (int i = 0; i < w.length; i++) {
        w[i] = rules[i].step(w[i], Problem.W.gradient(i, w[i], t), t + 1, t);
      }
      if (second) {
        ageOfV++;
        v[0] = rules[3].step(v[0], Problem.V.gradient(0, v[0], t), ageOfV, t);
      }
    }

    double[] numbers() {
      double[] all = Arrays.copyOf(w, 4);
      all[3] = v[0];
      return all;
    }
  }

  private static final class JavaAdam implements Rule {
    private final double beta1;
    private final double beta2;
    private final double decay;
    private final double decayApart;
    private final double clip;
    private final LearningRate rate;
    private double mean;
    private double square;

    JavaAdam(
        double beta1,
        double beta2,
        double decay,
        double decayApart,
        double clip,
        LearningRate rate) {
      this.beta1 = beta1;
      this.beta2 = beta2;
      this.decay = decay;
      this.decayApart = decayApart;
      this.clip = clip;
      this.rate = rate;
    }

    @Override
    public double step(double x, double gradient, int age, int step) {
      double g = Math.max(-clip, Math.min(clip, gradient)) + decay * x;
      double kept = x * (1 - rate.at(step) * decayApart);
      mean = beta1 * mean + (1 - beta1) * g;
      square = beta2 * square + (1 - beta2) * g * g;
      double first = mean / (1 - Math.pow(beta1, age));
      double second = Math.sqrt(square / (1 - Math.pow(beta2, age)));
      return kept - rate.at(step) * first / (second + 1e-8);
    }
  }

  private static final class JavaSgd implements Rule {
    private final Settings settings;
    private final double momentum;
    private final boolean nesterov;
    private double speed;

    JavaSgd(Settings settings, double momentum, boolean nesterov) {
      this.settings = settings;
      this.momentum = momentum;
      this.nesterov = nesterov;
    }

    @Override
    public double step(double x, double gradient, int age, int step) {
      double g = gradient + settings.decay * x;
      speed = momentum * speed + g;
      return x - settings.rate * (nesterov ? g + momentum * speed : speed);
    }
  }
}
