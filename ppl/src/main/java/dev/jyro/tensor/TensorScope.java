package dev.jyro.tensor;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frees the tensors that a thread makes while it is open, all at once, when it closes.
 *
 * <pre>{@code
 * try (TensorScope scope = TensorScope.open()) {
 *   Tensor loss = …;
 *   return scope.keep(loss);
 * }
 * }</pre>
 *
 * <p>Scopes nest; a tensor belongs to the innermost scope open on its thread when it was made.
 * {@link #keep} hands one to the next outer scope, or to the garbage collector if there is none. A
 * freed tensor refuses every use by name of the mistake; nothing is ever read from freed memory.
 *
 * <p>A scope belongs to the thread that opened it. Its tensors may be read by other threads while
 * it is open; closing it under them, or letting out ({@link #keep}, {@link #release}) what they
 * read, is the caller's mistake to avoid.
 *
 * <p>Outside all scopes a tensor is freed after the garbage collector finds it unreachable. Java
 * does not see Torch's memory, so Jyro counts it, and asks for a collection when what is waiting
 * outside scopes passes a budget ({@code -Djyro.unscoped.bytes}, default 256 MiB).
 */
public final class TensorScope implements AutoCloseable {
  private static final ThreadLocal<Current> CURRENT = ThreadLocal.withInitial(Current::new);

  private final Current home;
  private final @Nullable TensorScope outer;
  private final @Nullable OpListener listener;
  private Tensor @Nullable [] tensors = new Tensor[32];
  private int count;

  private TensorScope(Current home, @Nullable OpListener listener) {
    this.home = home;
    this.outer = home.innermost;
    this.listener = listener;
  }

  /** Opens a scope on this thread; the listener of the scope around it hears on. */
  public static TensorScope open() {
    Current current = CURRENT.get();
    return current.push(current.listener());
  }

  /** Opens a scope whose operations, and those of scopes within it, the listener hears of. */
  public static TensorScope open(OpListener listener) {
    return CURRENT.get().push(listener);
  }

  /** Runs the body in a scope of its own and keeps only the tensor that it returns. */
  public static Tensor keeping(Supplier<Tensor> body) {
    try (TensorScope scope = open()) {
      return scope.keep(body.get());
    }
  }

  /**
   * Lets a tensor outlive this scope, as if it had been made just outside, and with it what its
   * gradient goes through. A tensor that lives longer anyway stays where it is.
   *
   * @return the same tensor
   * @throws IllegalStateException if the tensor has been freed already, or on another thread
   */
  public Tensor keep(Tensor tensor) {
    return moved(tensor, outer, owner -> owner.isWithin(this));
  }

  /**
   * Lets a tensor outlive every scope, and with it what its gradient goes through: from here on the
   * garbage collector decides.
   *
   * @return the same tensor
   * @throws IllegalStateException if the tensor has been freed already, or if its scope is another
   *     thread's
   */
  public static Tensor release(Tensor tensor) {
    return moved(tensor, null, owner -> true);
  }

  /** Moves a tensor out of the scopes in question, and what it was computed from. */
  private static Tensor moved(
      Tensor tensor, @Nullable TensorScope to, Predicate<TensorScope> from) {
    tensor.address();
    if (to == null) {
      cutLoose(tensor, from);
    }
    Deque<Tensor> waiting = new ArrayDeque<>();
    waiting.add(tensor);
    while (!waiting.isEmpty()) {
      Tensor next = waiting.remove();
      TensorScope owner = next.owner();
      if (owner != null && !next.isFreed() && from.test(owner)) {
        owner.forget(next);
        next.belongTo(to);
        Node node = next.node();
        if (node != null) {
          node.needs(waiting::add);
        }
      }
    }
    return tensor;
  }

  /**
   * A piece of what a scope is to free would hold all of its memory, which nobody counts: it gets
   * memory of its own. What a gradient goes through moves whole, and is counted.
   */
  private static void cutLoose(Tensor tensor, Predicate<TensorScope> from) {
    TensorScope owner = tensor.owner();
    if (owner != null && tensor.isPiece() && tensor.node() == null && from.test(owner)) {
      owner.needHome();
      owner.adopt(tensor.cutLoose());
    }
  }

  /**
   * {@link #release} for what the process keeps for good, such as a table of constants: it does not
   * count as {@link #unscoped}.
   *
   * @return the same tensor
   * @throws IllegalStateException if the tensor belongs to no scope, or to another thread's
   */
  public static Tensor share(Tensor tensor) {
    tensor.address();
    TensorScope owner = tensor.owner();
    if (owner == null) {
      throw new IllegalStateException(
          "A tensor outside all scopes cannot be shared any more. Make it in a scope.");
    }
    owner.forget(tensor);
    tensor.belongToAll();
    return tensor;
  }

  /** How many tensors this scope would free now. */
  public int size() {
    int live = 0;
    for (int i = 0; i < count; i++) {
      live += held()[i] == null ? 0 : 1;
    }
    return live;
  }

  /** How many scopes are open on this thread. */
  public static int depth() {
    int depth = 0;
    for (TensorScope s = CURRENT.get().innermost; s != null; s = s.outer) {
      depth++;
    }
    return depth;
  }

  /**
   * How many tensors outside all scopes, of all threads, are not freed yet. Those that were shared
   * ({@link #share}, {@link Tensor#constant}) are left out.
   */
  public static long unscoped() {
    return Unscoped.count();
  }

  /**
   * Frees everything that was not kept. Closing twice does nothing.
   *
   * @throws IllegalStateException on another thread, and nothing is done then; while an inner scope
   *     is open, which is closed too, so that what code leaves open does not outlive its caller
   */
  @Override
  public void close() {
    if (tensors != null) {
      needHome();
      TensorScope last = home.innermost;
      for (TensorScope scope = last; scope != null && scope != this; scope = scope.outer) {
        scope.freeAll();
      }
      home.innermost = outer;
      freeAll();
      needLast(last);
    }
  }

  /**
   * Closes this scope without freeing what it holds: that waits in the parcel until a scope of any
   * thread takes it in, or the parcel is closed.
   *
   * @throws IllegalStateException as {@link #close}, and if the scope is closed already
   */
  public Parcel pack() {
    Tensor[] mine = held();
    needClosable();
    home.innermost = outer;
    tensors = null;
    return new Parcel(Arrays.stream(mine, 0, count).filter(Objects::nonNull).toList());
  }

  private void needClosable() {
    needHome();
    needLast(home.innermost);
  }

  private void needHome() {
    if (CURRENT.get() != home) {
      throw new IllegalStateException(
          "A TensorScope must be closed by the thread that opened it. Open one on each thread.");
    }
  }

  private void needLast(@Nullable TensorScope last) {
    if (last != this) {
      throw new IllegalStateException(
          "A TensorScope was closed while an inner one is open. Close scopes in reverse order; try"
              + " (TensorScope scope = TensorScope.open()) does.");
    }
  }

  /** Puts a tensor into this scope. */
  void adopt(Tensor tensor) {
    if (count == held().length) {
      tensors = Arrays.copyOf(held(), 2 * count);
    }
    tensor.placedIn(this, count);
    held()[count++] = tensor;
  }

  static Current current() {
    return CURRENT.get();
  }

  private boolean isWithin(TensorScope scope) {
    return this == scope || (outer != null && outer.isWithin(scope));
  }

  private void forget(Tensor tensor) {
    needOwnThread();
    held()[tensor.place()] = null;
  }

  private void needOwnThread() {
    if (CURRENT.get() != home) {
      throw new IllegalStateException(
          "A tensor can be let out of its TensorScope only by the thread that opened the scope.");
    }
  }

  @SuppressWarnings(
      "NullAway") // null marks a closed scope and, inside, a tensor that has moved out
  private Tensor[] held() {
    if (tensors == null) {
      throw new IllegalStateException("The TensorScope is closed.");
    }
    return tensors;
  }

  private void freeAll() {
    Tensor[] mine = held();
    tensors = null;
    for (int i = 0; i < count; i++) {
      if (mine[i] != null) {
        mine[i].free();
      }
    }
  }

  /** The scopes of one thread. */
  static final class Current {
    private @Nullable TensorScope innermost;
    private boolean telling;
    private boolean recording;
    private @Nullable Arrivals arrivals;

    Current() {
      // our own derivatives need none of Torch's records; see Gradients
      Gradients.torchRecords(false);
    }

    /** Whether somebody listens; what a listener does itself is not told. */
    boolean isObserved() {
      return innermost != null && innermost.listener != null && !telling;
    }

    long clock() {
      return isObserved() ? System.nanoTime() : 0;
    }

    /** Makes the tensor at this address ours. */
    Tensor adopt(long address) {
      Tensor tensor = new Tensor(address);
      tensor.belongTo(innermost);
      return tensor;
    }

    /** Takes in a tensor that belongs to nobody. */
    void own(Tensor tensor) {
      tensor.belongTo(innermost);
    }

    /** Whether operations are recorded. */
    boolean isRecording() {
      return recording;
    }

    void record(boolean on) {
      recording = on;
    }

    /** From here on gradients wait there, or go to their leaves; gives what it was before. */
    @Nullable Arrivals collect(@Nullable Arrivals there) {
      Arrivals before = arrivals;
      arrivals = there;
      return before;
    }

    /** Brings a gradient to a leaf, or to where those for leaves wait. */
    void arrive(Leaf leaf, Tensor gradient) {
      if (arrivals == null) {
        leaf.arrive(gradient);
      } else {
        arrivals.add(leaf, gradient);
      }
    }

    /** Tells of an operation that is over and recorded, and that began at this reading. */
    Tensor tell(Op op, long start, Tensor output, List<Tensor> inputs, List<?> attributes) {
      tell(op, start, List.of(output), inputs, attributes);
      return output;
    }

    void tell(Op op, long start, List<Tensor> outputs, List<Tensor> inputs, List<?> attributes) {
      tell(op.label(), start, outputs, inputs, attributes);
    }

    void tell(
        String label, long start, List<Tensor> outputs, List<Tensor> inputs, List<?> attributes) {
      long nanos = System.nanoTime() - start;
      telling(listener -> listener.ran(label, inputs, attributes, outputs, nanos));
    }

    /** Tells that a tensor's numbers are wanted. */
    void tellOfReading(Tensor tensor) {
      if (isObserved()) {
        telling(listener -> listener.reads(tensor));
      }
    }

    private void telling(Consumer<OpListener> what) {
      OpListener listener = listener();
      if (listener != null) {
        telling = true;
        try {
          what.accept(listener);
        } finally {
          telling = false;
        }
      }
    }

    private @Nullable OpListener listener() {
      return innermost == null ? null : innermost.listener;
    }

    private TensorScope push(@Nullable OpListener listener) {
      TensorScope scope = new TensorScope(this, listener);
      innermost = scope;
      return scope;
    }
  }
}
