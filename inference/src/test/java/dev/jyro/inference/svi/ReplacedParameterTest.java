package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.AdamW;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.SafeTensors;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved of a training in which a parameter took the place of another of its name. */
final class ReplacedParameterTest {
  /** What a batch does with the parameter w. */
  private enum Use {
    /** Does not ask for it. */
    UNASKED,
    UNUSED,
    REAL,
    POSITIVE;

    Constraint constraint() {
      return this == POSITIVE ? Constraints.positive() : Constraints.real();
    }

    Tensor shift() {
      Tensor w = param("w", Tensor.of(0.5f, 0.25f), constraint()).sum();
      return this == UNUSED ? Tensor.scalar(0) : w;
    }
  }

  private static final Model<Use> MODEL =
      use -> {
        Tensor z = sample("z", Normal.standard());
        observe("x", Normal.of(z, 1), Tensor.scalar(0.5));
      };

  private static final Model<Use> GUIDE =
      use -> {
        Tensor v = param("v", 0.25);
        sample("z", Normal.of(use == Use.UNASKED ? v : v.add(use.shift()), 1));
      };

  @TempDir private Path folder;

  static Stream<Optimizer> optimizers() {
    Optimizer adam = Adam.withLearningRate(0.1);
    Optimizer sgd = SGD.withLearningRate(0.1).momentum(0.9);
    return Stream.of(
        adam,
        sgd,
        AdamW.withLearningRate(0.1),
        adam.clipNorm(0.5),
        Optimizer.byName(name -> name.equals("w") ? adam : sgd));
  }

  private static SVI<Use> trained(Optimizer optimizer) {
    SVI<Use> svi = SVI.of(MODEL, GUIDE, optimizer, TraceELBO.create());
    return taken(svi, Use.REAL, Use.REAL, Use.REAL);
  }

  private static SVI<Use> taken(SVI<Use> svi, Use... steps) {
    Arrays.stream(steps).forEach(svi::step);
    return svi;
  }

  private static void replace(SVI<Use> svi, Tensor value) {
    svi.params().remove("w");
    svi.params().put("w", value);
  }

  /** Saves the training; the one that is loaded takes the steps that this one takes. */
  private void assertGoesOn(Optimizer optimizer, SVI<Use> svi, Use... steps) {
    svi.save(folder);
    SVI<Use> resumed = SVI.of(MODEL, GUIDE, optimizer, TraceELBO.create());
    resumed.load(folder);
    assertThat(Regression.numbers(taken(resumed, steps)))
        .isEqualTo(Regression.numbers(taken(svi, steps)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBitInTheSameShape(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    replace(svi, Tensor.zeros(2));
    assertGoesOn(optimizer, svi, Use.REAL, Use.REAL, Use.UNUSED, Use.REAL);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBitInAnotherShape(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    replace(svi, Tensor.zeros(3));
    assertGoesOn(optimizer, svi, Use.REAL, Use.REAL, Use.UNUSED, Use.REAL);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBitUnderAnotherConstraint(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    svi.params().put("w", Tensor.of(1f, 2f), Constraints.positive());
    assertGoesOn(optimizer, svi, Use.POSITIVE, Use.POSITIVE);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBitOnceTheNewOneHasMoved(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    replace(svi, Tensor.zeros(3));
    assertGoesOn(optimizer, taken(svi, Use.REAL), Use.UNUSED, Use.REAL);
  }

  /** No gradient has arrived at it: what is remembered of another must not move it. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void leavesTheNewOneWhereItIsUntilItIsUsed(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    replace(svi, Tensor.ones(2));
    assertGoesOn(optimizer, svi, Use.UNUSED, Use.UNUSED);
    assertThat(svi.params().get("w").toDoubles()).containsOnly(1);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBitWhereItIsTakenOutAlone(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    svi.params().remove("w");
    assertGoesOn(optimizer, svi, Use.UNASKED, Use.REAL, Use.UNUSED, Use.REAL);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void savesNothingOfOneThatIsGone(Optimizer optimizer) {
    SVI<Use> svi = trained(optimizer);
    svi.params().remove("w");
    taken(svi, Use.UNASKED).save(folder);
    assertThat(SafeTensors.read(folder.resolve("training.safetensors")).tensors().keySet())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("v/"));
  }

  /** Two trainings of one store: the other one moves what took the place. */
  @Test
  void isNotTakenForItsPredecessorByAnotherTraining() {
    Optimizer adam = Adam.withLearningRate(0.1);
    SVI<Use> svi = trained(adam);
    replace(svi, Tensor.zeros(3));
    ParamStore shared = svi.params();
    taken(
        SVI.of(MODEL, GUIDE, adam, TraceELBO.create(), SVI.Options.defaults().params(shared)),
        Use.REAL);
    assertGoesOn(adam, svi, Use.REAL, Use.REAL);
  }
}
