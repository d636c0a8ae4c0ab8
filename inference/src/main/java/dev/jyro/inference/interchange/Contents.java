package dev.jyro.inference.interchange;

import io.vavr.control.Option;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One group as it is read: arrays by name, of which some are the labels of dimensions.
 *
 * <p>An array of one dimension that has the dimension's name labels it.
 */
final class Contents {
  /** Groups whose arrays are no draws. */
  private static final Set<String> DATA =
      Set.of("observed_data", "constant_data", "predictions_constant_data");

  private final String group;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Values> coords = new LinkedHashMap<>();
  private final Map<String, String> attributes;

  Contents(String group, Map<String, String> attributes) {
    this.group = group;
    this.attributes = attributes;
  }

  /** Takes in an array, whose dimensions have names if the file says so. */
  void add(String name, Values values, Option<List<String>> dims, Map<String, String> remarks)
      throws IOException {
    Variable variable =
        dims.map(names -> new Variable(names, values, remarks))
            .getOrElse(() -> unnamed(name, values));
    if (variables.containsKey(name) || coords.containsKey(name)) {
      throw new IOException("two arrays '%s' in '%s'".formatted(name, group));
    }
    if (variable.dims().equals(List.of(name))) {
      coords.put(name, values);
    } else {
      variables.put(name, variable);
    }
  }

  /** All that came. */
  Dataset dataset() {
    return new Dataset(variables, coords, attributes);
  }

  private Variable unnamed(String name, Values values) {
    int rank = values.shape().dimension();
    if (rank == 1 && (name.equals(Variable.CHAIN) || name.equals(Variable.DRAW))) {
      return new Variable(List.of(name), values, Map.of());
    }
    return rank < 2 || DATA.contains(group)
        ? Variable.ofData(name, values)
        : Variable.ofDraws(name, values);
  }
}
