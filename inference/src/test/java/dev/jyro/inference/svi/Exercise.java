package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small training. Between them they have every way in which a step computes: networks, layers of
 * DJL's, formulas of densities, pathwise gradients computed in Java, scores, particles.
 *
 * <p>The programs, and with them the networks, are shared by all trainings of one exercise.
 */
record Exercise(
    String name, Model<Tensor> model, Model<Tensor> guide, Optimizer optimizer, ELBO elbo) {
  private static final int ROWS = 12;
  private static final int COLUMNS = 6;

  /** One of each. */
  static List<Exercise> all() {
    return List.of(
        autoencoder(),
        layers(),
        schools("pathwise", TraceELBO.create()),
        schools("importance", RenyiELBO.importanceWeighted(3)),
        rates("gamma", TraceMeanFieldELBO.vectorized(2)),
        bits("scores", TraceELBO.withParticles(2)),
        bits("graph", TraceGraphELBO.create()),
        bits("vimco", VIMCO.vectorized(3)));
  }

  @Override
  public String toString() {
    return name;
  }

  SVI<Tensor> start(long seed) {
    return SVI.of(model, guide, optimizer, elbo, SVI.Options.defaults().seed(seed));
  }

  /** What it is trained on: counts below three. */
  static Tensor data() {
    float[] numbers = new float[ROWS * COLUMNS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * i % 7 % 3;
    }
    return Tensor.of(numbers, Shapes.of(ROWS, COLUMNS));
  }

  /** Steps, their losses added to the list bit by bit. */
  static void train(SVI<Tensor> svi, int steps, List<Long> losses) {
    Tensor data = data();
    for (int i = 0; i < steps; i++) {
      losses.add(Double.doubleToRawLongBits(svi.step(data)));
    }
  }

  /** All numbers of all parameters, bit by bit. */
  static List<Long> bits(SVI<Tensor> svi) {
    List<Long> bits = new ArrayList<>();
    for (String name : svi.params().names()) {
      double[] numbers = svi.params().unconstrained(name).toDoubles();
      Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).forEach(bits::add);
    }
    return bits;
  }

  private static Exercise autoencoder() {
    Net encoder = Net.linear(COLUMNS, 8).then(Tensor::softplus).then(Net.linear(8, 4));
    Net decoder = Net.linear(2, 8).then(Tensor::softplus).then(Net.linear(8, COLUMNS));
    Model<Tensor> model = x -> decoded(x, module("decoder", decoder));
    Model<Tensor> guide =
        x -> {
          Net encode = module("encoder", encoder);
          plate(
              "rows",
              x.size(0),
              () -> {
                Tensor[] q = encode.forward(x).split(2, -1);
                sample("z", Normal.of(q[0], q[1].mul(0.5).exp()).toEvent(1));
              });
        };
    return new Exercise(
        "autoencoder", model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
  }

  private static void decoded(Tensor x, Net decode) {
    plate(
        "rows",
        x.size(0),
        () -> {
          Tensor z = sample("z", Normal.standard(2).toEvent(1));
          Tensor on = x.div(2).round();
          observe("x", Bernoulli.ofLogits(decode.forward(z)).toEvent(1), on);
        });
  }

  /** Torch differentiates these, and one keeps running means. */
  private static Exercise layers() {
    Net net =
        Net.of(BatchNorm.builder().build(), Shapes.of(ROWS, COLUMNS))
            .then(Net.linear(COLUMNS, 5))
            .then(Tensor::mish)
            .then(Net.of(LayerNorm.builder().build(), Shapes.of(ROWS, 5)))
            .then(Net.linear(5, 1));
    Model<Tensor> model =
        x -> {
          Tensor level = sample("level", Normal.standard());
          Tensor mean = module("net", net).forward(x).squeeze(-1).add(level);
          plate("rows", x.size(0), () -> observe("y", Normal.of(mean, 0.7), x.sum(-1)));
        };
    Model<Tensor> guide =
        x -> sample("level", Normal.of(param("m", 0), param("s", 0.5, Constraints.positive())));
    return new Exercise(
        "layers", model, guide, ClippedAdam.withLearningRate(0.01), TraceELBO.create());
  }

  private static Exercise schools(String name, ELBO elbo) {
    Model<Tensor> model =
        x -> {
          Tensor mu = sample("mu", Normal.of(0, 5));
          Tensor tau = sample("tau", LogNormal.of(0, 1));
          plate(
              "schools",
              x.size(0),
              () -> {
                Tensor theta = sample("theta", Normal.of(mu, tau));
                observe("effect", Normal.of(theta, 1.5), x.sum(-1));
              });
        };
    return new Exercise(
        "schools, " + name, model, Exercise::schools, Adam.withLearningRate(0.02), elbo);
  }

  private static void schools(Tensor x) {
    sample("mu", Normal.of(param("m", 0), param("m_scale", 1, Constraints.positive())));
    sample("tau", LogNormal.of(param("t", 0), param("t_scale", 1, Constraints.positive())));
    plate(
        "schools",
        x.size(0),
        () -> {
          Tensor loc = param("l", () -> Tensor.zeros(ROWS), Constraints.real());
          Tensor scale = param("l_scale", () -> Tensor.ones(ROWS), Constraints.positive());
          sample("theta", Normal.of(loc, scale));
        });
  }

  private static Exercise rates(String name, ELBO elbo) {
    Model<Tensor> model =
        x -> {
          Tensor rate = sample("rate", Gamma.of(2, 1));
          plate("rows", x.size(0), () -> observe("n", Poisson.of(rate), x.select(-1, 0)));
        };
    Model<Tensor> guide =
        x ->
            sample(
                "rate",
                Gamma.of(
                    param("a", 2, Constraints.positive()), param("b", 1, Constraints.positive())));
    return new Exercise("rates, " + name, model, guide, Adam.withLearningRate(0.02), elbo);
  }

  private static Exercise bits(String name, ELBO elbo) {
    Model<Tensor> model =
        x ->
            plate(
                "rows",
                x.size(0),
                () -> {
                  Tensor on = sample("on", Bernoulli.of(0.4));
                  Tensor mean = on.mul(param("gap", 1.5));
                  observe("y", Normal.of(mean, 1), x.select(-1, 1));
                });
    Model<Tensor> guide =
        x -> {
          Tensor logits = param("logits", () -> Tensor.zeros(ROWS), Constraints.real());
          plate("rows", x.size(0), () -> sample("on", Bernoulli.ofLogits(logits)));
        };
    return new Exercise("bits, " + name, model, guide, SGD.withLearningRate(0.02), elbo);
  }
}
