package dev.jyro.examples.stage;

import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.report.Report;
import dev.jyro.inference.svi.SVI;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of one run of an example: the folder and the report of its results, the progress
 * it shows, and the user's wish to end it.
 *
 * <p>Errors: {@link StoppedException} from {@link #throwIfStopped}, and from a {@link Course}, once
 * the user has asked for the end.
 *
 * <p>Thread safety: for one thread, but for {@link #isStopAsked}.
 */
public final class Stage implements AutoCloseable {
  private final String example;
  private final OutputFolder folder;
  private final Voice voice;
  private final Option<EarlierRun> resumed;
  private final Report report;
  private final Interruption interruption = Interruption.listening();
  private long begun = System.nanoTime();
  private long doneBefore;
  private boolean hasCheckpoint;
  private @Nullable Course underWay;

  /**
   * Sets the stage.
   *
   * @param example the name of the example, as its command is called
   * @param folder where results go
   * @param voice how it speaks
   * @param resumed an earlier run to go on with, if there is one
   */
  public Stage(String example, OutputFolder folder, Voice voice, Option<EarlierRun> resumed) {
    this.example = example;
    this.folder = folder;
    this.voice = voice;
    this.resumed = resumed;
    this.report = new Report(example, folder);
  }

  /** Where results go. */
  public OutputFolder folder() {
    return folder;
  }

  /** What becomes {@code report.html}: give it every picture and table. */
  public Report report() {
    return report;
  }

  /** What shows how far a training is; a {@link Course} uses it by itself. */
  public Progress progress() {
    return voice.progress();
  }

  /**
   * A training, begun anew or gone on with; its checkpoint is the folder {@code checkpoint}.
   *
   * @param svi what takes the steps; it has taken none yet
   * @param plan how many there are to be
   */
  public Course course(SVI<?> svi, Plan plan) {
    return course("", svi, plan);
  }

  /**
   * One of several trainings; its checkpoint is the folder {@code checkpoint-NAME}.
   *
   * @param name tells it from the others
   * @param svi what takes the steps; it has taken none yet
   * @param plan how many there are to be
   */
  public Course course(String name, SVI<?> svi, Plan plan) {
    String suffix = name.isEmpty() ? "" : "-" + name;
    String checkpoint = "checkpoint" + suffix;
    String notes = "journal" + suffix + ".json";
    var course = new Course(this, svi, plan, folder.file(checkpoint), folder.file(notes));
    resumed.forEach(earlier -> earlier.resume(course, checkpoint, notes));
    return course;
  }

  /** Does a piece of work and puts its time into the report. */
  public <T> T timed(String what, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      report.timing(what, (System.nanoTime() - start) / 1e9);
    }
  }

  /**
   * Says a line; with {@code --json} it says the numbers instead, as an object.
   *
   * @param line for readers
   * @param numbers for programs, by name
   */
  public void tell(String line, Map<String, ?> numbers) {
    voice.tell(example, line, numbers);
  }

  /** Whether the user has asked for the end. */
  public boolean isStopAsked() {
    return interruption.isAsked();
  }

  /**
   * For long work outside a training: call it now and then.
   *
   * @throws StoppedException if the user has asked for the end
   */
  public void throwIfStopped() {
    if (isStopAsked()) {
      String where = "Stopped; what was finished is in %s.".formatted(folder.path());
      throw new StoppedException(hasCheckpoint ? where + "\n" + goingOn() : where);
    }
  }

  /** Says in the folder whose checkpoints these are. */
  void mark() {
    folder.write(EarlierRun.MARK, example + "\n");
    hasCheckpoint = true;
  }

  /** The run is over; the process may end. */
  @Override
  public void close() {
    voice.progress().close();
    interruption.close();
  }

  /** Asks for the end, as Ctrl-C does. */
  void stop() {
    interruption.ask();
  }

  StoppedException stopped(long steps, Path checkpoint) {
    return new StoppedException(
        "Stopped after step %d; the checkpoint is in %s.\n".formatted(steps, checkpoint)
            + goingOn());
  }

  private String goingOn() {
    return "Go on with: " + voice.typed().resuming(folder.path().toString());
  }

  boolean isUnderWay(Course course) {
    return underWay == course;
  }

  /** An epoch of a course begins; the time left is reckoned from the course's first step here. */
  void begin(Course course, String title, long done, long total) {
    if (underWay != course) {
      underWay = course;
      begun = System.nanoTime();
      doneBefore = done;
    }
    progress().start(title, new Progress.Way(doneBefore, done, total, System.nanoTime() - begun));
  }
}
