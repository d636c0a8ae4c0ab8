package dev.jyro.examples.mini;

import dev.jyro.distribution.Distribution;
import dev.jyro.random.Noise;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The idea of Jyro in one file, to be read from the top.
 *
 * <p>A probabilistic program is ordinary code that asks its surroundings for values of
 * distributions. Who answers decides what the program means. If chance answers, it simulates; if
 * data do, it explains them; if somebody notes question and answer, the density of the run can be
 * computed afterwards, and by that density programs can be fitted.
 */
public final class MiniPpl {
  private MiniPpl() {}

  // ---- 1. Questions and answers

  /** What a program asks. It never changes: to ask for something else is another question. */
  public sealed interface Effect {
    /** By which others refer to this place in the program. */
    String name();
  }

  /** Asks for a value of a distribution; somebody may have chosen it already. */
  public record Sample(String name, Distribution of, Optional<Tensor> chosen, boolean isData)
      implements Effect {
    private Sample choosing(Optional<Tensor> value, boolean asData) {
      return value.isEmpty() ? this : new Sample(name, of, value, asData);
    }

    private Sample stretched(long[] sizes) {
      Distribution wide = of.expand(Shapes.broadcast(of.batchShape(), Shapes.of(sizes)));
      return new Sample(name, wide, chosen, isData);
    }
  }

  /** Asks for something that is learned, and says where to start. */
  public record Param(String name, Tensor start) implements Effect {}

  /** A question as it was finally put, with its answer. */
  public record Site(Effect effect, Tensor value) {}

  // ---- 2. Handlers

  /** Hears a program's questions. It may alter question or answer, ask twice, or answer alone. */
  @FunctionalInterface
  public interface Handler {
    /** Answers, as a rule with the help of those outside. */
    Site handle(Effect effect, Function<Effect, Site> outside);
  }

  /** What is around a program: handlers, the innermost last; where chance comes from; plates. */
  private record Surroundings(List<Handler> handlers, Supplier<Noise> chance, int plates) {}

  /** Each thread has its own, to run programs side by side; the outermost handler is the world. */
  private static final ThreadLocal<Surroundings> HERE =
      ThreadLocal.withInitial(
          () -> new Surroundings(List.of((effect, none) -> answer(effect)), Noise::fresh, 0));

  /** The interpreter: the innermost handler answers, and its surroundings are those outside it. */
  private static Site ask(Effect effect) {
    Surroundings here = HERE.get();
    int last = depth();
    HERE.set(new Surroundings(here.handlers.subList(0, last), here.chance, here.plates));
    try {
      return here.handlers.get(last).handle(effect, MiniPpl::ask);
    } finally {
      HERE.set(here);
    }
  }

  /** The world's answer: what was chosen, or else chance. */
  private static Site answer(Effect effect) {
    if (effect instanceof Sample sample) {
      Supplier<Tensor> draw = () -> sample.of.sample(HERE.get().chance.get().at(sample.name));
      return new Site(sample, sample.chosen.orElseGet(draw));
    }
    return new Site(effect, ((Param) effect).start);
  }

  static int depth() {
    return HERE.get().handlers.size() - 1;
  }

  // ---- 3. The words of a program

  /** A value of the distribution. */
  public static Tensor sample(String name, Distribution distribution) {
    return ask(new Sample(name, distribution, Optional.empty(), false)).value;
  }

  /** States that this value came from the distribution. */
  public static Tensor observe(String name, Distribution distribution, Tensor value) {
    return ask(new Sample(name, distribution, Optional.of(value), true)).value;
  }

  /** Something that is learned. */
  public static Tensor param(String name, Tensor start) {
    return ask(new Param(name, start)).value;
  }

  /** Independent cases, side by side in a dimension: each has a draw and a density of its own. */
  public static void plate(long cases, Runnable body) {
    int open = HERE.get().plates;
    long[] sizes = LongStream.rangeClosed(0, open).map(i -> i == 0 ? cases : 1).toArray();
    Runnable stretched = changing(body, sample -> sample.stretched(sizes));
    inside(h -> new Surroundings(h.handlers, h.chance, open + 1), stretched).run();
  }

  // ---- 4. Programs from programs

  /** Notes every site of a run: with that a program becomes something to compute with. */
  public static Map<String, Site> trace(Runnable program) {
    Map<String, Site> sites = new LinkedHashMap<>();
    Handler noting =
        (effect, outside) -> {
          Site site = outside.apply(effect);
          if (sites.put(effect.name(), site) != null && effect instanceof Sample) {
            throw new IllegalStateException("Two sites have one name: " + effect.name());
          }
          return site;
        };
    handling(program, noting).run();
    return sites;
  }

