package dev.jyro.examples.schools;

import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.guide.AutoMultivariateNormal;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fits both models with both guides and sets them beside the exact posterior. */
final class Comparison {
  private Comparison() {}

  static Result run(Config config, Stage stage) {
    try (TensorScope scope = TensorScope.open()) {
      Schools schools = Schools.measured();
      Exact exact = stage.timed("exact", () -> Exact.of(schools));
      Map<String, Fitted> fitted = fits(new Fitting(schools, config, stage));
      Map<String, Fit> fits = new LinkedHashMap<>();
      fitted.forEach((name, one) -> fits.put(name, one.fit()));
      Result result = new Result(exact.logEvidence(), exact.marginals(), fits);
      Gallery gallery = new Gallery(exact, result, stage.report());
      gallery.draw();
      gallery.funnels(fitted, config.seed());
      return result;
    }
  }

  private static Map<String, Fitted> fits(Fitting fitting) {
    Model<Schools> centred = EightSchools::centred;
    Model<Schools> nonCentred = EightSchools::nonCentred;
    Map<String, Fitted> fits = new LinkedHashMap<>();
    fit(fits, fitting, "centred", centred);
    fit(fits, fitting, "non-centred", nonCentred);
    return fits;
  }

  private static void fit(
      Map<String, Fitted> fits, Fitting fitting, String name, Model<Schools> model) {
    String apart = name + "-independent";
    String joint = name + "-joint";
    fits.put(apart, fitting.of(apart, model, AutoNormal.of(model)));
    fits.put(joint, fitting.of(joint, model, AutoMultivariateNormal.of(model)));
  }
}
