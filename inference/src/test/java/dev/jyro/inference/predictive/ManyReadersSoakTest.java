package dev.jyro.inference.predictive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.Footprint;
import dev.jyro.OutsideScopes;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.ParamValues;
import dev.jyro.ppl.Model;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two trained models asked by eight threads: for predictions, all of whose sites are compared, and
 * beside them for copies of the parameters and runs of the guide. {@link dev.jyro.NoLeaks} sees to
 * what is left behind.
 */
@Tag(Endurance.TAG)
final class ManyReadersSoakTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = Endurance.of(200, 10_000);

  @Test
  @OutsideScopes
  void areAnsweredByAnAutoencoderAsOneIs() throws Exception {
    serve(Service.autoencoder());
  }

  @Test
  @OutsideScopes
  void areAnsweredByEightSchoolsAsOneIs() throws Exception {
    serve(Service.eightSchools());
  }

  /** What a request is answered with, all numbers of it. */
  private interface Answers extends IntFunction<float[]> {}

  private static void serve(Service service) throws Exception {
    ParamStore params = service.trained();
    Predictive<Tensor> predictive =
        Predictive.of(service.model(), params, service.guide())
            .draws(4)
            .sideBySide()
            .plateNesting(1);
    Answers answers = request -> answer(service, params, predictive, request);
    float[][] serial = new float[REQUESTS][];
    Arrays.setAll(serial, answers);

    float[][] parallel = measured(service.name(), answers);

    assertThat(requests().filter(i -> !Arrays.equals(parallel[i], serial[i]))).isEmpty();
    assertThat(Arrays.stream(serial).map(FloatBuffer::wrap).distinct()).hasSize(REQUESTS);
    tell(service.name(), "predictions by 8 threads, as by one", REQUESTS);
    tell(service.name(), "numbers compared", requests().map(i -> serial[i].length).sum());
  }

  private static IntStream requests() {
    return IntStream.range(0, REQUESTS);
  }

  private static void tell(String service, String what, long value) {
    Endurance.figure("threads", service + ", " + what, value);
  }

  /**
   * The answers of all threads; tells by how much the process has grown meanwhile. With a heap that
   * is all taken at the start (-Xms1g -XX:+AlwaysPreTouch) that is none of Java's.
   */
  private static float[][] measured(String service, Answers answers) throws Exception {
    AtomicLong halfway = new AtomicLong();
    Answers noting =
        request -> {
          if (request == REQUESTS / 2) {
            halfway.set(Footprint.residentBytes());
          }
          return answers.apply(request);
        };
    long before = Footprint.residentBytes();
    float[][] all = answeredByAll(noting);
    long after = Footprint.residentBytes();
    tell(service, "bytes of resident memory more", after - before);
    tell(service, "of them in the second half", after - halfway.get());
    return all;
  }

  private static float[][] answeredByAll(Answers answers) throws Exception {
    float[][] answered = new float[REQUESTS][];
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> scopes = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        scopes.add(threads.submit(() -> answering(answers, next, answered)));
      }
      for (Future<Integer> open : scopes) {
        assertThat(open.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
    return answered;
  }

  /** Answers until there is no request left; gives the number of scopes left open. */
  private static int answering(Answers answers, AtomicInteger next, float[][] answered) {
    for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
      answered[i] = answers.apply(i);
    }
    return TensorScope.depth();
  }

  /** All sites of a prediction; of every three requests two ask for something else, too. */
  private static float[] answer(
      Service service, ParamStore params, Predictive<Tensor> predictive, int request) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor data = service.data().apply(request);
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

  private static Stream<Tensor> guided(Service service, ParamValues values, Tensor data, int seed) {
    Model<Tensor> seeded = Handlers.seed(service.guide(), seed);
    Trace trace = Handlers.under(values, () -> Trace.of(seeded, data));
    return trace.sites().map(Site::value).toJavaStream();
  }

  private static float[] numbers(List<Tensor> tensors) {
    List<float[]> parts = tensors.stream().map(Tensor::toFloats).toList();
    FloatBuffer all = FloatBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }
}
