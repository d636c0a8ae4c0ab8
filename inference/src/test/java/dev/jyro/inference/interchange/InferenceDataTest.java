package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InferenceDataTest {
  private final InferenceData schools =
      InferenceData.createdAt(Instant.EPOCH)
          .posterior(Draws.of(Map.of("theta", Tensor.ones(4, 2))))
          .posteriorPredictive(Draws.of(Map.of("y", Tensor.ones(4, 2))))
          .observedData(Map.of("y", Tensor.ones(2)));

  @Test
  void namesDimensionsByTheirVariable() {
    assertThat(schools.group("posterior").variable("theta").dims())
        .containsExactly("chain", "draw", "theta_dim_0");
    assertThat(schools.group("posterior").coords())
        .containsOnlyKeys("chain", "draw", "theta_dim_0");
    assertThat(schools.group("observed_data").variable("y").dims()).containsExactly("y_dim_0");
  }

  @Test
  void renamesAndLabelsInEveryGroup() {
    InferenceData named = schools.dims("y", "school").labels("school", "A", "B");
    assertThat(named.group("posterior_predictive").variable("y").dims())
        .containsExactly("chain", "draw", "school");
    assertThat(named.group("observed_data").coords())
        .isEqualTo(Map.of("school", Values.of("A", "B")));
    assertThat(named.group("posterior").coords()).doesNotContainKey("school");
  }

  @Test
  void saysWhenAndByWhomItWasMade() {
    assertThat(schools.group("posterior").attributes())
        .containsEntry("created_at", "1970-01-01T00:00:00Z")
        .containsEntry("inference_library", "jyro")
        .hasEntrySatisfying("inference_library_version", found -> assertThat(found).isNotBlank());
  }

  @Test
  void keepsItsTensorsWhenScopesClose() {
    InferenceData data;
    try (TensorScope scope = TensorScope.open()) {
      data = InferenceData.now().observedData(Map.of("y", Tensor.ones(2).mul(3)));
    }
    assertThat(data.group("observed_data").tensor("y").toFloats()).containsExactly(3, 3);
  }

  @Test
  void listsTheGroupsThatThereAre() {
    assertRefused(() -> schools.group("prior"), "no group 'prior'. There are: [posterior,");
  }

  @Test
  void listsTheVariablesThatThereAre() {
    assertRefused(() -> schools.dims("z", "school"), "No group has a variable 'z'");
    assertRefused(
        () -> schools.group("posterior").tensor("mu"), "no variable 'mu'. There are: [theta]");
  }

  @Test
  void refusesLabelsOfAnotherNumber() {
    assertRefused(
        () -> schools.dims("theta", "school").labels("school", "A", "B", "C"),
        "The dimension 'school' has length 2 in 'theta' and 3 before");
    assertRefused(() -> schools.labels("school", "A"), "No group has a dimension 'school'");
  }

  @Test
  void refusesAnotherNumberOfDimensions() {
    assertRefused(
        () -> schools.dims("theta", "school", "year"),
        "Dimensions named [chain, draw, school, year] for shape (1, 4, 2)");
    assertRefused(() -> schools.dims("theta", "draw"), "Needed: 3 different names");
  }

  @Test
  void refusesADimensionNamedAsAVariable() {
    assertRefused(() -> schools.dims("theta", "theta"), "'theta' is a variable and the coordinate");
  }

  @Test
  void refusesDataWhereDrawsAreWanted() {
    assertRefused(
        () -> schools.draws("observed_data"),
        "The variable 'y' has dimensions [y_dim_0]. Needed: first 'chain', then 'draw'.");
  }

  @Test
  void refusesNamesThatNoFileCanHold() {
    assertRefused(() -> schools.observedData(Map.of("", Tensor.ones(1))), "The name '' is empty");
    assertRefused(() -> schools.observedData(Map.of("\uD83D", Tensor.ones(1))), "or no Unicode");
    assertRefused(
        () -> schools.with("a/b", schools.group("posterior")), "Needed: a name without a slash");
    assertRefused(() -> Values.of("\uD83D"), "half of a surrogate pair");
    assertRefused(
        () -> new Values.Texts(Shapes.of(2), List.of("a")), "1 texts for shape (2). Needed: 2.");
  }

  private static void assertRefused(Runnable action, String complaint) {
    assertThatThrownBy(action::run)
        .isInstanceOf(JyroException.class)
        .hasMessageContaining(complaint);
  }
}
