package dev.jyro.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on one stream, the terminal, and the lines on another, the output. */
final class BarProgress implements Progress {
  /** How often the loss is put in words: often enough for the eye, too seldom to cost anything. */
  private static final long MESSAGE_NANOS = 100_000_000;

  private final PrintWriter out;
  private final ProgressBarConsumer line;
  private @Nullable ProgressBar bar;
  private long lastMessage;

  BarProgress(PrintWriter out, PrintStream screen) {
    this.out = out;
    this.line = new Line(screen);
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
            .setConsumer(line)
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
      // The bar would clear its line itself, but not if it was closed before its first beat.
      line.clear();
    }
  }

  /** Leaves the cursor on the line that the bar had; closed as usual, it would end that line. */
  private static final class Line extends ConsoleProgressBarConsumer {
    private final PrintStream screen;

    Line(PrintStream screen) {
      super(screen);
      this.screen = screen;
    }

    @Override
    public void close() {
      screen.flush();
    }
  }
}
