package dev.jyro.examples;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on the terminal's error stream, which pipes leave alone; the lines go to the output. */
final class BarProgress implements Progress {
  /** How often the loss is put in words: often enough for the eye, too seldom to cost anything. */
  private static final long MESSAGE_NANOS = 100_000_000;

  private final PrintWriter out;
  private @Nullable ProgressBar bar;
  private long lastMessage;

  BarProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void start(int epoch, long steps) {
    close();
    lastMessage = System.nanoTime() - MESSAGE_NANOS;
    bar =
        new ProgressBarBuilder()
            .setTaskName("epoch " + epoch)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new LastLine())
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void step(double loss) {
    if (bar != null) {
      describe(bar, loss);
      bar.step();
    }
  }

  private void describe(ProgressBar bar, double loss) {
    long now = System.nanoTime();
    if (now - lastMessage >= MESSAGE_NANOS) {
      lastMessage = now;
      bar.setExtraMessage(String.format(Locale.ROOT, "loss %.6g", loss));
    }
  }

  @Override
  public void finish(String line) {
    close();
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Leaves the cursor on the line that the bar had; the usual consumer would leave it empty. */
  private static final class LastLine extends ConsoleProgressBarConsumer {
    LastLine() {
      super(System.err);
    }

    @Override
    public void close() {
      System.err.flush();
    }
  }
}
