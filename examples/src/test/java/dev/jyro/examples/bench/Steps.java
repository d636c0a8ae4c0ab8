package dev.jyro.examples.bench;

import static dev.jyro.ppl.Primitives.observe;

import dev.jyro.Footprint;
import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.examples.bench.EightSchools.Data;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/** A process that takes steps of eight schools and prints {@link Footprint}s. */
final class Steps {
  static final int PRINTS = 200;

  /** Of so many steps one fails, in turn in the model, in the guide and by its loss. */
  static final int FAILING = 10;

  /** How many traces are held at a time. */
  static final int TRACES = 100;

  /** What the process does in a round. */
  enum Work {
    /** A step. */
    PLAIN,
    /** A step, or one that fails. */
    THROWING,
    /** A step and a trace of the model, made outside scopes and held for some rounds. */
    TRACES,
    /** A step and tensors that are never let go: the leak to be seen. */
    LEAKING
  }

  private final Data data = EightSchools.data();
  private final Deque<Trace> traces = new ArrayDeque<>();
  private final List<Tensor> leak = new ArrayList<>();
  private final double leaks;
  private double due;
  private int failing;
  private final SVI<Data> svi =
      SVI.of(this::model, this::guide, Adam.withLearningRate(0.01), TraceELBO.create());

  private Steps(double leaks) {
    this.leaks = leaks;
  }

  /** The kind of work, how many rounds, and how many tensors leak in a round. */
  public static void main(String[] arguments) {
    Steps steps = new Steps(Double.parseDouble(arguments[2]));
    steps.svi.step(steps.data); // makes the parameters
    IntConsumer round = steps.round(Work.valueOf(arguments[0]));
    Footprint.print(Integer.parseInt(arguments[1]), PRINTS, round, TensorScope::unscoped);
  }

  private IntConsumer round(Work work) {
    return switch (work) {
      case PLAIN -> round -> svi.step(data);
      case THROWING -> this::stepOrFailure;
      case TRACES -> this::stepAndTrace;
      case LEAKING -> this::stepAndLeak;
    };
  }

  private void model(Data given) {
    EightSchools.model(given);
    if (failing == 1) {
      throw new IllegalStateException("the model fails");
    } else if (failing == 3) {
      observe("infinite", Normal.of(0, 1), Tensor.of(Float.POSITIVE_INFINITY));
    }
  }

  private void guide(Data given) {
    EightSchools.guide(given);
    if (failing == 2) {
      throw new IllegalStateException("the guide fails");
    }
  }

  private void stepOrFailure(int round) {
    failing = round % FAILING == 0 ? 1 + round / FAILING % 3 : 0;
    try {
      svi.step(data);
      need(failing == 0, round);
    } catch (IllegalStateException | JyroException e) {
      need(failing != 0, round);
    }
  }

  private static void need(boolean expected, int round) {
    if (!expected) {
      throw new AssertionError("round " + round + " went as it should not");
    }
  }

  private void stepAndTrace(int round) {
    svi.step(data);
    Model<Data> model = EightSchools::model;
    traces.add(Trace.of(Handlers.seed(model, round), data));
    if (traces.size() > TRACES) {
      traces.remove();
    }
  }

  private void stepAndLeak(int round) {
    svi.step(data);
    for (due += leaks; due >= 1; due--) {
      leak.add(Tensor.scalar(round));
    }
  }
}
