package dev.jyro.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import dev.jyro.JyroException;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.lang.ref.Reference;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs DJL's networks on our tensors, with weights of the caller's choice.
 *
 * <p>Tensors are lent to DJL for the length of one call: DJL gets arrays on the same native memory,
 * in a manager of their own, and the manager forgets them before it closes. What the block computed
 * on the way is freed with the manager; the result becomes ours. Gradients flow through. DJL's
 * {@link ParameterStore} is where a block asks for its weights, so ours answers with the lent ones,
 * and the block's own arrays stay untouched.
 *
 * <p>DJL's {@link Linear} is spared all that: it is one operation, which is called directly.
 */
public final class Blocks {
  /** DJL's activation blocks are functions that carry a name. */
  private static final Map<String, String> WRONG_FUNCTIONS =
      Map.of(
          "Swish",
          "DJL's swish block corrupts gradients. Use net.then(Tensor::silu), or"
              + " net.then(x -> x.mul(x.mul(beta).sigmoid())) if beta is not 1.",
          "ReLU6",
          "DJL's relu6 block corrupts gradients. Use net.then(x -> x.clamp(0, 6)).",
          "Mish",
          "DJL's mish block takes the logarithm to base 2, and so is another function than mish. Use"
              + " net.then(Tensor::mish).");

  private Blocks() {}

  /**
   * Runs {@code block} on one input.
   *
   * @param weights what to use for each of the block's parameters
   * @throws JyroException if the block gives other than one output
   */
  public static Tensor forward(Block block, Function<Parameter, Tensor> weights, Tensor input) {
    return block.getClass() == Linear.class
        ? linear(block.getDirectParameters(), weights, input)
        : lent(block, weights, input);
  }

  private static Tensor linear(
      ParameterList parameters, Function<Parameter, Tensor> weights, Tensor input) {
    Tensor weight = weights.apply(parameters.get("weight"));
    Parameter bias = parameters.get("bias");
    return bias == null ? input.linear(weight) : input.linear(weight, weights.apply(bias));
  }

