package dev.jyro.examples.bnn;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.guide.Initialization;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * A curve that is a network, and its Bayesian kin.
 *
 * <p>Model: {@code y ~ Normal(f(x), 0.1)} for each point, where f is a network with one hidden
 * layer of {@code tanh}. Made Bayesian: each weight {@code ~ Normal(0, width / √inputs)} with the
 * number of inputs of its layer, each bias {@code ~ Normal(0, width)}. Guide: all weights normal
 * and independent.
 *
 * <p>Shapes: x and y are {@code (n, 1)}; the plate is the first dimension, and the second part of
 * the event. Source: Neal 1996, Bayesian Learning for Neural Networks, chapter 2, for the widths;
 * Blundell, Cornebise, Kavukcuoglu and Wierstra 2015, Weight Uncertainty in Neural Networks.
 */
public final class Network {
  /** The curve, without noise. */
  static final String CURVE = "curve";

  private final Net net;
  private final double width;

  /**
   * With a network of DJL's layers.
   *
   * @param hidden numbers of the hidden layer
   * @param width the prior standard deviation of a layer's output for inputs of size 1
   */
  public Network(int hidden, double width) {
    this.width = width;
    this.net =
        // region bnn-network
        Net.of(Linear.builder().setUnits(hidden).build(), new Shape(1, 1))
            .then(Tensor::tanh)
            .then(Net.of(Linear.builder().setUnits(1).build(), new Shape(1, hidden)));
    // endregion
  }

  // region bnn-model
  /** The network as anybody would train it: its weights are parameters. */
  public void plain(Points points) {
    Net f = module("f", net);
    Tensor curve = deterministic(CURVE, f.forward(points.x()));
    plate(
        "points",
        points.count(),
        () -> observe("y", Normal.of(curve, Points.NOISE).toEvent(1), points.y()));
  }

  /** The same with a prior for every weight: nothing in the network has changed. */
  public Model<Points> bayesian() {
    Map<String, Distribution> priors = new HashMap<>();
    for (Net.Weight weight : net.weights()) {
      priors.put("f." + weight.name(), prior(weight.shape()));
    }
    Model<Points> plain = this::plain;
    return Handlers.lift(plain, priors);
  }

  /** Biases are vectors; weights are matrices with as many columns as the layer has inputs. */
  private Distribution prior(Shape shape) {
    double scale = shape.dimension() == 1 ? width : width / Math.sqrt((double) shape.get(1));
    return Normal.of(0, scale).expand(shape).toEvent(shape.dimension());
  }

  // endregion

  // region bnn-guide
  /** Every weight by itself, beginning at a draw of its prior. */
  static AutoNormal<Points> guide(Model<Points> bayesian) {
    return AutoNormal.of(bayesian).initialization(Initialization.sample()).scale(0.05);
  }
  // endregion
}
