package dev.jyro.inference.training;

import dev.jyro.JyroException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says in lines how a training goes: every so many steps their mean loss and their time, and each
 * step that was skipped.
 *
 * <pre>{@code
 * step 500, epoch 3: loss 108.412, 1.9 ms a step
 * }</pre>
 *
 * <p>For one run, on one thread.
 */
public final class ProgressLines implements TrainingListener {
  private final int interval;
  private final Consumer<? super String> lines;
  private double sum;
  private long nanos;
  private int count;

  private ProgressLines(int interval, Consumer<? super String> lines) {
    this.interval = interval;
    this.lines = lines;
  }

  /**
   * A line every so many steps.
   *
   * @param lines takes them: {@code System.out::println}, {@code logger::info}
   * @throws JyroException if the number is not positive
   */
  public static ProgressLines every(int steps, Consumer<? super String> lines) {
    if (steps < 1) {
      throw new JyroException(
          "ProgressLines: a line every %d steps. Needed: at least 1.".formatted(steps));
    }
    return new ProgressLines(steps, lines);
  }

  @Override
  public void stepped(Step step) {
    for (JyroException problem : step.problem()) {
      lines.accept(
          "step %d skipped: %s"
              .formatted(step.number(), problem.getMessage().lines().findFirst().orElse("")));
    }
    if (!step.isSkipped()) {
      sum += step.loss();
      nanos += step.nanos();
      count++;
    }
    if (step.number() % interval == 0 && count > 0) {
      say(step);
    }
  }

  @Override
  public void ended(Ended how) {
    lines.accept(
        "ended after %d steps%s"
            .formatted(
                how.steps(), how.skipped() == 0 ? "" : ", %d skipped".formatted(how.skipped())));
  }

  private void say(Step step) {
    lines.accept(
        String.format(
            Locale.ROOT,
            "step %d, epoch %d: loss %.3f, %.1f ms a step",
            step.number(),
            step.epoch(),
            sum / count,
            nanos / 1e6 / count));
    sum = 0;
    nanos = 0;
    count = 0;
  }
}
