package dev.jyro.handler;

import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Operand;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import io.vavr.collection.Set;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The log density of a random model as a function of real numbers: those behind its parameters and
 * those behind its continuous latent values.
 *
 * @param program with a seed, which decides what is hidden
 * @param names whose numbers they are
 * @param starts the numbers
 * @param maps from the numbers to the values
 * @param fixed the other values: discrete ones, those of point masses, and those that are held
 * @param held of the fixed ones, those that are continuous: unit vectors, and values too near to
 *     the border of their set
 */
record Ground(
    Model<String> program,
    List<String> names,
    List<Tensor> starts,
    List<UnaryOperator<Tensor>> maps,
    Map<String, Tensor> fixed,
    List<Tensor> held) {
  /** Farther out the border of a set and what is inside of it are hardly two numbers any more. */
  private static final double FARTHEST = 10;

  /** At the parameters of a model and the draws of a seed. */
  static Ground of(RandomModel model, long seed) {
    Model<String> program = Handlers.seed(model.program(value -> {}), seed);
    Ground ground =
        new Ground(
            program,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new HashMap<>(),
            new ArrayList<>());
    model
        .unconstrained()
        .forEach((name, start) -> ground.add(name, start, x -> RandomModel.constrained(name, x)));
    Trace trace = Trace.of(Handlers.substitute(program, model.given()), "");
    Set<String> points = points(model);
    trace
        .latents()
        .forEach(site -> ground.add(site, points.contains(RandomModel.line(site.name()))));
    return ground;
  }

  /** The sites that have one value only. */
  private static Set<String> points(RandomModel model) {
    return Line.sites(model.lines())
        .filter(site -> site.kind().name().equals("Delta"))
        .map(Line.Site::name)
        .toSet();
  }

  private void add(Site latent, boolean isPoint) {
    if (isPoint || latent.sample().distribution().support().isDiscrete()) {
      fixed.put(latent.name(), latent.value());
    } else if (isOnSphere(latent)) {
      hold(latent);
    } else {
      move(latent);
    }
  }

  private void move(Site latent) {
    Bijector bijector = Bijectors.to(latent.sample().distribution().support());
    Tensor start = bijector.inverse(latent.value());
    if (start.abs().lt(FARTHEST).all().toBooleans()[0]) {
      add(latent.name(), start, bijector::forward);
    } else {
      hold(latent);
    }
  }

  private void hold(Site latent) {
    fixed.put(latent.name(), latent.value());
    held.add(latent.value());
  }

  /** Unit vectors have no bijector. */
  private static boolean isOnSphere(Site latent) {
    return latent.sample().distribution().support().name().contains("sphere");
  }

  private void add(String name, Tensor start, UnaryOperator<Tensor> map) {
    names.add(name);
    starts.add(start);
    maps.add(map);
  }

  /** The trace at these numbers. */
  Trace trace(List<Tensor> numbers) {
    Map<String, Tensor> values = new HashMap<>(fixed);
    for (int i = 0; i < numbers.size(); i++) {
      values.put(names.get(i), maps.get(i).apply(numbers.get(i)));
    }
    return Trace.of(Handlers.substitute(program, values), "");
  }

  /** The log density so far from the start. */
  double along(List<Tensor> direction, double step) {
    try (TensorScope scope = TensorScope.open()) {
      List<Tensor> moved = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        moved.add(starts.get(i).add(direction.get(i).mul(step)));
      }
      return trace(moved).logDensity().item();
    }
  }

  /** The gradients of the log density, as it is recorded. */
  List<Tensor> gradients() {
    return Gradients.grad(numbers -> trace(numbers).logDensity(), starts);
  }

  /** The gradients by the formulas that densities have of their own, as inference takes them. */
  List<Tensor> gradientsOfDensities() {
    List<Leaf> leaves = starts.stream().map(Leaf::of).toList();
    FusedUpdates.zero(leaves);
    Gradients.recording(
        () -> {
          Cotangents cotangents = Cotangents.none();
          trace(leaves.stream().map(Leaf::value).toList())
              .sites()
              .filter(Site::isSample)
              .forEach(site -> pull(site, cotangents));
          if (!cotangents.isEmpty()) {
            cotangents.backward();
          }
          return leaves;
        });
    return leaves.stream()
        .map(leaf -> leaf.gradient().getOrElse(() -> leaf.value().zerosLike()))
        .toList();
  }

  private static void pull(Site site, Cotangents into) {
    var density = site.density();
    Operand scale = Operand.of(site.setting().scale());
    density.pull(
        site.setting().mask().fold(() -> scale, mask -> scale.where(mask, density.logProb())),
        into);
  }
}
