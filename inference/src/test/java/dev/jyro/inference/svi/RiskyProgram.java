package dev.jyro.inference.svi;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.constraint.Constraints.real;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;

import ai.djl.nn.norm.BatchNorm;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.handler.Reparam;
import dev.jyro.inference.guide.AutoDiagonalNormal;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.guide.Initialization;
import dev.jyro.inference.reparam.LocScaleReparam;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A model and a guide decided by a number, of all the places where users' code runs; each passes
 * the mine. Data are three rows of two numbers.
 */
final class RiskyProgram {
  private static final String MODEL = "the model";

  private final Mine mine;
  private final List<Integer> kinds = new ArrayList<>();
  private final boolean normed;
  private final int around;
  private final int guide;
  private final Net net;

  /** The program of a seed; nets that keep numbers only where particles come one by one. */
  RiskyProgram(long seed, Mine mine, boolean keeping) {
    Random random = new Random(seed);
    this.mine = mine;
    int sites = 1 + random.nextInt(3);
    for (int i = 0; i < sites; i++) {
      kinds.add(random.nextInt(5));
    }
    this.normed = keeping && random.nextInt(3) == 0;
    this.around = random.nextInt(4);
    this.guide = random.nextInt(3);
    this.net = normed ? norm().then(this::slipped) : Net.linear(2, 2).then(this::slipped);
  }

  private static Net norm() {
    return Net.of(BatchNorm.builder().build(), Shapes.of(3, 2));
  }

  private Tensor slipped(Tensor x) {
    mine.pass("a net's function");
    return x.tanh();
  }

  // ---- The model

  Model<Tensor> model() {
    return switch (around) {
      case 1 -> Handlers.with(this::handled, this::modelled);
      case 2 -> Handlers.scale(Handlers.with(this::handled, this::modelled), 0.5);
      case 3 -> Handlers.reparam(this::modelled, Map.of("z0", reparam()));
      default -> this::modelled;
    };
  }

  private Site handled(Effect effect, Next outer) {
    mine.pass("a handler, inwards");
    Site site = outer.ask(effect);
    mine.pass("a handler, outwards");
    return site;
  }

  private Reparam reparam() {
    return (site, outer) -> {
      mine.pass("a reparameterisation");
      return LocScaleReparam.nonCentred().value(site, outer);
    };
  }

  private void modelled(Tensor data) {
    mine.pass(MODEL);
    Tensor means = module("net", net).forward(data);
    Tensor sum = scoped(() -> means.mean());
    for (int i = 0; i < kinds.size(); i++) {
      sum = sum.add(sites(i, kinds.get(i), sum));
    }
    Tensor mean = means.sum(-1).add(sum);
    plate(
        "rows",
        data.size(0),
        () -> {
          mine.pass("a plate of the model");
          observe("x", Normal.of(mean, width()), data.sum(-1));
        });
    mine.pass("the end of the model");
  }

  private Tensor width() {
    return param("width", this::start, positive());
  }

  private Tensor start() {
    mine.pass("the start of a parameter");
    return Tensor.scalar(0.7);
  }

  /** A scope of the user's, and a resource whose closing may fail. */
  private Tensor scoped(Supplier<Tensor> body) {
    try (TensorScope scope = TensorScope.open();
        Resource resource = () -> mine.pass("close of a resource")) {
      mine.pass("a scope of the user's");
      return scope.keep(body.get());
    }
  }

  private interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  private Tensor sites(int number, int kind, Tensor sum) {
    String name = "z" + number;
    Tensor z = sample(name, Normal.of(sum.mul(0.1), 1));
    switch (kind) {
      case 1 -> nested(name, z);
      case 2 -> inTurn(name, z);
      case 3 -> observe(name + ".own", RiskyNormal.of(z, width(), mine), Tensor.scalar(0.3));
      case 4 -> Interpreter.under(this::handled, () -> seen(name, z));
      default -> seen(name, z);
    }
    return z;
  }

  private void seen(String name, Tensor z) {
    mine.pass("beside a site");
    observe(name + ".seen", Normal.of(z, 2), Tensor.scalar(0.1));
  }

  private void nested(String name, Tensor z) {
    plate(
        name + ".outer",
        2,
        () ->
            plate(
                name + ".inner",
                3,
                () -> {
                  mine.pass("an inner plate");
                  observe(name + ".in", Normal.of(z, 1), Tensor.zeros(3, 2));
                }));
  }

  private void inTurn(String name, Tensor z) {
    sequentialPlate(
        name + ".turns",
        2,
        i -> {
          mine.pass("a sequential plate");
          observe(name + "." + i, Normal.of(z, 1), Tensor.scalar((double) i));
        });
  }

  // ---- The guide

  Model<Tensor> guide() {
    return switch (guide) {
      case 1 -> AutoNormal.of(model()).initialization(this::begun);
      case 2 -> AutoDiagonalNormal.of(model()).initialization(this::begun);
      default -> this::guided;
    };
  }

  private Option<Tensor> begun(Sample site, Noise noise) {
    mine.pass("where an automatic guide begins");
    return Initialization.feasible().at(site, noise);
  }

  private void guided(Tensor data) {
    mine.pass("the guide");
    for (int i = 0; i < kinds.size(); i++) {
      String name = around == 3 && i == 0 ? "z0.decentred" : "z" + i;
      Tensor loc = param("loc" + i, this::start, real());
      Tensor scale = param("scale" + i, 0.5, positive());
      sample(name, i == 0 ? Normal.of(loc, scale) : RiskyNormal.of(loc, scale, mine));
    }
    mine.pass("the end of the guide");
  }
}
