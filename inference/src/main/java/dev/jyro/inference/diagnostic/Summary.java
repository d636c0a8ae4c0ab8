package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import dev.jyro.inference.predictive.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws at a glance: a row for each element of each site.
 *
 * <pre>{@code
 *              mean      sd  median      5%     95%  n_eff  r_hat
 * loc          0.996   0.308   0.991   0.497   1.518   2058   1.00
 * theta[0]     0.2    20.0     0.2   -33.2    32.5     1845   1.00
 * }</pre>
 *
 * <p>Mean and standard deviation (divisor S - 1) of all S draws; median and quantiles at 5 and 95
 * %, interpolated linearly; {@link EffectiveSampleSize#bulk} and {@link RHat}. In the units of the
 * draws. Sites are in the order in which the draws have them; elements row by row, {@code
 * theta[0,1]}. Numbers have as many decimals as show three digits of the standard deviation. An
 * r_hat of draws that are all one number does not exist, and is a dash.
 *
 * <p>{@code toString} is the table. Its form is for people and may change; programs read {@link
 * #rows}.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, Rank-Normalization, Folding, and
 * Localization: An Improved R-hat for Assessing Convergence of MCMC, section 4.
 */
public final class Summary {
  private final List<Row> rows;
  private final String table;

  private Summary(List<Row> rows, String table) {
    this.rows = rows;
    this.table = table;
  }

  /**
   * One element of a site.
   *
   * @param name of the site, with the element's place if it is not alone: {@code theta[0,1]}
   * @param low the quantile at 5 %
   * @param high the quantile at 95 %
   * @param effectiveSize the effective sample size of the bulk
   * @param rHat NaN if all draws are one number
   */
  public record Row(
      String name,
      double mean,
      double sd,
      double median,
      double low,
      double high,
      double effectiveSize,
      double rHat) {
    /** From the quantile at 5 to that at 95 per cent, in standard deviations. */
    private static final double NORMAL_WIDTH = 3.29;

    static Row of(String name, double[][] chains) {
      double size = EffectiveSampleSize.bulk(chains);
      double[] sorted = Chains.sorted(chains);
      return new Row(
          name,
          Moments.mean(sorted),
          Math.sqrt(Moments.variance(sorted)),
          Quantiles.ofSorted(sorted, 0.5),
          Quantiles.ofSorted(sorted, 0.05),
          Quantiles.ofSorted(sorted, 0.95),
          size,
          RHat.of(chains));
    }

    /** The deviation of a normal distribution with these quantiles, if less: of heavy tails. */
    private double spread() {
      double ofQuantiles = (high - low) / NORMAL_WIDTH;
      return ofQuantiles > 0 ? Math.min(sd, ofQuantiles) : sd;
    }
  }

  /**
   * Of all elements of all sites.
   *
   * @throws dev.jyro.effect.SiteException if there are fewer than four draws a chain, or one is not
   *     finite, with its place
   */
  public static Summary of(Draws draws) {
    return of(draws, Integer.MAX_VALUE);
  }

  /**
   * Of the first elements of each site only, for sites with many; the others are not even looked
   * at.
   *
   * @param elementsAtMost of each site; how many more there are is said in the table
   * @throws JyroException as {@link #of(Draws)}, and if the number is not positive
   */
  public static Summary of(Draws draws, int elementsAtMost) {
    if (elementsAtMost < 1) {
      throw new JyroException(
          "A summary of %d elements of each site. Needed: at least 1.".formatted(elementsAtMost));
    }
    List<Row> rows = new ArrayList<>();
    TextTable table = new TextTable("", "mean", "sd", "median", "5%", "95%", "n_eff", "r_hat");
    for (String site : draws.names()) {
      SiteDraws elements = SiteDraws.of(draws, site, elementsAtMost);
      List<Row> ofSite = rows(elements);
      rows.addAll(ofSite);
      addTo(table, ofSite, site, elements.elements() - elements.read());
    }
    return new Summary(List.copyOf(rows), table.toString());
  }

  /** The elements in order. */
  public List<Row> rows() {
    return rows;
  }

  @Override
  public String toString() {
    return table;
  }

  private static List<Row> rows(SiteDraws elements) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < elements.read(); i++) {
      String name = elements.name(i);
      rows.add(elements.at(i, chains -> Row.of(name, chains)));
    }
    return rows;
  }

  private static void addTo(TextTable table, List<Row> rows, String site, int more) {
    rows.forEach(row -> addTo(table, row));
    if (more > 0) {
      table.note("%s: %d more".formatted(site, more));
    }
  }

  private static void addTo(TextTable table, Row row) {
    table.add(
        row.name(),
        TextTable.number(row.mean(), row.sd()),
        TextTable.number(row.sd(), row.sd()),
        TextTable.number(row.median(), row.spread()),
        TextTable.number(row.low(), row.spread()),
        TextTable.number(row.high(), row.spread()),
        String.format(Locale.ROOT, "%.0f", row.effectiveSize()),
        Double.isNaN(row.rHat()) ? "-" : String.format(Locale.ROOT, "%.2f", row.rHat()));
  }
}
