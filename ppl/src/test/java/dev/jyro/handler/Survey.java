package dev.jyro.handler;

import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import java.util.HashMap;

/**
 * Finds the full names of sites and makes values for them.
 *
 * @param sizes what the plates around take, by dimension
 */
record Survey(
    Line.Fix fix, Map<Integer, Integer> sizes, String suffix, java.util.Map<String, Tensor> found)
    implements Line.Visitor {
  /** Values for the sites that a handler is to fix. */
  static java.util.Map<String, Tensor> of(Stage stage, Line.Fix fix, List<Line> lines) {
    Map<Integer, Integer> sizes =
        stage
            .open()
            .filter(opened -> opened.plate().dim() < 0)
            .toMap(opened -> opened.plate().dim(), opened -> opened.plate().taken());
    Survey survey = new Survey(fix, sizes, stage.suffix(), new HashMap<>());
    lines.forEach(line -> line.accept(survey));
    return survey.found;
  }

  /** The value of one site. */
  static Tensor value(Line.Site line, Line.Fix fix, String suffix, Map<Integer, Integer> sizes) {
    return line.kind()
        .values(
            fix.key(line.name() + suffix),
            Observation.copied(Observation.batch(sizes), line.copies()));
  }

  @Override
  public void site(Line.Site line) {
    if (fix.names().contains(line.name())) {
      found.put(line.name() + suffix, value(line, fix, suffix, sizes));
    }
  }

  @Override
  public void plate(Line.Repeat line) {
    if (line.dim() < 0) {
      Map<Integer, Integer> more = sizes.put(line.dim(), line.taken());
      line.body().forEach(each -> each.accept(new Survey(fix, more, suffix, found)));
      return;
    }
    for (int run = 0; run < line.taken(); run++) {
      Survey inside = new Survey(fix, sizes, suffix + "[" + run + "]", found);
      line.body().forEach(each -> each.accept(inside));
    }
  }

  @Override
  public void around(Line.Around line) {
    line.body().forEach(each -> each.accept(this));
  }

  @Override
  public void param(Line.Ask line) {}

  @Override
  public void compute(Line.Compute line) {}

  @Override
  public void factor(Line.Weigh line) {}
}
