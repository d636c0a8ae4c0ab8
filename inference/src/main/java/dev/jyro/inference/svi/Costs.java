package dev.jyro.inference.svi;

import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What draws are charged with: terms summed over the plates that the draws are not in; all of them,
 * or all but those of other runs of their sequential plates.
 *
 * <p>Terms are summed place by place first, and draws in one place are charged alike, so that the
 * tensor work grows with the number of sites, not with its square.
 */
final class Costs {
  private final Map<Place, Tensor> terms = new LinkedHashMap<>();
  private final Map<Place, Option<Tensor>> charged = new HashMap<>();

  private final boolean independentRuns;

  private Costs(boolean independentRuns) {
    this.independentRuns = independentRuns;
  }

  /** Of all terms: who charges knows which of them come from the draws. */
  static Costs ofAll() {
    return new Costs(false);
  }

  /** Of those that plates do not declare independent of the draws. */
  static Costs byPlates() {
    return new Costs(true);
  }

  /** Adds a term; before anything is charged. */
  void add(Place place, Tensor term) {
    terms.merge(place, term, Tensor::add);
  }

  /**
   * The cost of a draw in this place, of its shape or one to which that broadcasts; none if all
   * terms are apart from it.
   */
  Option<Tensor> of(Place place) {
    return charged.computeIfAbsent(place, this::summed);
  }

  private Option<Tensor> summed(Place target) {
    Tensor cost = null;
    for (Map.Entry<Place, Tensor> term : terms.entrySet()) {
      if (!independentRuns || !target.isApartFrom(term.getKey())) {
        Tensor folded = term.getKey().foldedFor(target, term.getValue());
        cost = cost == null ? folded : cost.add(folded);
      }
    }
    return Option.of(cost).map(sum -> stretched(sum, target));
  }

  private static Tensor stretched(Tensor cost, Place target) {
    return cost.expand(Shapes.broadcast(cost.shape(), target.shape()));
  }
}
