package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.Footprint;
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
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two trained models asked by eight threads: for predictions, all of whose sites are compared, and
 * beside them for copies of the parameters and runs of the guide. {@link dev.jyro.NoLeaks} sees to what is left behind.
 */
@Tag(Endurance.TAG)
final class ManyReadersSoakTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = Endurance.of(400, 10_000);
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
   */
  private record Service(
      String name,
      Model<Tensor> model,
      Model<Tensor> guide,
      IntFunction<Tensor> data) {}

  @Test
  @OutsideScopes
  void areAnsweredByAnAutoencoderAsOneIs() throws Exception {
    serve(new Service("autoencoder", this::decoded, this::encoded, this::images));
  }

  @Test
  @OutsideScopes
  void areAnsweredByEightSchoolsAsOneIs() throws Exception {
    serve(
        new Service(
            "eight schools",
            ManyReadersSoakTest::schools,
            ManyReadersSoakTest::believed,
            ManyReadersSoakTest::effects));
  }

  /** What a request is answered with, all of it. */
  private interface Answers extends IntFunction<float[]> {}

  private static void serve(Service service) throws Exception {
    ParamStore params = trained(service);
    Predictive<Tensor> predictive =
        Predictive.of(service.model, params, service.guide).draws(4).sideBySide().plateNesting(1);
    Answers answers = request -> answer(service, params, predictive, request);
    float[][] serial = new float[REQUESTS][];
    Arrays.setAll(serial, answers);
    long warm = Footprint.residentBytes();

    float[][] parallel = answeredByAll(answers);

    long grown = Footprint.residentBytes() - warm;
    assertThat(requests().filter(i -> !Arrays.equals(parallel[i], serial[i]))).isEmpty();
    assertThat(Arrays.stream(serial).map(FloatBuffer::wrap).distinct()).hasSize(REQUESTS);
    String name = service.name;
    Endurance.figure("threads", name + ", predictions by 8 threads, as by one", REQUESTS);
    int numbers = requests().map(i -> serial[i].length).sum();
    Endurance.figure("threads", name + ", numbers compared", numbers);
    Endurance.figure("threads", name + ", bytes of resident memory more", grown);
  }

  private static IntStream requests() {
    return IntStream.range(0, REQUESTS);
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

  private static float[][] answeredByAll(Answers answer) throws Exception {
    float[][] answers = new float[REQUESTS][];
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
  private static int answering(Answers answer, AtomicInteger next, float[][] answers) {
    for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
      answers[i] = answer.apply(i);
    }
    return TensorScope.depth();
  }

  /** All sites of a prediction; with two requests of three something else, too. */
  private static float[] answer(
      Service service, ParamStore params, Predictive<Tensor> predictive, int request) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor data = service.data.apply(request);
      Draws draws = predictive.draw(data, request);
      Stream<Tensor> predicted = draws.names().stream().map(draws::get);
      Stream<Tensor> more =
          switch (request % 3) {
            case 0 -> Stream.of();
            case 1 -> copies(params);
            default -> guided(service, params.values(), data, request);
          };
      return numbers(Stream.concat(predicted, more).toList());
    }
  }

  private static Stream<Tensor> copies(ParamStore params) {
    ParamValues values = params.values();
    return values.names().stream().map(values::get);
  }

  private static Stream<Tensor> guided(
      Service service, ParamValues values, Tensor data, int seed) {
    Model<Tensor> seeded = Handlers.seed(service.guide, seed);
    Trace trace = Handlers.under(values, () -> Trace.of(seeded, data));
    return trace.sites().map(Site::value).toJavaStream();
  }

  private static float[] numbers(List<Tensor> tensors) {
    List<float[]> parts = tensors.stream().map(Tensor::toFloats).toList();
    FloatBuffer all = FloatBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
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