  /** Draws what another run drew: so a model can be asked what it thinks of a guide's guess. */
  public static Runnable replay(Runnable program, Map<String, Site> trace) {
    Function<String, Optional<Tensor>> drawn =
        name -> Optional.ofNullable(trace.get(name)).map(Site::value);
    return changing(program, s -> s.isData ? s : s.choosing(drawn.apply(s.name), false));
  }

  /** Makes data of draws, whoever wrote the program. */
  public static Runnable condition(Runnable program, Map<String, Tensor> data) {
    return changing(program, s -> s.choosing(Optional.ofNullable(data.get(s.name)), true));
  }

  /** Hides draws and data from the handlers outside: what a program does for itself alone. */
  public static Runnable block(Runnable program) {
    return handling(
        program,
        (effect, outside) -> effect instanceof Sample ? answer(effect) : outside.apply(effect));
  }

  /** Decides all draws by a number and by their names, so their order makes no difference. */
  public static Runnable seed(Runnable program, long seed) {
    return inside(h -> new Surroundings(h.handlers, () -> Noise.of(seed), h.plates), program);
  }

  /** Answers for what is learned. */
  public static Runnable given(Runnable program, Function<Param, Tensor> values) {
    return handling(
        program,
        (effect, outside) ->
            effect instanceof Param p ? new Site(p, values.apply(p)) : outside.apply(effect));
  }

  /** The program with one more handler around it, inside those that are there when it runs. */
  private static Runnable handling(Runnable program, Handler handler) {
    Function<List<Handler>, List<Handler>> more =
        handlers -> Stream.concat(handlers.stream(), Stream.of(handler)).toList();
    return inside(h -> new Surroundings(more.apply(h.handlers), h.chance, h.plates), program);
  }

  private static Runnable changing(Runnable program, Function<Sample, Sample> change) {
    return handling(
        program,
        (effect, outside) -> outside.apply(effect instanceof Sample s ? change.apply(s) : effect));
  }

  /** The program in other surroundings, which last no longer than it, whatever happens. */
  private static Runnable inside(Function<Surroundings, Surroundings> change, Runnable program) {
    return () -> {
      Surroundings before = HERE.get();
      HERE.set(change.apply(before));
      try {
        program.run();
      } finally {
        HERE.set(before);
      }
    };
  }

  // ---- 5. Learning

  /** The log density of a run: of everything in it together. */
  public static Tensor logDensity(Map<String, Site> trace) {
    Tensor total = Tensor.scalar(0);
    for (Site site : trace.values()) {
      if (site.effect instanceof Sample sample) {
        total = total.add(sample.of.logProb(site.value).sum());
      }
    }
    return total;
  }

  /**
   * One draw of the evidence lower bound: the model's density of data and guess against the guide's
   * of the guess. Its mean is the log evidence if the guide is the posterior, and less otherwise.
   */
  public static Tensor elbo(Runnable model, Runnable guide) {
    Map<String, Site> guess = trace(guide);
    return logDensity(trace(replay(model, guess))).sub(logDensity(guess));
  }

  /** Stochastic variational inference: climbs the bound by Adam, a noisy step at a time. */
  public static final class Svi {
    private final Map<String, Leaf> leaves = new LinkedHashMap<>();
    private final Map<Leaf, FusedUpdates.Moments> moments = new LinkedHashMap<>();

    /** What is learned, as it is now. */
    public Tensor value(Param param) {
      return leaves.computeIfAbsent(param.name, name -> Leaf.of(param.start)).value();
    }

    /** One step with a model and a guide that draw the same names; gives minus the bound. */
    public double step(Runnable model, Runnable guide, double learningRate) {
      Runnable learningModel = given(model, this::value);
      Runnable learningGuide = given(guide, this::value);
      try (TensorScope scope = TensorScope.open()) {
        Tensor loss = Gradients.recording(() -> elbo(learningModel, learningGuide).neg());
        Gradients.backward(loss);
        descend(new FusedUpdates.AdamSettings(learningRate, 0.9, 0.999, 1e-8, 0));
        return loss.item();
      }
    }

    private void descend(FusedUpdates.AdamSettings adam) {
      List<Leaf> reached = leaves.values().stream().filter(FusedUpdates::touched).toList();
      reached.forEach(leaf -> moments.computeIfAbsent(leaf, FusedUpdates.Moments::zero));
      FusedUpdates.adam(reached, reached.stream().map(moments::get).toList(), adam);
    }
  }
}
