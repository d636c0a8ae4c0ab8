package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.OutsideScopes;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.ParamValues;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two trained models asked by eight threads in every way there is: predictions, copies of the
 * parameters, runs of the guide. {@link dev.jyro.NoLeaks} sees to what is left behind.
 */
@Tag(Endurance.TAG)
final class ManyReadersSoakTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = Endurance.of(800, 10_000);
  private static final int PIXELS = 16;
  private static final int CODES = 3;
  private static final int SCHOOLS = 8;

  private final Net encoder =
      Net.linear(PIXELS, 10).then(Tensor::softplus).then(Net.linear(10, 2 * CODES));
  private final Net decoder =
      Net.linear(CODES, 10).then(Tensor::softplus).then(Net.linear(10, PIXELS));

  /**
   * A model in service.
   *
   * @param data what a request is about, by its number
   * @param observed a site of the data, to be predicted
   */
  private record Service(
      String name,
      Model<Tensor> model,
      Model<Tensor> guide,
      IntFunction<Tensor> data,
      String observed) {}

  @Test
  @OutsideScopes
  void areAnsweredByAnAutoencoderAsOneIs() throws Exception {
    serve(new Service("autoencoder", this::decoded, this::encoded, this::images, "pixels"));
  }

  @Test
  @OutsideScopes
  void areAnsweredByEightSchoolsAsOneIs() throws Exception {
    serve(
        new Service(
            "eight schools",
            ManyReadersSoakTest::schools,
            ManyReadersSoakTest::believed,
            ManyReadersSoakTest::effects,
            "effect"));
  }

  private static void serve(Service service) throws Exception {
    ParamStore params = trained(service);
    Predictive<Tensor> predictive =
        Predictive.of(service.model, params, service.guide).draws(4).sideBySide().plateNesting(1);
    IntUnaryOperator answer = request -> answer(service, params, predictive, request);
    int[] serial = new int[REQUESTS];
    Arrays.setAll(serial, answer);

    int[] parallel = answeredByAll(answer);

    assertThat(parallel).isEqualTo(serial);
    assertThat(Arrays.stream(serial).distinct().count()).isGreaterThan(REQUESTS / 2);
    Endurance.figure("threads", service.name + ", requests to 8 threads, as to one", REQUESTS);
  }

  private static ParamStore trained(Service service) {
    try (TensorScope scope = TensorScope.open()) {
      SVI<Tensor> svi =
          SVI.of(service.model, service.guide, Adam.withLearningRate(0.01), TraceELBO.create());
      for (int i = 0; i < 20; i++) {
        svi.step(service.data.apply(i));
      }
      return svi.params();
    }
  }

  private static int[] answeredByAll(IntUnaryOperator answer) throws Exception {
    int[] answers = new int[REQUESTS];
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> scopes = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        scopes.add(threads.submit(() -> answering(answer, next, answers)));
      }
      for (Future<Integer> open : scopes) {
        assertThat(open.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
    return answers;
  }

  /** Answers until there is no request left; gives the number of scopes left open. */
  private static int answering(IntUnaryOperator answer, AtomicInteger next, int[] answers) {
    for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
      answers[i] = answer.applyAsInt(i);
    }
    return TensorScope.depth();
  }

  /** All bits of what a request is answered with, in one number. */
  private static int answer(
      Service service, ParamStore params, Predictive<Tensor> predictive, int request) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor data = service.data.apply(request);
      return switch (request % 3) {
        case 0 -> hash(predictive.draw(data, request).get(service.observed));
        case 1 -> hash(copies(params)) + request;
        default -> hash(draws(service, params.values(), data, request));
      };
    }
  }

  private static Tensor[] copies(ParamStore params) {
    ParamValues values = params.values();
    return values.names().stream().map(values::get).toArray(Tensor[]::new);
  }

  private static Tensor[] draws(Service service, ParamValues values, Tensor data, int seed) {
    Model<Tensor> seeded = Handlers.seed(service.guide, seed);
    Trace trace = Handlers.under(values, () -> Trace.of(seeded, data));
    return trace.sites().map(Site::value).toJavaArray(Tensor[]::new);
  }

  private static int hash(Tensor... tensors) {
    int hash = 1;
    for (Tensor tensor : tensors) {
      hash = 31 * hash + Arrays.hashCode(tensor.toFloats());
    }
    return hash;
  }

  private Tensor images(int request) {
    float[] ink = new float[(1 + request % 3) * PIXELS];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (request + i * i) % 3 % 2;
    }
    return Tensor.of(ink, Shapes.of(1 + request % 3, PIXELS));
  }

  private void decoded(Tensor images) {
    Net decode = module("decoder", decoder);
    plate(
        "images",
        images.size(0),
        () -> {
          Tensor code = sample("code", Normal.standard(CODES).toEvent(1));
          observe("pixels", Bernoulli.ofLogits(decode.forward(code)).toEvent(1), images);
        });
  }

  private void encoded(Tensor images) {
    Net encode = module("encoder", encoder);
    plate(
        "images",
        images.size(0),
        () -> {
          Tensor[] q = encode.forward(images).split(CODES, -1);
          sample("code", Normal.of(q[0], q[1].mul(0.5).exp()).toEvent(1));
        });
  }

  private static Tensor effects(int request) {
    float[] effects = {28, 8, -3, 7, -1, 1, 18, request % 12};
    return Tensor.of(effects);
  }

  private static void schools(Tensor effects) {
    Tensor mu = sample("mu", Normal.of(0, 5));
    Tensor tau = sample("tau", LogNormal.of(0, 1));
    plate(
        "schools",
        SCHOOLS,
        () -> {
          Tensor theta = sample("theta", Normal.of(mu, tau));
          observe("effect", Normal.of(theta, 12), effects);
        });
  }

  private static void believed(Tensor effects) {
    sample("mu", Normal.of(param("m", 0), param("m_scale", 1, Constraints.positive())));
    sample("tau", LogNormal.of(param("t", 0), param("t_scale", 1, Constraints.positive())));
    Tensor loc = param("l", () -> Tensor.zeros(SCHOOLS), Constraints.real());
    Tensor scale = param("l_scale", () -> Tensor.ones(SCHOOLS), Constraints.positive());
    plate("schools", SCHOOLS, () -> sample("theta", Normal.of(loc, scale)));
  }
}
