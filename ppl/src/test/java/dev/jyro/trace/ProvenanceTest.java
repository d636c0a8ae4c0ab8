package dev.jyro.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProvenanceTest {
  private final Provenance provenance = new Provenance();
  private final Tensor a = Tensor.scalar(1);
  private final Tensor b = Tensor.scalar(2);
  private @Nullable TensorScope scope;

  @BeforeEach
  void listen() {
    scope = TensorScope.open(provenance);
    provenance.add(a, "a");
    provenance.add(b, "b");
  }

  @AfterEach
  void close() {
    if (scope != null) {
      scope.close();
    }
  }

  @Test
  void followsOperations() {
    Tensor sum = a.exp().add(b.mul(3));
    assertThat(provenance.of(sum)).containsExactlyInAnyOrder("a", "b");
    assertThat(provenance.of(a.neg())).containsExactly("a");
  }

  @Test
  void knowsNothingOfOthers() {
    assertThat(provenance.of(Tensor.scalar(3).exp())).isEmpty();
  }

  @Test
  void addsToWhatIsKnown() {
    Tensor c = a.exp();
    provenance.add(c, "c");
    assertThat(provenance.of(c.neg())).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void forgetsWhatLiesBehindACut() {
    Tensor c = provenance.cut(a.exp(), "c");
    assertThat(provenance.of(c.neg())).containsExactly("c");
    assertThat(c.item()).isEqualTo(a.exp().item());
  }

  @Test
  void chargesEverythingWithWhatWasRead() {
    a.item();
    assertThat(provenance.of(b)).containsExactlyInAnyOrder("a", "b");
    assertThat(provenance.computed(b)).containsExactly("b");
    assertThat(provenance.read()).containsExactly("a");
  }

  @Test
  void trustsReadingThatIsNotTheProgramsOwn() {
    assertThat(provenance.trusting(a::item)).isEqualTo(1);
    assertThat(provenance.read()).isEmpty();
  }

  @Test
  void hearsNothingMoreOnceSettled() {
    provenance.settle();
    a.item();
    assertThat(provenance.of(a.exp())).isEmpty();
  }
}