  private static Tensor lent(Block block, Function<Parameter, Tensor> weights, Tensor input) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    try (Loan loan = new Loan(checked(block, weights, input))) {
      NDList output =
          loan.run(training -> block.forward(loan, new NDList(loan.lend(input)), training, null));
      if (output.size() != 1) {
        throw new JyroException(
            "%s gave %d outputs. Needed: one. Wrap it in a LambdaBlock that joins them, and split the result."
                .formatted(block.getClass().getSimpleName(), output.size()));
      }
      Tensor result = loan.take((PtNDArray) output.get(0));
      if (current.isObserved()) {
        String name = block.getClass().getSimpleName();
        current.tell(name, start, java.util.List.of(result), loan.borrowed(), java.util.List.of());
      }
      return result;
    } finally {
      Reference.reachabilityFence(input);
    }
  }

  /**
   * The weights, refused if they are of another precision than the input: some blocks crash on
   * that.
   */
  private static Function<Parameter, Tensor> checked(
      Block block, Function<Parameter, Tensor> weights, Tensor input) {
    return parameter -> {
      Tensor weight = weights.apply(parameter);
      DataType needed = weight.dataType();
      if (needed != input.dataType() && needed.isFloating() && input.dataType().isFloating()) {
        throw new JyroException(
            "%s: the input is %s, but its weight '%s' is %s. Needed: one precision. Fix: give the input as input.to(DataType.%s)."
                .formatted(
                    block.getClass().getSimpleName(),
                    input.dataType(),
                    parameter.getName(),
                    needed,
                    needed));
      }
      return weight;
    };
  }

  /**
   * Why a block must not be trained, and what to use instead; nothing if none of its layers is
   * known to be wrong.
   *
   * <p>Some of DJL's layers multiply by a Java number, which Torch's backward pass may read after
   * the garbage collector has taken it: the gradients are silently wrong. A function of the user's
   * own in a {@code LambdaBlock} may do the same, and cannot be looked into.
   */
  public static Option<String> unsafe(Block block) {
    if (block instanceof LambdaBlock function) {
      return Option.of(WRONG_FUNCTIONS.get(function.getName()));
    }
    if (block instanceof ScaledDotProductAttentionBlock) {
      return Option.of(
          "ScaledDotProductAttentionBlock corrupts gradients. Write attention with Tensor.matmul and"
              + " Tensor.softmax, on the outputs of Linear layers.");
    }
    return List.ofAll(block.getChildren().values()).flatMap(Blocks::unsafe).headOption();
  }

  /**
   * Works out the shapes of a block's parameters for inputs of this shape (the first size, the
   * batch, is of no matter). The block's own arrays are made and freed.
   */
  public static void prepare(Block block, Shape input) {
    try (NDManager manager = manager().newSubManager()) {
      block.initialize(manager, DataType.FLOAT32, input);
    }
  }

  /**
   * A parameter's starting value: a copy of its own array if it has a living one, else what its
   * initializer draws with Torch's generator at {@code seed}. DJL's initializers share that one
   * generator, so this is done by one thread at a time.
   */
  public static Tensor initial(Parameter parameter, long seed) {
    NDArray own = parameter.isInitialized() ? parameter.getArray() : null;
    if (own instanceof PtNDArray living && !living.isReleased()) {
      return copyIn(living);
    }
    synchronized (Blocks.class) {
      JniUtils.setSeed(seed);
      try (NDManager manager = manager().newSubManager()) {
        return copyIn(
            parameter.getInitializer().initialize(manager, parameter.getShape(), DataType.FLOAT32));
      }
    }
  }

  static Tensor copyIn(NDArray array) {
    PtNDArray ours = manager().from(array);
    try {
      return TensorScope.current().adopt(Memory.clone(new Tensor(ours.getHandle())));
    } finally {
      if (ours != array) {
        ours.close();
      }
      Reference.reachabilityFence(array);
    }
  }

  static NDArray copyOut(Tensor x, NDManager manager) {
    TensorScope.current().tellOfReading(x);
    if (!(manager instanceof PtNDManager torch)) {
      throw new JyroException(
          "toArray: the manager belongs to engine "
              + manager.getEngine().getEngineName()
              + ". Needed: one of PyTorch's, such as Engine.getEngine(\"PyTorch\").newBaseManager().");
    }
    return new PtNDArray(torch, Memory.clone(x));
  }

  private static PtNDManager manager() {
    return Root.MANAGER;
  }

  /** Made when the first network is. */
  private static final class Root {
    private static final PtNDManager MANAGER =
        (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
  }

  private static final class Loan extends ParameterStore implements AutoCloseable {
    private final PtNDManager manager = (PtNDManager) Blocks.manager().newSubManager();
    private final Function<Parameter, Tensor> weights;
    private final IdentityHashMap<PtNDArray, Tensor> lent = new IdentityHashMap<>();
    private final IdentityHashMap<Parameter, PtNDArray> asked = new IdentityHashMap<>();
    private final boolean training = Gradients.isRecording();
    private final Island island = new Island();

    Loan(Function<Parameter, Tensor> weights) {
      super(Blocks.manager(), false);
      this.weights = weights;
    }

    @Override
    @SuppressWarnings("NullAway") // DJL's contract: an optional parameter is null
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
      return parameter == null
          ? null
          : asked.computeIfAbsent(parameter, p -> lend(weights.apply(p)));
    }

    @Override
    public NDManager getManager() {
      return manager;
    }

    NDList run(Function<Boolean, NDList> body) {
      return training ? Island.recorded(() -> body.apply(true)) : body.apply(false);
    }

    PtNDArray lend(Tensor tensor) {
      Tensor lendable = training ? island.standIn(tensor) : tensor;
      PtNDArray array = new PtNDArray(manager, lendable.address());
      NDScope.unregister(array); // or the caller's NDScope would free our memory
      lent.put(array, tensor);
      return array;
    }

    /** The tensors that were lent: the input and the weights. */
    java.util.List<Tensor> borrowed() {
      return java.util.List.copyOf(lent.values());
    }

    /** The block's result; one that is an input again, unchanged, is the tensor that came in. */
    Tensor take(PtNDArray output) {
      Tensor input = lent.get(output);
      if (input != null) {
        return input;
      }
      NDScope.unregister(output);
      output.detach();
      Tensor result = TensorScope.current().adopt(output.getHandle());
      return training ? island.left(result) : result;
    }

    @Override
    public void close() {
      lent.keySet().forEach(PtNDArray::detach);
      manager.close();
    }
  }
}
