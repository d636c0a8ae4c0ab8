package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/serving.md. */
final class ServingPageTest {
  @Test
  void servesOverHttp(@TempDir Path folder) throws Exception {
    // region serving-model
    Net net = Net.linear(1, 8).then(Tensor::tanh).then(Net.linear(8, 1));

    Model<Tensor> rents =
        areas -> {
          Net curve = module("curve", net);
          Tensor level = sample("level", Normal.of(0, 1));
          Tensor spread = param("spread", 0.3, Constraints.positive());
          plate(
              "flats",
              areas.size(0),
              () -> {
                Tensor mean = curve.forward(areas.unsqueeze(-1)).squeeze(-1).add(level);
                sample("rent", Normal.of(mean, spread));
              });
        };

    Model<Tensor> guide =
        areas ->
            sample(
                "level", Normal.of(param("loc", 0), param("scale", 0.5, Constraints.positive())));
    // endregion

    // region serving-handler
    // GET /rent?area=0.7&seed=42: 5 %, the median and 95 % of what may be asked
    record RentHandler(Predictive<Tensor> predictive) implements HttpHandler {
      @Override
      public void handle(HttpExchange exchange) throws IOException {
        try (exchange;
            TensorScope scope = TensorScope.open()) {
          Scanner query = new Scanner(exchange.getRequestURI().getQuery()).useDelimiter("[a-z=&]+");
          Tensor area = Tensor.of(Float.parseFloat(query.next()));
          Draws draws = predictive.draw(area, Long.parseLong(query.next()));
          Tensor levels = Tensor.of(0.05f, 0.5f, 0.95f);
          float[] found = draws.get("rent").quantile(levels, 0).toFloats();
          String line = String.format(Locale.ROOT, "%.4f %.4f %.4f", found[0], found[1], found[2]);
          byte[] body = line.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        }
      }
    }
    // endregion

    Tensor areas = Tensor.of(0.3f, 0.5f, 0.7f, 0.9f);
    Tensor asked = Tensor.of(0.6f, 0.9f, 1.1f, 1.2f);

    // region serving-train
    Model<Tensor> known = Handlers.condition(rents, Map.of("rent", asked));
    SVI<Tensor> svi = SVI.of(known, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    svi.run(List.of(areas), StopWhen.steps(200));
    svi.params().save(folder);
    // endregion

    // region serving-start
    ParamStore params = ParamStore.create();
    params.load(folder);
    Predictive<Tensor> predictive =
        Predictive.of(rents, params, guide)
            .draws(500)
            .sites("rent")
            .sideBySide()
            .plateNesting(1); // known, so that no request counts the plates

    ExecutorService threads = Executors.newFixedThreadPool(8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/rent", new RentHandler(predictive));
    server.start();
    // endregion
    try {
      URI uri =
          URI.create(
              "http://127.0.0.1:" + server.getAddress().getPort() + "/rent?area=0.7&seed=42");
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpResponse<String> first = client.send(request, HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> again = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(first.body());
      String[] numbers = first.body().split(" ");
      assertThat(numbers).hasSize(3);
      assertThat(Double.parseDouble(numbers[0])).isLessThan(Double.parseDouble(numbers[2]));
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
