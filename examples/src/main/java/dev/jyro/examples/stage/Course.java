package dev.jyro.examples.stage;

import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.training.Step;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A training on its way: it counts and times the steps, shows how far it is, notes the ELBO, saves
 * itself at the end and when the user presses Ctrl-C, and begins where a saved one stopped.
 *
 * <p>With a loop by hand, ask {@link #goesOn} before each step, take it in {@link #step}, and say
 * with {@link #atEpochsEnd} what follows an epoch. Or hand it to {@link SVI#run} as listener and as
 * end, with {@link #eachEpoch} said before.
 *
 * <p>Units: the ELBO is minus the loss in nats, by the rows of the {@link Plan}. The journal has it
 * as the curve {@value #ELBO}, by epoch; where an epoch is a step, by step, at most a thousand
 * times.
 *
 * <p>Errors: {@link StoppedException} once the user has asked for the end; everything is saved
 * then.
 *
 * <p>Thread safety: none; for the thread that trains.
 */
public final class Course implements TrainingListener, StopWhen {
  /** The curve of the ELBO of what is trained on. */
  public static final String ELBO = "train_elbo";

  private static final int MOST_POINTS = 1000;
  private static final int LINES = 10;

  private final Stage stage;
  private final SVI<?> svi;
  private final Plan plan;
  private final Path folder;
  private final Path notes;
  private final Journal journal = new Journal();
  private final Tally tally = new Tally();
  private Consumer<Epoch> eachEpoch = epoch -> {};
  private String shown = "ELBO";
  private boolean saved;

  Course(Stage stage, SVI<?> svi, Plan plan, Path folder, Path notes) {
    this.stage = stage;
    this.svi = svi;
    this.plan = plan;
    this.folder = folder;
    this.notes = notes;
  }

  /** Begins where a saved training stopped. */
  void resume(Path savedFolder, Path savedNotes) {
    svi.load(savedFolder);
    Notes.load(savedNotes, journal, tally);
    stage.progress().line("Going on after step %d, from %s".formatted(svi.steps(), savedFolder));
  }

  /** What it has noted; add to it what is worth a curve. */
  public Journal journal() {
    return journal;
  }

  /** Says what minus the loss is called while it is shown, where it is not the ELBO. */
  public Course showing(String name) {
    shown = name;
    return this;
  }

  /** The folder of its checkpoint, which is there once the training is over. */
  public Path checkpoint() {
    return folder;
  }

  /** The epoch that the next step belongs to, counted from 1. */
  public long epoch() {
    return svi.steps() / plan.perEpoch() + 1;
  }

  /**
   * Whether there is a step to take.
   *
   * @throws StoppedException if the user asked for the end; the training is saved then
   */
  public boolean goesOn() {
    if (stage.isStopAsked()) {
      save();
      throw stage.stopped(svi.steps(), folder);
    }
    boolean more = svi.steps() < plan.steps();
    if (!more && !saved) {
      save();
      saved = true;
    }
    return more;
  }

  /**
   * Takes a step, times it and shows it.
   *
   * @param step takes it and gives its loss
   * @return the loss
   */
  public double step(DoubleSupplier step) {
    begin();
    long start = System.nanoTime();
    double loss = step.getAsDouble();
    over(loss, System.nanoTime() - start);
    return loss;
  }

  /** Calls back if an epoch, or the training within one, has just come to its end. */
  public void atEpochsEnd(Consumer<Epoch> then) {
    if (svi.steps() == plan.epochsEnd(svi.steps() - 1L) && tally.steps() > 0) {
      Epoch epoch = tally.epoch((svi.steps() - 1) / plan.perEpoch() + 1);
      tally.clear();
      if (plan.perEpoch() > 1) {
        journal.note(ELBO, (double) epoch.number(), epoch.elbo());
      }
      then.accept(epoch);
    }
  }

  /** Says what to do after each epoch when {@link SVI#run} has the loop. */
  public Course eachEpoch(Consumer<Epoch> then) {
    eachEpoch = eachEpoch.andThen(then);
    return this;
  }

  /**
   * Says a line of the training; with {@code --json} it says the numbers instead, as an object.
   *
   * @param line for readers
   * @param numbers for programs, by name
   */
  public void tell(String line, Map<String, ?> numbers) {
    stage.tell(line, numbers);
  }

  @Override
  public void stepped(Step step) {
    begin();
    over(step.loss(), step.nanos());
    atEpochsEnd(eachEpoch);
  }

  @Override
  public boolean isReached(Step step) {
    return !goesOn();
  }

  @Override
  public boolean isReachedBefore(long steps) {
    return !goesOn();
  }

  private void begin() {
    boolean isFirst = !stage.isUnderWay(this);
    if (isFirst || (tally.steps() == 0 && plan.perEpoch() > 1)) {
      stage.begin(this, title(), svi.steps(), plan.steps());
    }
  }

  private String title() {
    return plan.perEpoch() == 1 ? "step" : "epoch %d/%d".formatted(epoch(), plan.epochsOfSteps());
  }

  private void over(double loss, long nanos) {
    long rows = plan.rowsOf(svi.steps() - 1L);
    tally.add(loss, rows, nanos);
    stage.progress().step(shown, -loss / rows);
    if (plan.perEpoch() == 1) {
      noteStep(-loss);
    }
  }

  private void noteStep(double elbo) {
    if (svi.steps() % plan.every(MOST_POINTS) == 0) {
      journal.note(ELBO, svi.steps(), elbo);
    }
    if (svi.steps() % plan.every(LINES) == 0) {
      Map<String, Object> numbers = new LinkedHashMap<>();
      numbers.put("step", svi.steps());
      numbers.put(ELBO, elbo);
      tell(String.format(Locale.ROOT, "step %d   ELBO %.3f", svi.steps(), elbo), numbers);
    }
  }

  private void save() {
    svi.save(folder);
    Notes.save(notes, journal, tally);
    stage.mark();
  }
}
