package dev.jyro.examples.logistic;

import static java.util.Objects.requireNonNull;

import dev.jyro.examples.stage.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@link Comparison} came to.
 *
 * @param trained how many digits were learnt from
 * @param heldOut how many were held out
 * @param scores of the predictions, by what they were made with
 * @param fits the posteriors, by the same names; the mode is none
 * @param gain by how much the joint posterior's log likelihood is more than the mode's, nats a
 *     digit held out
 */
record Result(
    long trained, long heldOut, Map<String, Score> scores, Map<String, Fit> fits, Mean gain)
    implements Outcome {

  @Override
  public String summary() {
    String head =
        "%-13s %14s %9s %18s %9s %6s\n"
            .formatted("", "log likelihood", "accuracy", "calibration error", "ELBO", "k-hat");
    String rows = scores.keySet().stream().map(this::row).collect(Collectors.joining("\n"));
    return head + rows + "\n" + gained();
  }

  private String gained() {
    return String.format(
        Locale.ROOT,
        "On %d digits held out the joint posterior gains %.4f nats a digit on the mode (standard error %.4f).",
        heldOut,
        gain.value(),
        gain.error());
  }

  private String row(String name) {
    Score score = requireNonNull(scores.get(name));
    String row =
        String.format(
            Locale.ROOT,
            "%-13s %14.4f %9.4f %18.4f",
            name,
            score.logLikelihood(),
            score.accuracy(),
            score.calibrationError());
    Fit fit = fits.get(name);
    return fit == null ? row : row + end(fit);
  }

  private static String end(Fit fit) {
    return String.format(Locale.ROOT, " %9.2f %6.2f", fit.elbo().value(), fit.kHat());
  }
}
