package dev.jyro.inference.graph;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.HalfCauchy;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Net;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import java.util.List;

/** Programs to draw. */
final class Programs {
  /** Names that could be taken for something else. */
  static final List<String> HOSTILE =
      List.of(
          "end",
          "graph",
          "node",
          "subgraph",
          "class",
          "style",
          "a.b",
          "a/b",
          "a b",
          "a_b",
          "a_b_2",
          "",
          "\"quoted\"",
          "back\\slash\\",
          "[brackets](and){braces}",
          "<b>bold</b>",
          "&amp;",
          "#35;",
          "two\nlines",
          "tab\t",
          "\u03b8\u2081",
          "\ud83d\ude00",
          "--> x",
          "%%{init: {}}%%",
          "`code`",
          "1. list",
          "style x: #fff;",
          "$$x$$",
          "<!-- comment -->",
          "javascript:alert(1)",
          "\\N",
          "*bold*",
          "_emphasis_",
          "__bold__",
          "1) list",
          "~~struck~~",
          "fa:fa-car",
          "- item");

  private Programs() {}

  /** Of rows of three numbers. */
  static void regression(Tensor x) {
    Tensor b = sample("b", Normal.standard(3).toEvent(1));
    Tensor sigma = sample("sigma", HalfCauchy.of(1));
    Tensor mean = deterministic("mean", x.matmul(b));
    plate("rows", x.size(0), () -> observe("y", Normal.of(mean, sigma), Tensor.zeros(x.size(0))));
  }

  static void eightSchools(Tensor effect) {
    Tensor mu = sample("mu", Normal.of(0, 5));
    Tensor tau = sample("tau", LogNormal.of(0, 1));
    plate(
        "schools",
        8,
        () -> {
          Tensor theta = sample("theta", Normal.of(mu, tau));
          observe("effect", Normal.of(theta, Tensor.of(15f, 10, 16, 11, 9, 11, 10, 18)), effect);
        });
  }

  static void autoencoder(Tensor images) {
    Net decoder = module("decoder", Net.linear(2, 5).then(Tensor::softplus).then(Net.linear(5, 4)));
    plate(
        "data",
        images.size(0),
        () -> {
          Tensor z = sample("z", Normal.standard(2).toEvent(1));
          observe("pixels", Bernoulli.ofLogits(decoder.forward(z)).toEvent(1), images);
        });
  }

  /** Ten of a hundred rows, each with four columns; and what columns have in common. */
  static void nested(Tensor data) {
    Tensor loc = param("loc", 0);
    Tensor scale = param("scale", 1, positive());
    Tensor[] column = new Tensor[1];
    plate(
        Plate.of("columns", 4).dim(-1),
        columns -> column[0] = sample("column", Normal.of(loc, scale)));
    plate(
        Plate.of("rows", 100).subsample(10).dim(-2),
        rows -> {
          Tensor row = sample("row", Exponential.of(2.5));
          plate(
              Plate.of("columns", 4).dim(-1),
              columns -> observe("cell", Normal.of(column[0].add(row), 0.1), data));
        });
    factor("penalty", column[0].square().sum().neg());
  }

  static void chain(Tensor data) {
    Tensor x = Tensor.scalar(0);
    for (int t = 0; t < 3; t++) {
      x = sample("x_" + t, Normal.of(x, 1));
      observe("y_" + t, Normal.of(x.mul(2), 0.5), data.get(t));
    }
  }

  /** Names that could be taken for something else. */
  static void hostile(Tensor data) {
    Tensor sum = Tensor.scalar(0);
    for (String name : HOSTILE) {
      sum = sample(name, Normal.of(sum, 1));
    }
    Tensor mean = sum;
    plate(
        "linkStyle",
        1,
        () -> plate("a \"plate\"] {", 1, () -> observe("last", Normal.of(mean, 1), data)));
  }
}
