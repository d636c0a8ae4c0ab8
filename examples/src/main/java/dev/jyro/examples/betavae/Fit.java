package dev.jyro.examples.betavae;

import java.util.List;
import java.util.Locale;

/**
 * How well a trained {@link BetaVae} fits, in nats an image, so that codes of any length compare.
 *
 * <p>Source of the two sizes: Alemi et al. 2018, Fixing a Broken ELBO; of the active numbers: Burda
 * et al. 2016, Importance Weighted Autoencoders, section 5.1.
 *
 * @param beta what the divergence counted in training
 * @param latent numbers of a code
 * @param effectiveBeta the same between sums: 1 is the ELBO
 * @param distortion what an image costs once its code is told, {@code -E log p(x|z)}
 * @param rate what the code costs, {@code KL(q(z|x) ‖ p(z))}
 * @param elbo minus both: a bound of {@code log p(x)}, so of how well the model itself makes images
 * @param activeUnits numbers of the code whose mean differs between images, with a variance of more
 *     than a hundredth
 */
record Fit(
    double beta,
    int latent,
    double effectiveBeta,
    double distortion,
    double rate,
    double elbo,
    int activeUnits) {
  /** What {@link #cells} tells. */
  static final List<String> HEAD =
      List.of("beta", "latent", "effective beta", "distortion", "rate", "ELBO", "active");

  /** A row of a table. */
  List<String> cells() {
    return List.of(
        Double.toString(beta),
        Integer.toString(latent),
        digits("%.3f", effectiveBeta),
        digits("%.2f", distortion),
        digits("%.2f", rate),
        digits("%.2f", elbo),
        Integer.toString(activeUnits));
  }

  private static String digits(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
