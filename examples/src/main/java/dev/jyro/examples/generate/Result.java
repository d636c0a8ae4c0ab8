package dev.jyro.examples.generate;

import dev.jyro.examples.stage.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the scores came to, in nats an image.
 *
 * @param images how many test images were scored
 * @param error the mean reconstruction error
 * @param elbo the mean ELBO
 * @param mostAnomalous those with the greatest error, the greatest first
 * @param areas for each kind of odd images, the area under the ROC curve
 */
record Result(
    int images, double error, double elbo, List<Anomaly> mostAnomalous, Map<String, Areas> areas)
    implements Outcome {

  /**
   * An image that stands out.
   *
   * @param image its number in the test set
   * @param label which digit it is said to be
   * @param error its reconstruction error
   * @param elbo its ELBO
   */
  record Anomaly(int image, int label, double error, double elbo) {}

  /**
   * Areas under the ROC curve.
   *
   * @param byError where the score is the reconstruction error
   * @param byElbo where it is minus the ELBO
   */
  record Areas(double byError, double byElbo) {}

  @Override
  public String summary() {
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d test images: reconstruction error %.2f nats an image, ELBO %.2f.",
                images,
                error,
                elbo));
    Anomaly first = mostAnomalous.get(0);
    words.append(
        String.format(
            Locale.ROOT,
            "%nThe oddest is number %d, a %d: error %.1f.",
            first.image(),
            first.label(),
            first.error()));
    words.append("%nArea under the ROC curve       by error   by ELBO".formatted());
    areas.forEach(
        (kind, area) ->
            words.append(
                String.format(
                    Locale.ROOT, "%n  %-26s %10.4f %9.4f", kind, area.byError(), area.byElbo())));
    return words.toString();
  }
}
