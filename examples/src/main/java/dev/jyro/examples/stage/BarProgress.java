package dev.jyro.examples.stage;

import io.vavr.control.Option;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on one stream, the terminal, and the lines on another, the output. */
final class BarProgress implements Progress {
  /**
   * How often the number is put in words: often enough for the eye, too seldom to cost anything.
   */
  private static final long MESSAGE_NANOS = 100_000_000;

  private final PrintWriter out;
  private final ProgressBarConsumer line;
  private @Nullable ProgressBar bar;
  private Option<Pause> pause = Option.none();
  private long lastMessage;

  BarProgress(PrintWriter out, PrintStream screen) {
    this.out = out;
    this.line = new Line(screen);
  }

  @Override
  public void start(String title, Way way) {
    close();
    open(title, way.done(), way.total(), Duration.ofNanos(spent(way)));
  }

  private void open(String title, long done, long total, Duration spent) {
    lastMessage = System.nanoTime() - MESSAGE_NANOS;
    bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(total)
            .startsFrom(done, spent)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(line)
            .build();
  }

  /**
   * The time that all steps so far would have taken, as those of this run did: so the time left is
   * right.
   */
  private static long spent(Way way) {
    long own = way.done() - way.before();
    return own == 0 ? 0 : (long) ((double) way.nanos() / own * way.done());
  }

  @Override
  public void step(String name, double value) {
    pause.forEach(of -> open(of.title(), of.done(), of.total(), of.now()));
    pause = Option.none();
    if (bar != null) {
      describe(bar, name, value);
      bar.step();
    }
  }

  private void describe(ProgressBar bar, String name, double value) {
    long now = System.nanoTime();
    if (now - lastMessage >= MESSAGE_NANOS) {
      lastMessage = now;
      bar.setExtraMessage(String.format(Locale.ROOT, "%s %.6g", name, value));
    }
  }

  @Override
  public void line(String line) {
    Option<Pause> paused = Option.of(bar).map(BarProgress::paused).orElse(pause);
    close();
    pause = paused;
    out.println(line);
    out.flush();
  }

  private static Pause paused(ProgressBar bar) {
    return new Pause(
        bar.getTaskName(),
        bar.getCurrent(),
        bar.getMax(),
        bar.getTotalElapsed(),
        System.nanoTime());
  }

  @Override
  public void close() {
    pause = Option.none();
    if (bar != null) {
      bar.close();
      bar = null;
      // The bar would clear its line itself, but not if it was closed before its first beat.
      line.clear();
    }
  }

  /** A bar that a line has taken away, to be brought back by the next step. */
  private record Pause(String title, long done, long total, Duration spent, long since) {
    /** With the time that has passed since. */
    Duration now() {
      return spent.plusNanos(System.nanoTime() - since);
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
