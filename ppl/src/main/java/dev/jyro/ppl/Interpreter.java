package dev.jyro.ppl;

import dev.jyro.effect.Draw;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Param;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.random.Noise;
import dev.jyro.random.NoiseSource;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Carries an effect from the program through the handlers of its thread, inner to outer, and back.
 *
 * <p>The stack of handlers is an immutable list; a handler runs with the part outside itself as the
 * stack, and whatever the body does the stack is afterwards what it was before. Each thread has a
 * stack of its own, which begins empty: threads that a program starts do not see its handlers.
 *
 * <p>Models call {@link Primitives} and handlers are put around them with {@code
 * dev.jyro.handler.Handlers}; this class is for those who write new verbs, handlers and inference.
 */
public final class Interpreter {
  private static final ThreadLocal<Interpreter> CURRENT = ThreadLocal.withInitial(Interpreter::new);

  private List<Handler> stack = List.empty();
  private Option<NoiseSource> noise = Option.none();

  private Interpreter() {}

  /** Asks the handlers of this thread, and at last {@link #answer}. */
  public static Site perform(Effect effect) {
    Interpreter here = CURRENT.get();
    Effect asked =
        here.noise.isDefined() ? effect.in(effect.setting().drawingFrom(here.noise.get())) : effect;
    return here.resolve(asked, here.stack);
  }

  /** Runs the body with one more handler, inside those of now. */
  public static <T> T under(Handler handler, Supplier<T> body) {
    Interpreter here = CURRENT.get();
    return here.within(here.stack.prepend(handler), body);
  }

  /** Runs the body with one more handler, inside those of now. */
  public static void under(Handler handler, Runnable body) {
    under(handler, valueless(body));
  }

  /**
   * The body, to be run on any thread under the handlers that this one has now. They are then asked
   * from several threads, and must bear it. The seed does not go along: a body that draws brings
   * its own.
   */
  public static <T> Supplier<T> carried(Supplier<T> body) {
    List<Handler> handlers = CURRENT.get().stack;
    return () -> CURRENT.get().within(handlers, body);
  }

  /** Runs the body with its draws decided by this noise, unless an inner seed says otherwise. */
  public static <T> T seeded(Noise root, Supplier<T> body) {
    Interpreter here = CURRENT.get();
    Option<NoiseSource> before = here.noise;
    here.noise = Option.of(new NoiseSource(root));
    try {
      return body.get();
    } finally {
      here.noise = before;
    }
  }

  /** Runs the body with its draws decided by this noise, unless an inner seed says otherwise. */
  public static void seeded(Noise root, Runnable body) {
    seeded(root, valueless(body));
  }

  /** The plates that are open on this thread, outermost first. */
  public static List<Frame> plates() {
    List<Frame> plates = List.empty();
    for (Handler handler : CURRENT.get().stack) {
      if (handler instanceof PlateHandler plate) {
        plates = plates.prepend(plate.frame());
      }
    }
    return plates;
  }

  /** The innermost handler of this kind around what runs on this thread. */
  public static <H extends Handler> Option<H> nearest(Class<H> kind) {
    return CURRENT.get().stack.find(kind::isInstance).map(kind::cast);
  }

  /** How many handlers this thread has. */
  public static int depth() {
    return CURRENT.get().stack.size();
  }

  /**
   * The answer where no handler has one: draws what is free, gives data and pinned values as they
   * are, and takes the first or random indices of a plate.
   *
   * @throws SiteException for a parameter without a value, which somebody must keep
   */
  public static Site answer(Effect effect) {
    return effect.fold(
        Interpreter::drawn,
        param -> new Site(param, kept(param)),
        plate -> new Site(plate, indices(plate)),
        named -> new Site(named, named.value()));
  }

  private Site resolve(Effect effect, List<Handler> handlers) {
    if (handlers.isEmpty()) {
      return answer(effect);
    }
    List<Handler> outer = handlers.tail();
    List<Handler> before = stack;
    stack = outer;
    try {
      return handlers.head().handle(effect, asked -> resolve(asked, outer));
    } finally {
      stack = before;
    }
  }

  private <T> T within(List<Handler> handlers, Supplier<T> body) {
    List<Handler> before = stack;
    stack = handlers;
    try {
      return body.get();
    } finally {
      stack = before;
    }
  }

  private static Site drawn(Sample sample) {
    if (sample.draw() instanceof Draw.Observed data) {
      return new Site(sample, data.value());
    }
    if (sample.draw() instanceof Draw.Pinned chosen) {
      return new Site(sample, chosen.value());
    }
    Noise noise = sample.setting().noiseFor(sample.name());
    return Site.drawn(sample, sample.distribution().draw(noise));
  }

  private static Tensor kept(Param param) {
    return param.pinned().getOrElseThrow(() -> homeless(param));
  }

  private static SiteException homeless(Param param) {
    return new SiteException(
        param.name(),
        "a parameter was asked for and nobody keeps parameters here.\n"
            + "Fix one of: run the program through SVI; run it under a ParamStore"
            + " (store.run(program, data)); give the value with Handlers.substitute.");
  }

  private static Tensor indices(Subsample plate) {
    if (plate.pinned().isDefined()) {
      return plate.pinned().get();
    }
    return plate.count() == plate.size()
        ? Tensor.indices(plate.size())
        : Tensor.of(chosen(plate, plate.setting().noiseFor(plate.name())));
  }

  /** The first places of a random permutation, by Fisher and Yates, without making the rest. */
  private static long[] chosen(Subsample plate, Noise noise) {
    UniformRandomProvider generator = noise.generator();
    Map<Long, Long> moved = new HashMap<>();
    long[] chosen = new long[Math.toIntExact(plate.count())];
    Arrays.setAll(
        chosen,
        i -> {
          long other = i + generator.nextLong(plate.size() - i);
          long picked = moved.getOrDefault(other, other);
          moved.put(other, moved.getOrDefault((long) i, (long) i));
          return picked;
        });
    return chosen;
  }

  private static Supplier<Boolean> valueless(Runnable body) {
    return () -> {
      body.run();
      return true;
    };
  }
}
