package dev.jyro.tensor;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * One optimizer step over any number of leaves in one call of Torch, in place.
 *
 * <p>Each method reads the gradients that have arrived, updates the leaves and the state, and
 * leaves the gradients zero. A leaf without a gradient must not be passed: ask {@link #touched}.
 * The maths stands with the optimizers in {@code dev.jyro.inference.optim}.
 *
 * <p>What is kept between steps, {@link Moments}, is the caller's own, and is changed.
 */
public final class FusedUpdates {
  private FusedUpdates() {}

  /** What an optimizer keeps for a leaf: tensors like it, and how many steps it has gone. */
  public static final class Moments {
    private final List<Tensor> tensors;
    private long steps;

    private Moments(List<Tensor> tensors, long steps) {
      this.tensors = tensors;
      this.steps = steps;
    }

    /** The two of the Adam family, before the first step. */
    public static Moments zero(Leaf leaf) {
      return of(leaf, 0, 0);
    }

    /** Before the first step: a tensor for each number, which fills it. */
    public static Moments of(Leaf leaf, double... starts) {
      return new Moments(DoubleStream.of(starts).mapToObj(x -> fullLike(leaf, x)).toList(), 0);
    }

    /**
     * As they were after some steps.
     *
     * @param steps how many
     * @param tensors what was kept, of the leaf's shape and type; copied
     */
    public static Moments copyOf(long steps, List<Tensor> tensors) {
      return new Moments(
          tensors.stream().map(each -> Tensor.unscoped(Memory.rows(each))).toList(), steps);
    }

    /** How many steps there were. */
    public long steps() {
      return steps;
    }

    /** The tensors as they are now, as constants of the scope that is open. */
    public List<Tensor> copies() {
      TensorScope.Current current = TensorScope.current();
      return tensors.stream().map(each -> current.adopt(Memory.clone(each))).toList();
    }

    private Tensor tensor(int number) {
      return tensors.get(number);
    }
  }

  /** The hyper-parameters that the Adam family shares. */
  public record AdamSettings(double rate, double beta1, double beta2, double eps, double decay) {}

  /** Whether a gradient has ever arrived at the leaf. */
  public static boolean touched(Leaf leaf) {
    return leaf.isTouched();
  }

  /** Zeros of a leaf's shape and type, owned by the garbage collector. */
  public static Tensor zerosLike(Leaf leaf) {
    return fullLike(leaf, 0);
  }

  private static Tensor fullLike(Leaf leaf, double number) {
    Tensor value = leaf.value();
    return Tensor.unscoped(Memory.full(value.shape().getShape(), number, value.dataType()));
  }

  /** Adam (Kingma and Ba 2015), the decay added to the gradient. */
  public static void adam(List<Leaf> leaves, List<Moments> moments, AdamSettings s) {
    run(Op.ADAM, leaves, moments, s);
  }

  /** AdamW (Loshchilov and Hutter 2019), the decay applied to the value. */
  public static void adamW(List<Leaf> leaves, List<Moments> moments, AdamSettings s) {
    run(Op.ADAM_W, leaves, moments, s);
  }

  /** Adam with each element of the gradient cut to {@code [-clip, clip]} first. */
  public static void clippedAdam(
      List<Leaf> leaves, List<Moments> moments, AdamSettings s, double clip) {
    run(Op.CLIPPED_ADAM, leaves, moments, s, clip);
  }

  /** Stochastic gradient descent; with momentum, if it is not 0, the speed is kept. */
  public static void sgd(
      List<Leaf> leaves, List<Moments> moments, double rate, Momentum momentum, double decay) {
    if (leaves.isEmpty()) {
      return;
    }
    Tensor[] velocity = momentum.factor() == 0 ? new Tensor[0] : kept(moments, 0);
    Dispatch.scriptInPlace(
        Op.SGD,
        values(leaves),
        gradients(leaves),
        velocity,
        rate,
        momentum.factor(),
        decay,
        momentum.isNesterov(),
        false);
    done(leaves, moments);
  }

  /** How {@link #sgd} carries its speed on, which starts at zero. */
  public record Momentum(double factor, boolean isNesterov) {
    /** No momentum. */
    public static final Momentum NONE = new Momentum(0, false);
  }

  /**
   * RMSprop (Tieleman and Hinton 2012); its moments are the squares, then the means if it is
   * centered, then the speeds if there is momentum.
   */
  public static void rmsProp(List<Leaf> leaves, List<Moments> moments, RMSPropSettings s) {
    if (leaves.isEmpty()) {
      return;
    }
    Tensor[] none = {};
    Dispatch.scriptInPlace(
        Op.RMS_PROP,
        values(leaves),
        gradients(leaves),
        kept(moments, 0),
        s.isCentered ? kept(moments, 1) : none,
        s.momentum > 0 ? kept(moments, s.isCentered ? 2 : 1) : none,
        s.rate,
        s.keep,
        s.momentum,
        s.decay,
        s.eps);
    done(leaves, moments);
  }

  /** The hyper-parameters of {@link #rmsProp}. */
  public record RMSPropSettings(
      double rate, double keep, double eps, double decay, double momentum, boolean isCentered) {}

  /** Adagrad (Duchi, Hazan and Singer 2011); its moment is the sum of squares. */
  public static void adagrad(
      List<Leaf> leaves,
      List<Moments> moments,
      double rate,
      double rateDecay,
      double decay,
      double eps) {
    if (leaves.isEmpty()) {
      return;
    }
    try (TensorScope scope = TensorScope.open()) {
      Dispatch.scriptInPlace(
          Op.ADAGRAD,
          values(leaves),
          gradients(leaves),
          kept(moments, 0),
          nextSteps(moments),
          rate,
          rateDecay,
          decay,
          eps);
    }
    done(leaves, moments);
  }

  /** The step sizes of ADVI (Kucukelbir et al. 2017); its moment is a running mean of squares. */
  public static void adagradRMSProp(
      List<Leaf> leaves, List<Moments> moments, double eta, double delta, double t) {
    if (leaves.isEmpty()) {
      return;
    }
    long[] ages = moments.stream().mapToLong(one -> one.steps + 1).toArray();
    Dispatch.scriptInPlace(
        Op.ADAGRAD_RMS_PROP,
        values(leaves),
        gradients(leaves),
        kept(moments, 0),
        ages,
        eta,
        delta,
        t);
    done(leaves, moments);
  }

  /**
   * Shrinks the gradients that have arrived until the norm of all together is at most this: by
   * {@code largest / (norm + 1e-6)}, if that is less than 1.
   */
  public static void clipNorm(List<Leaf> leaves, double largest) {
    clip(Op.CLIP_NORM, leaves, largest);
  }

  /** {@link #clipNorm} of each leaf by itself. */
  public static void clipEachNorm(List<Leaf> leaves, double largest) {
    clip(Op.CLIP_EACH_NORM, leaves, largest);
  }

  /** Cuts each element of the gradients that have arrived to {@code [-largest, largest]}. */
  public static void clipValues(List<Leaf> leaves, double largest) {
    clip(Op.CLIP_VALUES, leaves, largest);
  }

  /** Whether all numbers are finite in the gradients that have arrived, if any have. */
  public static boolean areFinite(List<Leaf> leaves) {
    return Script.truth(Op.ARE_FINITE, (Object) each(arrived(leaves), Leaf::sum));
  }

  private static List<Leaf> arrived(List<Leaf> leaves) {
    return leaves.stream().filter(FusedUpdates::touched).toList();
  }

  private static void clip(Op op, List<Leaf> leaves, double largest) {
    List<Leaf> arrived = arrived(leaves);
    if (arrived.isEmpty()) {
      return;
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor[] clipped = Dispatch.scriptMany(op, each(arrived, Leaf::sum), largest);
      for (int i = 0; i < clipped.length; i++) {
        arrived.get(i).replace(clipped[i]);
      }
    }
  }

  /** Sets the gradients that have arrived to zero: after an update. */
  public static void zero(List<Leaf> leaves) {
    leaves.forEach(Leaf::use);
  }

  /** Forgets the gradients that have arrived, as if they never had: after a step that failed. */
  public static void forget(List<Leaf> leaves) {
    leaves.forEach(Leaf::forget);
  }

  /**
   * Takes up a training of the leaf where it stood, in which gradients had arrived before.
   *
   * @see #touched
   */
  public static void resumeTouched(Leaf leaf) {
    leaf.touched(true);
  }

  /** The same for a leaf at which none had. */
  public static void resumeUntouched(Leaf leaf) {
    leaf.touched(false);
  }

  static void copy(Tensor from, Tensor into) {
    if (!from.shape().equals(into.shape())) {
      throw new ShapeException(
          "set: a leaf of shape %s was given numbers of shape %s."
              .formatted(into.shape(), from.shape()));
    }
    Dispatch.scriptInPlace(Op.COPY, into, from);
  }

  private static void run(
      Op op, List<Leaf> leaves, List<Moments> moments, AdamSettings s, Object... more) {
    if (leaves.isEmpty()) {
      return;
    }
    try (TensorScope scope = TensorScope.open()) {
      Object[] hyper = {s.rate, s.beta1, s.beta2, s.decay, s.eps};
      Tensor[][] state = {
        values(leaves), gradients(leaves), kept(moments, 0), kept(moments, 1), nextSteps(moments)
      };
      Object[] arguments = new Object[state.length + hyper.length + more.length];
      System.arraycopy(state, 0, arguments, 0, state.length);
      System.arraycopy(hyper, 0, arguments, state.length, hyper.length);
      System.arraycopy(more, 0, arguments, state.length + hyper.length, more.length);
      Dispatch.scriptInPlace(op, arguments);
    }
    done(leaves, moments);
  }

  private static void done(List<Leaf> leaves, List<Moments> moments) {
    for (Moments one : moments) {
      one.steps++;
    }
    zero(leaves);
  }

  private static Tensor[] kept(List<Moments> moments, int number) {
    return each(moments, one -> one.tensor(number));
  }

  /** Torch wants the step numbers as tensors; leaves of one age share theirs. */
  private static Tensor[] nextSteps(List<Moments> moments) {
    Tensor[] numbers = new Tensor[moments.size()];
    for (int i = 0; i < numbers.length; i++) {
      long steps = moments.get(i).steps;
      numbers[i] =
          i > 0 && moments.get(i - 1).steps == steps ? numbers[i - 1] : Tensor.scalar(steps + 1.0);
    }
    return numbers;
  }

  private static Tensor[] values(List<Leaf> leaves) {
    return each(leaves, Leaf::value);
  }

  private static Tensor[] gradients(List<Leaf> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      if (!touched(leaves.get(i))) {
        throw new IllegalStateException(
            "No gradient has arrived at leaf " + i + "; ask FusedUpdates.touched first.");
      }
    }
    return each(leaves, Leaf::sum);
  }

  private static <T> Tensor[] each(List<T> all, Function<T, Tensor> tensor) {
    Tensor[] tensors = new Tensor[all.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensor.apply(all.get(i));
    }
    return tensors;
  }
}
