package dev.jyro.examples.regression;

import dev.jyro.inference.guide.AutoDiagonalNormal;
import dev.jyro.inference.guide.AutoMultivariateNormal;
import dev.jyro.ppl.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/** The guides that are compared. */
final class Guides {
  private Guides() {}

  // region regression-guides
  static Map<String, Model<Points>> all() {
    Map<String, Model<Points>> guides = new LinkedHashMap<>();
    guides.put("hand", Regression::guide);
    guides.put("multivariate", AutoMultivariateNormal.of(Regression::model));
    guides.put("diagonal", AutoDiagonalNormal.of(Regression::model));
    return guides;
  }
  // endregion
}
