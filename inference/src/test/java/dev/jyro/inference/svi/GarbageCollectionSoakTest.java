package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.ForcedCollections;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training beside garbage collections is, bit for bit, the one without. */
@Tag(Endurance.TAG)
final class GarbageCollectionSoakTest {
  private static final int STEPS = Endurance.of(4, 500);
  private static final int FEWEST = 3;
  private static final long SEED = 8;

  static Stream<Exercise> exercises() {
    return Exercise.all().stream();
  }

  /**
   * As often as it takes until each has met several: a short training may be over before one is.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("exercises")
  void trainsAsInAQuietRun(Exercise exercise) throws Exception {
    List<Long> quiet = trained(exercise);
    int collections;
    try (ForcedCollections forced = ForcedCollections.every(1)) {
      do {
        assertThat(trained(exercise))
            .describedAs("%s with seed %d", exercise, SEED)
            .isEqualTo(quiet);
        collections = forced.count();
      } while (collections < FEWEST);
    }

    Endurance.figure("garbage collector", exercise + ", steps", STEPS);
    Endurance.figure("garbage collector", exercise + ", collections", collections);
    Endurance.figure("garbage collector", exercise + ", hash of all bits", quiet.hashCode());
  }

  private static List<Long> trained(Exercise exercise) {
    List<Long> told = new ArrayList<>();
    try (TensorScope scope = TensorScope.open()) {
      SVI<Tensor> svi = exercise.start(SEED);
      Exercise.train(svi, STEPS, told);
      told.addAll(Exercise.bits(svi));
    }
    return told;
  }
}
