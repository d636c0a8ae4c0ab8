package dev.jyro.inference.svi;

import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What draws are charged with: all terms but those of other runs of their sequential plates, summed
 * over the plates that the draws are not in.
 *
 * <p>Terms are summed place by place first, and draws in one place are charged alike, so that the
 * tensor work grows with the number of sites, not with its square.
 */
final class Costs {
  private final Map<Place, Tensor> terms = new LinkedHashMap<>();
  private final Map<Place, Option<Tensor>> charged = new HashMap<>();

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
      if (!target.isApartFrom(term.getKey())) {
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
