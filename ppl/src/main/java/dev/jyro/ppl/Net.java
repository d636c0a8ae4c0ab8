package dev.jyro.ppl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Param;
import dev.jyro.effect.Setting;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Blocks;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A neural network: layers from DJL, activations from {@link Tensor}.
 *
 * <pre>{@code
 * Net decoder = Net.linear(50, 400).then(Tensor::softplus).then(Net.linear(400, 784));
 * }</pre>
 *
 * <p>A net has no weights of its own. Inside a program {@code module("decoder", decoder)} asks for
 * each as a parameter and gives the net bound to the answers; that one can be run. So a handler
 * sees every weight as a site, and one net may be run with many sets of weights at once. A block
 * that DJL has initialised lends its arrays as the starting values; they are copied and stay as
 * they are.
 *
 * <p>Weights are named {@code weight}, {@code bias} as the block names them, with the layer's
 * number in front if there are several: {@code decoder.1.bias}. Immutable; safe for any number of
 * threads if the blocks are.
 */
public final class Net {
  private final List<Stage> stages;

  private Net(List<Stage> stages) {
    this.stages = stages;
  }

  /**
   * A block that has been initialised, so that the shapes of its weights are known.
   *
   * @throws JyroException if it has not, or if it has a layer that is known to corrupt gradients
   */
  public static Net of(Block block) {
    if (!block.isInitialized()) {
      throw new JyroException(
          "Net.of(%s): the block is not initialised, so the shapes of its weights are not known. Fix: Net.of(block, shapeOfItsInput)."
              .formatted(block.getClass().getSimpleName()));
    }
    return new Net(List.of(Stage.layer(block)));
  }

  /** A block whose input has this shape; the first size, the batch, is of no matter. */
  public static Net of(Block block, Shape input) {
    Blocks.prepare(block, input);
    return new Net(List.of(Stage.layer(block)));
  }

  /**
   * {@code x Wᵀ + b}: the last dimension from {@code in} to {@code out} numbers.
   *
   * <p>W and b start uniformly within {@code ±1/√in}, as Torch's layer does; drawn from the
   * surroundings' noise alone.
   */
  public static Net linear(int in, int out) {
    Block block = Linear.builder().setUnits(out).build();
    Blocks.prepare(block, new Shape(1, in));
    double bound = 1 / Math.sqrt(in);
    return new Net(
        List.of(
            new Stage(
                Option.of(block),
                UnaryOperator.identity(),
                (parameter, noise) ->
                    noise.uniform(parameter.getShape(), DataType.FLOAT32).mul(2 * bound).sub(bound),
                Option.none())));
  }

  /** This net, then the function. */
  public Net then(UnaryOperator<Tensor> function) {
    return new Net(stages.append(Stage.function(function)));
  }

  /** This net, then the other. */
  public Net then(Net next) {
    return new Net(stages.appendAll(next.stages));
  }

  /**
   * Runs the net.
   *
   * @throws JyroException if it has no weights yet
   */
  public Tensor forward(Tensor input) {
    Tensor output = input;
    for (Stage stage : stages) {
      output = stage.run(output);
    }
    return output;
  }

  /**
   * Every weight, in the order of the layers; one that several layers share has the first's name.
   */
  public List<Weight> weights() {
    List<Stage> layers = stages.filter(Stage::hasWeights);
    Set<Parameter> named = Collections.newSetFromMap(new IdentityHashMap<>());
    return layers
        .zipWithIndex()
        .flatMap(layer -> layer._1.weights(layers.size() == 1 ? "" : layer._2 + "."))
        .filter(weight -> named.add(weight.parameter));
  }

  /** The same net, run with what the function gives for each weight. */
  Net bound(Function<Weight, Tensor> values) {
    IdentityHashMap<Parameter, Tensor> bound = new IdentityHashMap<>();
    weights().forEach(weight -> bound.put(weight.parameter, values.apply(weight)));
    return new Net(stages.map(stage -> stage.boundTo(bound)));
  }

  /**
   * One array of weights.
   *
   * @param name its name within the net
   * @param parameter DJL's description of it
   * @param initial what it starts with
   */
  public record Weight(
      String name, Parameter parameter, BiFunction<Parameter, Noise, Tensor> initial) {
    /** Its shape. */
    public Shape shape() {
      return parameter.getShape();
    }

    /** The request for it, in a module of this name. */
    Param under(String module) {
      return new Param(
          module + "." + name,
          Option.of(noise -> initial.apply(parameter, noise)),
          Constraints.real(),
          parameter.requiresGradient() ? Param.Role.TRAINED : Param.Role.KEPT,
          Option.none(),
          Setting.plain().hinting(Hint.WEIGHT, name));
    }
  }

  /** A layer with weights, or a function without. */
  private record Stage(
      Option<Block> block,
      UnaryOperator<Tensor> function,
      BiFunction<Parameter, Noise, Tensor> initial,
      Option<IdentityHashMap<Parameter, Tensor>> values) {

    static Stage layer(Block block) {
      Blocks.unsafe(block)
          .forEach(
              reason -> {
                throw new JyroException("Net.of: " + reason);
              });
      return new Stage(
          Option.of(block),
          UnaryOperator.identity(),
          (parameter, noise) -> Blocks.initial(parameter, noise.seed()),
          Option.none());
    }

    static Stage function(UnaryOperator<Tensor> function) {
      return new Stage(
          Option.none(),
          function,
          (parameter, noise) -> {
            throw unbound();
          },
          Option.none());
    }

    boolean hasWeights() {
      return block.exists(b -> !b.getParameters().isEmpty());
    }

    List<Weight> weights(String prefix) {
      return block
          .toList()
          .flatMap(Block::getParameters)
          .map(
              (Pair<String, Parameter> p) ->
                  new Weight(prefix + p.getKey(), p.getValue(), initial));
    }

    Stage boundTo(IdentityHashMap<Parameter, Tensor> bound) {
      return block.isEmpty() ? this : new Stage(block, function, initial, Option.of(bound));
    }

    Tensor run(Tensor input) {
      return block.isEmpty()
          ? function.apply(input)
          : Blocks.forward(block.get(), this::value, input);
    }

    private Tensor value(Parameter parameter) {
      Tensor found = values.getOrElseThrow(Stage::unbound).get(parameter);
      if (found == null) {
        throw new JyroException("The net does not know the weight " + parameter.getName() + ".");
      }
      return found;
    }

    private static JyroException unbound() {
      return new JyroException(
          "The net has no weights. Inside a program, run what module(name, net) gives.");
    }
  }
}
