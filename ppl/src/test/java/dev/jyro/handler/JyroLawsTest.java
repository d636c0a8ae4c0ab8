package dev.jyro.handler;

import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

final class JyroLawsTest implements FurtherHandlerLaws<Trace> {
  @Override
  public FurtherLanguage<Trace> language() {
    return new Jyro();
  }

  /** Jyro, as a language of programs without input. */
  private static final class Jyro implements FurtherLanguage<Trace> {
    private static final String NONE = "";

    @Override
    public Tensor sample(String name, Distribution distribution) {
      return Primitives.sample(name, distribution);
    }

    @Override
    public Tensor observe(String name, Distribution distribution, Tensor value) {
      return Primitives.observe(name, distribution, value);
    }

    @Override
    public Tensor param(String name) {
      return Primitives.param(name);
    }

    @Override
    public void plate(String name, long size, Runnable body) {
      Primitives.plate(name, size, body);
    }

    @Override
    public Words words() {
      return Words.ALL;
    }

    @Override
    public Tensor deterministic(String name, Tensor value) {
      return Primitives.deterministic(name, value);
    }

    @Override
    public void factor(String name, Tensor logFactor) {
      Primitives.factor(name, logFactor);
    }

    @Override
    public void plate(String name, long size, long subsample, Consumer<Tensor> body) {
      Primitives.plate(name, size, subsample, body);
    }

    @Override
    public void sequentialPlate(String name, long size, LongConsumer body) {
      Primitives.sequentialPlate(name, size, body);
    }

    @Override
    public Trace trace(Runnable program) {
      return Trace.of(model(program), NONE);
    }

    @Override
    public Runnable replay(Runnable program, Trace earlier) {
      return program(Handlers.replay(model(program), earlier));
    }

    @Override
    public Runnable condition(Runnable program, Map<String, Tensor> data) {
      return program(Handlers.conditionStrictly(model(program), data));
    }

    @Override
    public Runnable seed(Runnable program, long seed) {
      return program(Handlers.seed(model(program), seed));
    }

    @Override
    public Runnable block(Runnable program) {
      return program(Handlers.block(model(program)));
    }

    @Override
    public Runnable given(Runnable program, Map<String, Tensor> params) {
      return substitute(program, params);
    }

    @Override
    public Runnable substitute(Runnable program, Map<String, Tensor> values) {
      return program(Handlers.substitute(model(program), values));
    }

    @Override
    public Runnable uncondition(Runnable program) {
      return program(Handlers.uncondition(model(program)));
    }

    @Override
    public Runnable scale(Runnable program, double factor) {
      return program(Handlers.scale(model(program), factor));
    }

    @Override
    public Runnable mask(Runnable program, Tensor mask) {
      return program(Handlers.mask(model(program), mask));
    }

    @Override
    public List<Seen> sites(Trace trace) {
      return trace.sites().map(Jyro::seen).toJavaList();
    }

    @Override
    public int depth() {
      return Interpreter.depth();
    }

    private static Seen seen(Site site) {
      return site.isSample()
          ? Seen.of(site.name(), site.isObserved(), site.value(), site.logProb())
          : Seen.of(site.name(), site.value());
    }

    private static Model<String> model(Runnable program) {
      return data -> program.run();
    }

    private static Runnable program(Model<String> model) {
      return () -> model.run(NONE);
    }
  }
}
