package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which of several models of the same data would predict new data best.
 *
 * <p>The models by their {@link ELPD}, the best first, each with its difference from the best one
 * and that difference's standard error {@code sqrt(n variance)} over the data's differences: data
 * that are hard for both models do not blur it. A difference of less than four nats is small, and
 * its error then no guide; one that is not several times its error shows nothing.
 *
 * <p>{@code toString} is an aligned table.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Source: Vehtari, Gelman and Gabry 2017, Practical Bayesian model evaluation using
 * leave-one-out cross-validation and WAIC; Sivula, Magnusson, Matamoros and Vehtari 2020,
 * Uncertainty in Bayesian Leave-One-Out Cross-Validation Based Model Comparison.
 */
public final class Comparison {
  private final List<Row> rows;

  private Comparison(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * One model.
   *
   * @param elpd in nats, with its standard error
   * @param parameters the effective number
   * @param difference elpd less that of the best model, 0 or less, with its standard error
   * @param warnings what speaks against trusting the number
   */
  public record Row(
      String model,
      double elpd,
      double standardError,
      double parameters,
      double difference,
      double errorOfDifference,
      List<String> warnings) {}

  /**
   * Of models by name.
   *
   * @throws JyroException if there are fewer than two, they are of different data, or some are WAIC
   *     and some LOO
   */
  public static Comparison of(Map<String, ? extends ELPD> models) {
    check(models);
    Comparator<Map.Entry<String, ? extends ELPD>> byTotal =
        Comparator.comparingDouble(model -> -model.getValue().total());
    List<? extends Map.Entry<String, ? extends ELPD>> ordered =
        models.entrySet().stream().sorted(byTotal).toList();
    double[] best = ordered.get(0).getValue().pointwise();
    return new Comparison(
        ordered.stream().map(model -> row(model.getKey(), model.getValue(), best)).toList());
  }

  /** The models, the best first. */
  public List<Row> rows() {
    return rows;
  }

  @Override
  public String toString() {
    TextTable table =
        new TextTable("model", "elpd", "se", "p", "difference", "se of difference", "warnings");
    for (Row row : rows) {
      table.add(
          row.model(),
          nats(row.elpd()),
          nats(row.standardError()),
          nats(row.parameters()),
          nats(row.difference()),
          nats(row.errorOfDifference()),
          row.warnings().isEmpty() ? "" : Integer.toString(row.warnings().size()));
    }
    return table.toString();
  }

  /** A hundredth of a nat is less than any error. */
  private static String nats(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static Row row(String name, ELPD model, double[] best) {
    double[] pointwise = model.pointwise();
    double[] differences =
        IntStream.range(0, best.length).mapToDouble(i -> pointwise[i] - best[i]).toArray();
    return new Row(
        name,
        model.total(),
        model.standardError(),
        model.effectiveParameters(),
        Moments.sum(differences),
        Moments.errorOfSum(differences),
        model.warnings());
  }

  private static void check(Map<String, ? extends ELPD> models) {
    long kinds = models.values().stream().map(Object::getClass).distinct().count();
    long sizes = models.values().stream().map(model -> model.pointwise().length).distinct().count();
    if (models.size() < 2 || kinds != 1 || sizes != 1) {
      throw new JyroException(
          "Comparison of %s. Needed: at least two models, all LOO or all WAIC, of the same data."
              .formatted(models.entrySet().stream().map(Comparison::described).toList()));
    }
  }

  private static String described(Map.Entry<String, ? extends ELPD> model) {
    ELPD elpd = model.getValue();
    return "%s: %s of %d data"
        .formatted(model.getKey(), elpd.getClass().getSimpleName(), elpd.pointwise().length);
  }
}
